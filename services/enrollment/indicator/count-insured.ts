import type { Day, Month } from '#shared/calendar/day.ts'
import { addMonths, lastDayOf, monthOf } from '#shared/calendar/day.ts'
import type { RunUnit, ScheduleMessage } from '#shared/edge/runs/run.ts'
import { completeUnit, dueOn, inputOf, isUnitDone, queueUnits, startRun } from '#shared/edge/runs/run.ts'
import { coverages } from '../coverage/store.ts'
import type { WorkEffects } from '../effects.ts'
import { likenesses } from '../likeness/store.ts'
import type { Counts } from './rules/count.ts'
import { countOf, duplicatesOf, together } from './rules/count.ts'

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
}

/** The run that counts the insured of a month; counted again for another reason, it is another run. */
export const countRun = (month: Month, again?: string): string =>
  again === undefined ? `${countTask}-${month}` : `${countTask}-${month}-${again}`

/** Has the insured of a month counted as they are on its last day: the records are read once, whatever their history. */
export const startCount = async (
  runId: string,
  month: Month,
  { runs }: Pick<Needs, 'runs'>,
): Promise<void> => {
  const on = lastDayOf(month)
  const units = Array.from({ length: parts }, (_, part) => ({
    unitId: String(part).padStart(2, '0'),
    input: { part, on },
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

/** Counts a part of the records. */
export const countPart = async (unit: RunUnit, { store, runs }: Needs): Promise<void> => {
  if (await isUnitDone(store, unit)) return
  const { part, on, cursor: from, counted: before = {} } = inputOf<PartInput>(unit)
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
  if (cursor === undefined) await store.write(completeUnit(unit, { counted }))
  else {
    const { queue, queueUrl } = runs()
    await queueUnits(queue, queueUrl, [{ ...unit, input: { part, on, cursor, counted } }])
  }
}
