import type { Day, Month } from '#shared/calendar/day.ts'
import { addMonths, lastDayOf, monthOf } from '#shared/calendar/day.ts'
import type { RunUnit, ScheduleMessage } from '#shared/edge/runs/run.ts'
import {
  completeUnit,
  dueOn,
  inputOf,
  isUnitDone,
  queueUnits,
  readRun,
  startRun,
  unitResults,
} from '#shared/edge/runs/run.ts'
import { cities } from '#shared/kernel/divisions.ts'
import { coverages } from '../coverage/store.ts'
import type { WorkEffects } from '../effects.ts'
import { likenesses } from '../likeness/store.ts'
import type { Counts } from './rules/count.ts'
import { countOf, duplicatesOf, placesIn, together } from './rules/count.ts'
import { insuredCounts } from './store.ts'

export const countTask = 'count-insured'
/** The task of the monthly schedule's message. */
export const countDueTask = 'count-insured-of-month'

/** Parts of the table that are counted side by side. */
const parts = 64
/** Pages that one call counts; a larger part goes on in another call, with what it counted. */
const pagesAtOnce = 10

type Needs = Pick<WorkEffects, 'store' | 'runs'>
type PartInput = {
  readonly part: number
  readonly on: Day
  readonly cursor?: string
  readonly counted?: Counts
  /** Which count of the month it is; absent: the first. */
  readonly revision?: number
}

/** The run that counts the insured of a month; counted again for another reason, it is another run. */
export const countRun = (month: Month, again?: string): string =>
  again === undefined ? `${countTask}-${month}` : `${countTask}-${month}-${again}`

/** Has the insured of a month counted as they are on its last day: the records are read once, whatever their history. */
export const startCount = async (
  runId: string,
  month: Month,
  { runs }: Pick<Needs, 'runs'>,
  revision = 1,
): Promise<void> => {
  const on = lastDayOf(month)
  const units = Array.from({ length: parts }, (_, part) => ({
    unitId: String(part).padStart(2, '0'),
    input: { part, on, revision },
  }))
  await startRun(runs(), { runId, task: countTask, parameters: { month }, units })
}

/** Starts the count of the month that is just over, once however often the message comes. */
export const startCountDue = async (
  message: ScheduleMessage,
  effects: Pick<Needs, 'runs'>,
): Promise<void> => {
  const month = addMonths(monthOf(dueOn(message)), -1)
  await startCount(countRun(month), month, effects)
}

/**
 * Tells each city's count once all parts are counted, which the last to end sees. Two that see it, or one that comes
 * again after a crash, write the same items, of which the first stands.
 */
const tellCounted = async (
  store: Needs['store'],
  { runId }: RunUnit,
  { on, revision }: { readonly on: Day; readonly revision: number },
): Promise<void> => {
  if ((await readRun(store, runId))?.status !== 'done') return
  let counts: Counts = {}
  for await (const { result } of unitResults<{ counted: Counts }>(store, runId))
    counts = together(counts, result.counted)
  for (const { code: city } of cities) {
    const count = counts[city] ?? {}
    await store.write([insuredCounts.create({ city, month: monthOf(on), on, revision, ...placesIn(count) })])
  }
}

/** Counts a part of the records. */
export const countPart = async (unit: RunUnit, { store, runs }: Needs): Promise<void> => {
  const { part, on, cursor: from, counted: before = {}, revision = 1 } = inputOf<PartInput>(unit)
  if (await isUnitDone(store, unit)) return tellCounted(store, unit, { on, revision })
  let counted = before
  let cursor = from
  let pages = 0
  do {
    const page = await store.scanPart({ part, of: parts, ...(cursor === undefined ? {} : { cursor }) })
    const records = page.items.filter(coverages.is).map(coverages.from)
    const pairs = page.items.filter(likenesses.is).map(likenesses.from)
    counted = together(together(counted, countOf(records, on)), duplicatesOf(pairs, on))
    cursor = page.cursor
    pages += 1
  } while (cursor !== undefined && pages < pagesAtOnce)
  if (cursor === undefined) {
    await store.write(completeUnit(unit, { counted }))
    await tellCounted(store, unit, { on, revision })
  } else {
    const { queue, queueUrl } = runs()
    await queueUnits(queue, queueUrl, [{ ...unit, input: { part, on, cursor, counted, revision } }])
  }
}
