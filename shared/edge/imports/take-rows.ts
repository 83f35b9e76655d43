import type { BadCell } from '#shared/edge/files/bad-cell.ts'
import { inFileOrder } from '#shared/edge/files/bad-cell.ts'
import { gatherBadRows, linesOf } from '#shared/edge/imports/bad-rows.ts'
import type { CallClock } from '#shared/edge/imports/call-clock.ts'
import type { Judgement } from '#shared/edge/imports/import-records.ts'
import { added, mostBadTold } from '#shared/edge/imports/import-records.ts'
import type { ImportEffects, Opened, Order } from '#shared/edge/imports/open-import.ts'
import { batchesOf } from '#shared/edge/imports/open-import.ts'
import type { Progress } from '#shared/edge/imports/start-import.ts'
import { fresh } from '#shared/edge/imports/start-import.ts'

type TakenSoFar = { readonly status: 'done' | 'handed-on'; readonly progress: Progress }

/** Takes batch by batch what was judged to be good; what it got to after a while is handed on to another call. */
export const takeRows = async (
  order: Order,
  file: Opened,
  { badRows = [] }: Judgement,
  clock: CallClock,
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
export const figuresOf = (
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
