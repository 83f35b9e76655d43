import type { Hints } from '#shared/edge/files/any-table.ts'
import type { BadCell } from '#shared/edge/files/bad-cell.ts'
import { badRowsOf, fileFault, inFileOrder } from '#shared/edge/files/bad-cell.ts'
import type { Bucket } from '#shared/edge/files/bucket.ts'
import { nameShown, namesShown } from '#shared/edge/files/first-names.ts'
import type { Headings } from '#shared/edge/files/headings.ts'
import { refuseUnread, termsSaid } from '#shared/edge/files/sent-file.ts'
import type { Row } from '#shared/edge/files/table.ts'
import { gatherBadRows, linesOf } from '#shared/edge/imports/bad-rows.ts'
import type { FileKind, FileReader } from '#shared/edge/imports/file-kind.ts'
import type { FileSecrets } from '#shared/edge/imports/file-secrets.ts'
import type { FileScan, FileSource } from '#shared/edge/imports/file-source.ts'
import { openObject, rowsOfFile, scanFile } from '#shared/edge/imports/file-source.ts'
import { sendersOf } from '#shared/edge/imports/import-owner.ts'
import { bytesOfParts, emptied, partsOf } from '#shared/edge/imports/import-parts.ts'
import type { ImportOutcome, Judgement, RowCounts } from '#shared/edge/imports/import-records.ts'
import { importOutcomes, importProgress, judgements } from '#shared/edge/imports/import-records.ts'
import type { Reading } from '#shared/edge/imports/sender-map.ts'
import { columnsOf, readingOf, rowAs } from '#shared/edge/imports/sender-map.ts'
import type { ImportOrder, JudgedSoFar, ObjectOrder, Progress } from '#shared/edge/imports/start-import.ts'
import { firstKind } from '#shared/edge/imports/start-import.ts'
import type { Runs, RunUnit } from '#shared/edge/runs/run.ts'
import { completeUnit, inputOf, isUnitDone, queueUnits } from '#shared/edge/runs/run.ts'
import type { Store } from '#shared/edge/store/store.ts'
import { must, TongchouError } from '#shared/kernel/errors.ts'
import { inPieces } from '#shared/kernel/in-pieces.ts'
import type { RefusalTable } from '#shared/kernel/refusals.ts'

/** Rows of one file: as many as a workbook's sheet has, and some more. */
const mostRows = 1_100_000
/** Rows judged together, in as few reads as they allow. */
const rowsAtOnce = 500
/** Rows that stand together, and are taken or left together. */
const mostOfGroup = 50_000
/** A call that has worked for so long hands on the rest. */
const longestCall = 60_000
const mostBadTold = 200
/** Bad rows are kept once so many are gathered: of a file of nothing else not all are in memory. */
const mostGathered = 5_000
/** Parts emptied in one transaction, two writes each. */
const emptiedAtOnce = 40

export type ImportEffects = {
  readonly store: Store
  readonly runs: () => Runs
  readonly secrets: FileSecrets
  readonly files: Pick<Bucket, 'piece'>
  /** Milliseconds that pass while a call works; those of the function's own clock when absent. */
  readonly clock?: () => number
}

/** The kinds of files that a service takes, and the table of what it refuses. */
export type Kinds = { readonly kinds: readonly FileKind[]; readonly table: RefusalTable }

type Order = (ImportOrder | ObjectOrder) & { readonly progress?: Progress }
type Terms = Hints & { readonly onBadRows: 'refuse' | 'skip'; readonly preview: boolean }

/** A file with the terms it is imported on, and who reads its rows. */
type Opened = {
  readonly source: FileSource
  readonly scan: FileScan
  readonly terms: Terms
  readonly reading: Reading
  readonly kind: FileKind
  readonly reader: FileReader
}

const fresh: Progress = { afterLine: 0, imported: 0, late: [] }

const isOvertaken = (error: unknown): boolean =>
  error instanceof TongchouError && error.code === 'import.overtaken'

/** @throws TongchouError what is wrong with an object before its rows are read */
const openSource = async (order: Order, { kind, scopes }: FileKind, effects: ImportEffects) => {
  const { store, secrets, files } = effects
  if (!('object' in order)) {
    const pieces = () => bytesOfParts(order, order.digests, { store, secrets })
    return { source: { pieces }, terms: order, reading: order.reading ?? {} }
  }
  refuseUnread(order)
  const object = await openObject(order.object, files)
  if (object === undefined) throw new TongchouError('import.overtaken', 'the object is gone', {})
  const said = termsSaid(object.said)
  // Nobody is named who put it there: a sender's name may be in a map of anyone who sends the kind.
  const of = { division: order.division, kind, by: sendersOf({ scopes }) }
  const reading = order.progress?.reading ?? (await readingOf(of, said, store))
  if (!reading)
    throw new TongchouError('file.sender-unknown', 'no such sender', { sender: said.sender ?? '' })
  return { source: object, terms: said, reading }
}

const openFile = async (
  { runId }: RunUnit,
  order: Order,
  kinds: readonly FileKind[],
  effects: ImportEffects,
): Promise<Opened> => {
  const named = order.kind ?? firstKind
  const kind = kinds.find((each) => each.kind === named)
  must(kind !== undefined, 'import.unknown-kind', 'no such kind of file', { kind: named })
  const { source, terms, reading } = await openSource(order, kind, effects)
  const scan = order.progress?.scan ?? (await scanFile(source, terms))
  const { division, importId, caller, by, today } = order
  // Nobody is named by whom a file came where it was put into the bucket: another person's word on it counts for none.
  const digest = 'object' in order ? {} : { digest: scan.digest }
  const reader = await kind.open({ division, importId, runId, caller, by, today, ...digest })
  return { source, scan, terms, reading, kind, reader }
}

/** The rows of a file in batches as they are read: rows that belong together are in one. */
async function* batchesOf(
  { source, scan, terms, reading, kind }: Opened,
  found: (headings: Headings) => void,
): AsyncGenerator<Row[]> {
  const columns = columnsOf(kind.columns, reading)
  const { groupOf } = kind
  let batch: Row[] = []
  let group: string | undefined
  let inGroup = 0
  let count = 0
  for await (const piece of rowsOfFile(source, scan, { columns, hints: terms, found }))
    for (const written of piece) {
      const row = rowAs(written, reading)
      count += 1
      if (count > mostRows)
        throw new TongchouError('file.too-long', 'too many rows', { rows: count, most: mostRows })
      const own = groupOf?.(row)
      const isCut = batch.length >= rowsAtOnce && (own === undefined || own !== group)
      if (isCut) {
        yield batch
        batch = []
      }
      inGroup = own === group ? inGroup + 1 : 1
      if (own !== undefined && inGroup > mostOfGroup)
        throw new TongchouError('file.too-long', 'too many rows belong together', {
          rows: inGroup,
          most: mostOfGroup,
        })
      group = own
      batch.push(row)
    }
  if (batch.length > 0) yield batch
}

/** Only the first character of a name is kept. */
const masked = (name: string): string => [...name].map((one, index) => (index === 0 ? one : '○')).join('')

const added = (counts: RowCounts, more: RowCounts): RowCounts => {
  const names = new Set([...Object.keys(counts), ...Object.keys(more)])
  return Object.fromEntries([...names].map((name) => [name, (counts[name] ?? 0) + (more[name] ?? 0)]))
}

const atFirst: JudgedSoFar = {
  ...{ afterLine: 0, rows: 0, bad: 0, would: {} },
  ...{ firstBad: [], firstNames: [], unreadColumns: [], badRows: [] },
}

/** A clock of one call: whether it has worked for long enough. It begins with the first row that no call before worked on. */
const callClock = (now: () => number) => {
  let until: number | undefined
  return {
    begin: (): void => {
      until ??= now() + longestCall
    },
    isOver: (): boolean => until !== undefined && now() > until,
  }
}
type Clock = ReturnType<typeof callClock>

/** Judges the rows of a file from where the call before left off, until the file or the call ends. */
const judgeRows = async (
  order: Order,
  file: Opened,
  clock: Clock,
  effects: ImportEffects,
): Promise<{ readonly isDone: boolean; readonly so: JudgedSoFar }> => {
  let so = order.progress?.judging ?? atFirst
  let toMend = gatherBadRows()
  let gathered = 0
  let headings: Headings | undefined
  const keep = async (): Promise<void> => {
    const kept = await toMend.keep(order, effects)
    if (kept) so = { ...so, badRows: [...so.badRows, kept] }
    toMend = gatherBadRows()
    if (headings) toMend.found(headings)
    gathered = 0
  }
  const found = (of: Headings): void => {
    headings = of
    so = { ...so, unreadColumns: of.unread }
    toMend.found(of)
  }
  for await (const batch of batchesOf(file, found)) {
    const before = batch.filter(({ line }) => line <= so.afterLine)
    const rows = before.length === 0 ? batch : batch.filter(({ line }) => line > so.afterLine)
    if (before.length > 0) file.reader.remember?.(before)
    const last = rows.at(-1)
    if (!last) continue
    clock.begin()
    const { bad, counts } = await file.reader.judge(rows)
    const names = rows.slice(0, namesShown).map(({ cells }) => masked(nameShown(cells.name ?? '')))
    toMend.add(rows, bad)
    const badHere = badRowsOf(bad)
    gathered += badHere
    so = {
      ...so,
      afterLine: last.line,
      rows: so.rows + rows.length,
      bad: so.bad + badHere,
      would: added(so.would, counts),
      firstBad: inFileOrder([...so.firstBad, ...inFileOrder(bad).slice(0, mostBadTold)]).slice(
        0,
        mostBadTold,
      ),
      firstNames: so.firstNames.length > 0 ? so.firstNames : names,
    }
    if (gathered >= mostGathered) await keep()
    if (clock.isOver()) {
      await keep()
      return { isDone: false, so }
    }
  }
  await keep()
  return { isDone: true, so }
}

const judgementOf = (
  { runId }: RunUnit,
  { division, importId }: Order,
  { scan: { format } }: Opened,
  { rows, bad, would, firstBad, firstNames, unreadColumns, badRows }: JudgedSoFar,
): Judgement => ({
  ...{ division, importId, runId, rows, bad, would, firstBad, firstNames, format, unreadColumns },
  ...(badRows.length === 0 ? {} : { badRows }),
})

/**
 * What a file was judged to be, by the first call that judged it whole: a call that comes twice, after some rows are
 * taken, finds the same and does not refuse the rest.
 */
const judgeOnce = async (
  unit: RunUnit,
  order: Order,
  file: Opened,
  clock: Clock,
  effects: ImportEffects,
): Promise<Judgement | Progress> => {
  const of = { division: order.division, importId: order.importId, runId: unit.runId }
  const before = await judgements.read(effects.store, of)
  if (before) return before
  const { isDone, so } = await judgeRows(order, file, clock, effects)
  const { scan, reading } = file
  if (!isDone) return { ...(order.progress ?? fresh), scan, reading, judging: so }
  const judgement = judgementOf(unit, order, file, so)
  const written = await effects.store.write([judgements.create(judgement)])
  return written.status === 'written' ? judgement : ((await judgements.read(effects.store, of)) ?? judgement)
}

type TakenSoFar = { readonly status: 'done' | 'handed-on'; readonly progress: Progress }

/** Takes batch by batch what was judged to be good; what it got to after a while is handed on to another call. */
const takeRows = async (
  order: Order,
  file: Opened,
  { badRows = [] }: Judgement,
  clock: Clock,
  effects: ImportEffects,
): Promise<TakenSoFar> => {
  const { scan, reading } = file
  const { judging: _, ...before } = order.progress ?? fresh
  let progress: Progress = { ...before, scan, reading }
  const told = await linesOf(order, badRows, effects.store)
  const toMend = gatherBadRows()
  /** With the rows that turned out bad in this call. */
  const soFar = async (): Promise<Progress> => {
    const kept = await toMend.keep(order, effects)
    return kept === undefined ? progress : { ...progress, lateRows: [...(progress.lateRows ?? []), kept] }
  }
  for await (const batch of batchesOf(file, toMend.found)) {
    const { afterLine } = progress
    const good = batch.filter(({ line }) => line > afterLine && !told.has(line))
    const last = good.at(-1)
    if (!last) continue
    clock.begin()
    const { taken, late, counts } = await file.reader.take(good)
    toMend.add(good, late)
    progress = {
      ...progress,
      afterLine: last.line,
      imported: progress.imported + taken,
      did: added(progress.did ?? {}, counts),
      late: [...progress.late, ...late].slice(0, mostBadTold),
    }
    if (clock.isOver()) return { status: 'handed-on', progress: await soFar() }
  }
  return { status: 'done', progress: await soFar() }
}

/** What is wrong with the rows of a file, told once each. */
const toldOnce = (bad: readonly BadCell[]): BadCell[] => {
  const told = new Map(bad.map((cell) => [`${cell.line}:${cell.column}:${cell.code}`, cell]))
  return inFileOrder([...told.values()]).slice(0, mostBadTold)
}

/** What an import came to: a row is taken or bad, if only since others were quicker. */
const figuresOf = (
  { rows, firstBad, badRows = [] }: Judgement,
  { imported, late, lateRows = [], did = {} }: Progress,
) => ({
  ...((did.alike ?? 0) > 0 ? { alike: did.alike ?? 0 } : {}),
  did,
  badRows: [...badRows, ...lateRows],
  imported,
  bad: rows - imported,
  firstBad: toldOnce([...firstBad, ...late]),
})

const nothing = { rows: 0, imported: 0, bad: 0, firstBad: [], firstNames: [] }

type Came = Partial<ImportOutcome> & Pick<ImportOutcome, 'outcome'>

/** Judges the file and, where that is asked for and nothing stands against it, takes its rows. */
const importOnce = async (
  unit: RunUnit,
  order: Order,
  { kinds, table }: Kinds,
  effects: ImportEffects,
): Promise<Came | Progress> => {
  const clock = callClock(effects.clock ?? (() => performance.now()))
  try {
    const file = await openFile(unit, order, kinds, effects)
    const judged = await judgeOnce(unit, order, file, clock, effects)
    if ('afterLine' in judged) return judged
    if (file.terms.preview) return { ...judged, outcome: 'previewed' }
    if (file.terms.onBadRows === 'refuse' && judged.bad > 0) return { ...judged, outcome: 'refused' }
    const { status, progress } = await takeRows(order, file, judged, clock, effects)
    if (status === 'handed-on') return progress
    const figures = figuresOf(judged, progress)
    // A file of which no row is taken is not imported, whatever it was sent with; its parts stay to be mended.
    return { ...judged, ...figures, outcome: figures.imported === 0 ? 'refused' : 'imported' }
  } catch (error) {
    if (isOvertaken(error)) return { outcome: 'overtaken' }
    return { outcome: 'unreadable', fault: fileFault(error, table) }
  }
}

/** Hands the rest on to another call, and says how far it is. */
const handOn = async (unit: RunUnit, order: Order, came: Progress, effects: ImportEffects): Promise<void> => {
  const turn = (order.progress?.turn ?? 0) + 1
  const { division, importId, kind: fileKind = firstKind } = order
  const judging = came.judging
  await effects.store.write([
    importProgress.replace(
      {
        ...{ division, importId, runId: unit.runId, fileKind },
        ...{ phase: judging ? 'judging' : 'taking', judged: judging?.rows ?? 0, taken: came.imported },
        version: turn - 1,
      },
      turn - 1,
    ),
  ])
  const { queue, queueUrl } = effects.runs()
  await queueUnits(queue, queueUrl, [{ ...unit, input: { ...order, progress: { ...came, turn } } }])
}

/** Takes the bytes out of the parts of a file that is imported, and completes the unit with the last of them. */
const emptyParts = async (unit: RunUnit, order: Order, outcome: string, { store }: ImportEffects) => {
  const parts =
    'object' in order ? [] : (await partsOf(order, store)).filter((part) => emptied(part).length > 0)
  for (const some of inPieces(parts, emptiedAtOnce)) await store.write(some.flatMap(emptied))
  await store.write(completeUnit(unit, { outcome }))
}

/**
 * Imports a file, from its parts or from the bucket, once. All rows are judged before any is taken: with `refuse` one bad
 * row leaves everything as it was. A call too long hands on what it got to, and one that broke off is done again without
 * effect. What it came to is written before the parts are emptied, and the unit is completed after that.
 */
export const importFile = async (unit: RunUnit, kinds: Kinds, effects: ImportEffects): Promise<void> => {
  const { store } = effects
  if (await isUnitDone(store, unit)) return
  const order = inputOf<Order>(unit)
  const { division, importId, by, kind } = order
  const before = await importOutcomes.read(store, { division, importId, runId: unit.runId })
  const came = before ?? (await importOnce(unit, order, kinds, effects))
  if ('afterLine' in came) return handOn(unit, order, came, effects)
  if (!before) {
    const of = 'object' in order ? { object: order.object } : {}
    const fileKind = kind === undefined || kind === firstKind ? {} : { fileKind: kind }
    const record = { division, importId, by, runId: unit.runId, ...fileKind, ...of, ...nothing, ...came }
    await store.write([importOutcomes.create(record)])
  }
  if (came.outcome === 'imported') return emptyParts(unit, order, came.outcome, effects)
  await store.write(completeUnit(unit, { outcome: came.outcome }))
}
