import type { Day } from '#shared/calendar/day.ts'
import type { RunUnit, ScheduleMessage, Tasks } from '#shared/edge/runs/run.ts'
import { completeUnit, dueOn, isUnitDone, startRun } from '#shared/edge/runs/run.ts'
import { lookTwice, tellViolations } from '#shared/edge/runs/tell-violations.ts'
import { keepSeen } from '#shared/edge/watch/seen-waits.ts'
import { provinceCode } from '#shared/kernel/divisions.ts'
import type { RecordedItem } from '#shared/kernel/invariant.ts'
import { type SeenWait, seenIn } from '#shared/kernel/seen-wait.ts'
import { neverLate, type Overdue } from '#shared/kernel/wait.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { monthsProposedLate } from '../city-settlement/unproposed-months.ts'
import type { Effects } from '../effects.ts'
import { restatedLate } from '../income/months-to-restate.ts'
import type { Books } from '../ledger/rules/fund.ts'
import { divisions } from '../ledger/rules/fund.ts'
import { overrunsLate } from '../planning/overruns.ts'
import { checkLedger } from './check-ledger.ts'
import { whatWaits } from './what-waits.ts'

/** The task of a run's unit: one city. */
const checkTask = 'check-ledger'
/** The task of the nightly schedule's message, which says when it was due. */
const provinceCheckTask = 'check-ledgers'

/** Starts the night's check of every city's books and the province's own: one run a day, however often the schedule's message comes. */
const checkProvince = async (message: ScheduleMessage, effects: Effects): Promise<void> => {
  const on = dueOn(message)
  const units = divisions.map((code) => ({ unitId: code, input: { city: code, on } }))
  await startRun(effects.runs(), { runId: `CHECK-${on}`, task: checkTask, parameters: { on }, units })
}

type UnitInput = { readonly city: Books['city']; readonly on?: Day }

/** What only several records show, as work of a city or of the province. */
const seenOf = (city: string, found: readonly Overdue[]): SeenWait[] =>
  found.map(({ wait, since, until, amount }) => ({
    ...{ wait, city, since, until },
    ...(amount === undefined ? {} : { amount }),
  }))

/** What is looked for in a city's books, and what of it waits, late or not. */
const startLooking = (policy: Policy, city: Books['city'], on: Day) => {
  const seen: SeenWait[] = []
  const late =
    <Found>(by: (found: readonly Found[], policy: Policy, on: Day) => Overdue[], of: string) =>
    (found: readonly Found[]): readonly Overdue[] => {
      seen.push(...seenOf(of, by(found, policy, neverLate)))
      return by(found, policy, on)
    }
  const waits = whatWaits(policy).map((wait) => ({
    ...wait,
    waits: (item: RecordedItem) => {
      seen.push(...seenIn(item, [wait]))
      return wait.waits(item)
    },
  }))
  return {
    seen,
    late: {
      ...{ waits, on, overruns: late(overrunsLate, city), toRestate: late(restatedLate, city) },
      unproposed: late(monthsProposedLate, provinceCode),
    },
  }
}

/**
 * Checks a city's books; what does not hold is logged place by place, and counted for the alarm that wakes somebody. What
 * waits is kept for whoever works.
 */
const checkUnit = async ({ store, policy }: Effects, unit: RunUnit): Promise<void> => {
  if (await isUnitDone(store, unit)) return
  const { city, on } = unit.input as UnitInput
  // A unit that was queued before it said its day looks for nothing that waits.
  const looking = on === undefined ? undefined : startLooking(policy(), city, on)
  const looks: SeenWait[][] = []
  const looked = await lookTwice(async () => {
    looking?.seen.splice(0)
    const found = await checkLedger(store, city, looking?.late)
    looks.push([...(looking?.seen ?? [])])
    return found
  })
  if (on !== undefined) await keepSeen(store, { on, part: city }, looks.at(-1) ?? [])
  await store.write(completeUnit(unit, tellViolations(checkTask, looked)))
}

/**
 * The books of every city, and the province's. A fund is judged by its whole journal, period by period. So a unit is a city and not a part
 * of the table.
 */
export const nightlyChecks = (effects: Effects): Tasks => ({
  [provinceCheckTask]: (message) => checkProvince(message, effects),
  [checkTask]: (unit) => checkUnit(effects, unit),
})
