import { readAnyTable } from '#shared/edge/files/any-table.ts'
import type { BadCell } from '#shared/edge/files/bad-cell.ts'
import { badRowsOf, fileFault, inFileOrder } from '#shared/edge/files/bad-cell.ts'
import { nameShown, namesShown } from '#shared/edge/files/first-names.ts'
import type { Headings } from '#shared/edge/files/headings.ts'
import { refuseUnread, termsSaid } from '#shared/edge/files/sent-file.ts'
import type { Row } from '#shared/edge/files/table.ts'
import type { RunUnit } from '#shared/edge/runs/run.ts'
import { completeUnit, inputOf, isUnitDone, queueUnits } from '#shared/edge/runs/run.ts'
import { reachesCity } from '#shared/kernel/authority.ts'
import { TongchouError } from '#shared/kernel/errors.ts'
import type { WorkEffects } from '../effects.ts'
import type { StartsApproved } from '../enrolment/rules/early-start.ts'
import { findStarts } from '../enrolment/start-approvals.ts'
import { personLimits } from '../person/rules/person-limits.ts'
import { table } from '../refusals.ts'
import { gatherBadRows, linesOf } from './bad-rows.ts'
import type { EnrolledRow, InFile } from './import-persons.ts'
import { badAmong, enrolRows, judgeRows } from './import-persons.ts'
import type { ImportOutcome, ImportPart, Judgement } from './import-store.ts'
import { emptied, importOutcomes, judgements, openMeant, partsOf } from './import-store.ts'
import type { GoodRow, Importer } from './read-import.ts'
import { rowReader, tableColumns } from './read-import.ts'
import type { ImportOrder, ObjectOrder, Progress } from './start-import.ts'

/** Rows of one file; a run judges them all in one call before it enrols anyone. */
const mostRows = 50_000
/** Rows judged together, in as few reads as they allow. */
const judgedAtOnce = 500
/** A call that has enrolled for so long hands on the rest. */
const longestCall = 60_000
const mostBadTold = 200
/** As many as the pieces of a file hold. */
const mostBytes = 32_000_000

type Needs = Pick<WorkEffects, 'store' | 'policy' | 'runs' | 'secrets' | 'files'>
type Order = (ImportOrder | ObjectOrder) & { readonly progress?: Progress }
type Terms = Pick<ImportOrder, 'onBadRows' | 'preview' | 'encoding' | 'sheet'>

/** A file with the terms it is imported on; undefined when it is not what the run was started for any more. */
type Opened = {
  readonly bytes: Uint8Array
  readonly terms: Terms
  /** Another person's word on it. Nobody is named by whom it came where it was put into the bucket: it counts for none there. */
  readonly starts?: StartsApproved | undefined
}

const fromParts = async (
  order: ImportOrder,
  parts: readonly ImportPart[],
  { secrets, store }: Needs,
): Promise<Opened | undefined> => {
  const bytes = await openMeant(parts, order.digests, secrets)
  return bytes && { bytes, terms: order, starts: await findStarts(bytes, order.division, store) }
}

/** @throws TongchouError what is wrong with an object before its rows are read */
const fromBucket = async (order: ObjectOrder, { files }: Needs): Promise<Opened | undefined> => {
  refuseUnread(order)
  const read = await files.read(order.object, mostBytes)
  if (read === undefined) return undefined
  if (read.bytes.byteLength === 0) throw new TongchouError('file.empty', 'the file is empty')
  return { bytes: read.bytes, terms: termsSaid(read.said) }
}

const importerOf = ({ caller, today }: Order, { policy }: Needs): Importer => ({
  today,
  limits: personLimits(policy()),
  keptFrom: ({ city }) =>
    reachesCity(caller, city)
      ? undefined
      : {
          ...{ code: 'caller.other-division', reason: 'the row is of another city', field: 'city' },
          figures: { division: caller.division },
        },
})

/**
 * The commands of rows are named by the run and the line: the same file sent again enrols nobody anew, and each person's
 * record tells by which row of which file they came.
 */
const inFile = (
  { runId }: RunUnit,
  { today, by: { subject, division }, caller }: Order,
  { starts }: Opened,
): InFile => ({
  ...{ commandId: runId, today, by: { subject, division }, starts },
  reachesCity: (city) => reachesCity(caller, city),
})

type Batch = {
  readonly good: readonly GoodRow[]
  readonly bad: readonly BadCell[]
  readonly names: readonly string[]
  readonly rows: readonly Row[]
}

/** The rows of a file in batches, as they are read. */
function* batchesOf(
  { bytes, terms }: Opened,
  importer: Importer,
  found?: (headings: Headings) => void,
): Generator<Batch & { readonly format: string }> {
  const { rows, format } = readAnyTable(bytes, tableColumns, terms, found)
  const idle = format === 'xlsx' ? terms.encoding : terms.sheet
  if (idle !== undefined)
    throw new TongchouError('file.other-kind', 'a hint is of another kind of file', { hint: idle })
  const read = rowReader(importer)
  const empty = (): { good: GoodRow[]; bad: BadCell[]; names: string[]; rows: Row[] } => ({
    ...{ good: [], bad: [], names: [], rows: [] },
  })
  let batch = empty()
  let count = 0
  for (const row of rows) {
    count += 1
    if (count > mostRows)
      throw new TongchouError('file.too-long', 'too many rows', { rows: count, most: mostRows })
    const { good, bad } = read(row)
    batch.names.push(nameShown(row.cells.name ?? ''))
    batch.bad.push(...bad)
    batch.rows.push(row)
    if (good) batch.good.push(good)
    if (batch.names.length < judgedAtOnce) continue
    yield { ...batch, format }
    batch = empty()
  }
  yield { ...batch, format }
}

/** Only the first character of a name is kept. */
const masked = (name: string): string => [...name].map((one, index) => (index === 0 ? one : '○')).join('')

const judgeFile = async (unit: RunUnit, order: Order, file: Opened, effects: Needs): Promise<Judgement> => {
  const bad: BadCell[] = []
  const firstNames: string[] = []
  let rows = 0
  let format = ''
  let unreadColumns: readonly string[] = []
  const toMend = gatherBadRows()
  const found = (headings: Headings): void => {
    unreadColumns = headings.unread
    toMend.found(headings)
  }
  for (const batch of batchesOf(file, importerOf(order, effects), found)) {
    rows += batch.names.length
    format = batch.format
    if (firstNames.length === 0) firstNames.push(...batch.names.slice(0, namesShown).map(masked))
    const badHere = [
      ...batch.bad,
      ...badAmong(await judgeRows(batch.good, inFile(unit, order, file), effects)),
    ]
    toMend.add(batch.rows, badHere)
    bad.push(...badHere)
  }
  const kept = await toMend.keep(order, effects)
  return {
    ...{ division: order.division, importId: order.importId, runId: unit.runId },
    ...(kept === undefined ? {} : { badRows: [kept] }),
    ...{
      rows,
      bad: badRowsOf(bad),
      firstBad: inFileOrder(bad).slice(0, mostBadTold),
      firstNames,
      format,
      unreadColumns,
    },
  }
}

/**
 * What a file was judged to be, by the first call that judged it: a call that comes twice, after some rows are enrolled,
 * finds the same and does not refuse the rest.
 */
const judgeOnce = async (unit: RunUnit, order: Order, file: Opened, effects: Needs): Promise<Judgement> => {
  const of = { division: order.division, importId: order.importId, runId: unit.runId }
  const before = await judgements.read(effects.store, of)
  if (before) return before
  const judgement = await judgeFile(unit, order, file, effects)
  const written = await effects.store.write([judgements.create(judgement)])
  return written.status === 'written' ? judgement : ((await judgements.read(effects.store, of)) ?? judgement)
}

const fresh: Progress = { afterLine: 0, imported: 0, late: [] }

type Enrolled = { readonly status: 'done' | 'handed-on'; readonly progress: Progress }

/** How many persons are alike to another, with those of a further batch. */
const alikeAfter = (
  { alike: before = 0 }: Progress,
  persons: readonly EnrolledRow[],
): Pick<Progress, 'alike'> => {
  const alike = before + persons.filter((each) => each.alike).length
  return alike === 0 ? {} : { alike }
}

/** Enrols batch by batch; what it got to after a while is handed on to another call. */
const enrolFile = async (
  unit: RunUnit,
  order: Order,
  file: Opened,
  { badRows = [] }: Judgement,
  effects: Needs,
): Promise<Enrolled> => {
  const until = performance.now() + longestCall
  let progress = order.progress ?? fresh
  const told = await linesOf(order, badRows[0], effects.store)
  const toMend = gatherBadRows()
  /** With the rows that turned out bad in this call. */
  const soFar = async (): Promise<Progress> => {
    const kept = await toMend.keep(order, effects)
    return kept === undefined ? progress : { ...progress, lateRows: [...(progress.lateRows ?? []), kept] }
  }
  for (const batch of batchesOf(file, importerOf(order, effects), toMend.found)) {
    const { afterLine } = progress
    const good = batch.good.filter(({ line }) => line > afterLine)
    const last = good.at(-1)
    if (!last) continue
    const judged = await judgeRows(good, inFile(unit, order, file), effects)
    const { persons, late } = await enrolRows(judged, inFile(unit, order, file), effects)
    const badHere = [...badAmong(judged), ...late]
    toMend.add(
      batch.rows.filter(({ line }) => !told.has(line)),
      badHere,
    )
    progress = {
      ...progress,
      afterLine: last.line,
      imported: progress.imported + persons.length,
      ...alikeAfter(progress, persons),
      late: [...progress.late, ...badHere].slice(0, mostBadTold),
    }
    if (performance.now() > until) return { status: 'handed-on', progress: await soFar() }
  }
  return { status: 'done', progress: await soFar() }
}

/** What is wrong with the rows of a file, told once each. */
const toldOnce = (bad: readonly BadCell[]): BadCell[] => {
  const told = new Map(bad.map((cell) => [`${cell.line}:${cell.column}:${cell.code}`, cell]))
  return inFileOrder([...told.values()]).slice(0, mostBadTold)
}

/** What an import came to: a row is enrolled or bad, if only since others were quicker. */
const figuresOf = (
  { rows, firstBad, badRows = [] }: Judgement,
  { imported, late, lateRows = [], alike }: Progress,
) => ({
  ...(alike === undefined ? {} : { alike }),
  badRows: [...badRows, ...lateRows],
  imported,
  bad: rows - imported,
  firstBad: toldOnce([...firstBad, ...late]),
})

const nothing = { rows: 0, imported: 0, bad: 0, firstBad: [], firstNames: [] }

/** Judges the file and, where that is asked for and nothing stands against it, enrols its persons. */
const importOnce = async (
  unit: RunUnit,
  order: Order,
  parts: readonly ImportPart[],
  effects: Needs,
): Promise<(Partial<ImportOutcome> & Pick<ImportOutcome, 'outcome'>) | Progress> => {
  try {
    const file = await ('object' in order ? fromBucket(order, effects) : fromParts(order, parts, effects))
    if (file === undefined) return { outcome: 'overtaken' }
    const judged = await judgeOnce(unit, order, file, effects)
    if (file.terms.preview) return { ...judged, outcome: 'previewed' }
    if (file.terms.onBadRows === 'refuse' && judged.bad > 0) return { ...judged, outcome: 'refused' }
    const { status, progress } = await enrolFile(unit, order, file, judged, effects)
    if (status === 'handed-on') return progress
    const figures = figuresOf(judged, progress)
    // A file of which no row is taken is not imported, whatever it was sent with; its parts stay to be mended.
    return { ...judged, ...figures, outcome: figures.imported === 0 ? 'refused' : 'imported' }
  } catch (error) {
    const fault = fileFault(error, table)
    if (!fault) throw error
    return { outcome: 'unreadable', fault }
  }
}

/**
 * Imports the persons of a file, from its parts or from the bucket, once. All rows are judged before anyone is enrolled:
 * with `refuse` one bad row leaves everything as it was. A call too long hands on what it got to, and one that broke off
 * is done again without effect. What it came to is written with the completion of the unit; the parts are emptied when
 * it is imported.
 */
export const importFile = async (unit: RunUnit, effects: Needs): Promise<void> => {
  const { store } = effects
  if (await isUnitDone(store, unit)) return
  const order = inputOf<Order>(unit)
  const parts = 'object' in order ? [] : await partsOf(order, store)
  const came = await importOnce(unit, order, parts, effects)
  if ('afterLine' in came) {
    const { queue, queueUrl } = effects.runs()
    return queueUnits(queue, queueUrl, [{ ...unit, input: { ...order, progress: came } }])
  }
  const { division, importId, by } = order
  const of = 'object' in order ? { object: order.object } : {}
  const record = { division, importId, by, runId: unit.runId, ...of, ...nothing, ...came }
  const spent = came.outcome === 'imported' ? parts.map(emptied) : []
  await store.write([
    importOutcomes.create(record),
    ...spent,
    ...completeUnit(unit, { outcome: came.outcome }),
  ])
}
