import { fileFault } from '#shared/edge/files/bad-cell.ts'
import { callClock } from '#shared/edge/imports/call-clock.ts'
import type { FileKind } from '#shared/edge/imports/file-kind.ts'
import { emptied, partsOf } from '#shared/edge/imports/import-parts.ts'
import type { ImportOutcome } from '#shared/edge/imports/import-records.ts'
import { importOutcomes, importProgress } from '#shared/edge/imports/import-records.ts'
import { judgeOnce } from '#shared/edge/imports/judge-rows.ts'
import type { ImportEffects, Order } from '#shared/edge/imports/open-import.ts'
import { openFile } from '#shared/edge/imports/open-import.ts'
import type { Progress } from '#shared/edge/imports/start-import.ts'
import { firstKind } from '#shared/edge/imports/start-import.ts'
import { figuresOf, takeRows } from '#shared/edge/imports/take-rows.ts'
import type { RunUnit } from '#shared/edge/runs/run.ts'
import { completeUnit, inputOf, isUnitDone, queueUnits } from '#shared/edge/runs/run.ts'
import { TongchouError } from '#shared/kernel/errors.ts'
import { inPieces } from '#shared/kernel/in-pieces.ts'
import type { RefusalTable } from '#shared/kernel/refusals.ts'

/** Parts emptied in one transaction, two writes each. */
const emptiedAtOnce = 40

/** The kinds of files that a service takes, and the table of what it refuses. */
export type Kinds = { readonly kinds: readonly FileKind[]; readonly table: RefusalTable }

const isOvertaken = (error: unknown): boolean =>
  error instanceof TongchouError && error.code === 'import.overtaken'

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
    if (file.terms.preview || file.kind.comparesOnly) return { ...judged, outcome: 'previewed' }
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
