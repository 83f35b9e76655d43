import { badRowsOf, inFileOrder } from '#shared/edge/files/bad-cell.ts'
import { nameShown, namesShown } from '#shared/edge/files/first-names.ts'
import type { Headings } from '#shared/edge/files/headings.ts'
import { gatherBadRows } from '#shared/edge/imports/bad-rows.ts'
import type { CallClock } from '#shared/edge/imports/call-clock.ts'
import type { Unnamed } from '#shared/edge/imports/file-kind.ts'
import type { Judgement } from '#shared/edge/imports/import-records.ts'
import { added, judgements, mostBadTold } from '#shared/edge/imports/import-records.ts'
import type { ImportEffects, Opened, Order } from '#shared/edge/imports/open-import.ts'
import { batchesOf } from '#shared/edge/imports/open-import.ts'
import type { JudgedSoFar, Progress } from '#shared/edge/imports/start-import.ts'
import { fresh } from '#shared/edge/imports/start-import.ts'
import type { RunUnit } from '#shared/edge/runs/run.ts'

/** Bad rows are kept once so many are gathered: of a file of nothing else not all are in memory. */
const mostGathered = 5_000

/** Only the first character of a name is kept. */
const masked = (name: string): string => [...name].map((one, index) => (index === 0 ? one : '○')).join('')

const atFirst: JudgedSoFar = {
  ...{ afterLine: 0, rows: 0, bad: 0, would: {} },
  ...{ firstBad: [], firstNames: [], unreadColumns: [], badRows: [] },
}

/** So many of ours that no row names are told with the file; all are counted. */
const mostUnnamed = 20_000

/** Tells of ours that no row names after the rows, by our id under the first heading. */
const tellUnnamed = (
  unnamed: readonly Unnamed[],
  afterLine: number,
  headings: Headings | undefined,
  toMend: ReturnType<typeof gatherBadRows>,
): void => {
  const column = headings?.columns.find((each) => each !== '') ?? ''
  const place = headings?.columns.indexOf(column) ?? 0
  const rows = unnamed.slice(0, mostUnnamed).map(({ id, fault }, index) => {
    const line = afterLine + index + 1
    const written = (headings?.written ?? []).map((_, at) => (at === place ? id : ''))
    return { row: { line, cells: {}, written, faults: [] }, cell: { ...fault, line, column } }
  })
  toMend.add(
    rows.map(({ row }) => row),
    rows.map(({ cell }) => cell),
  )
}

/** Judges the rows of a file from where the call before left off, until the file or the call ends. */
const judgeRows = async (
  order: Order,
  file: Opened,
  clock: CallClock,
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
  const unnamed = (await file.reader.finish?.()) ?? []
  if (unnamed.length > 0) {
    tellUnnamed(unnamed, so.afterLine, headings, toMend)
    so = { ...so, would: added(so.would, { 'not-listed': unnamed.length }) }
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
export const judgeOnce = async (
  unit: RunUnit,
  order: Order,
  file: Opened,
  clock: CallClock,
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
