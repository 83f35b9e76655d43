import type { Day } from '#shared/calendar/day.ts'
import type { RunUnit, ScheduleMessage, Tasks } from '#shared/edge/runs/run.ts'
import { completeUnit, dueOn, isUnitDone, startRun } from '#shared/edge/runs/run.ts'
import { lookTwice, tellViolations } from '#shared/edge/runs/tell-violations.ts'
import type { Policy } from '#shared/policy/policy.ts'
import type { UnproposedMonth } from '../city-settlement/unproposed-months.ts'
import { monthsProposedLate } from '../city-settlement/unproposed-months.ts'
import type { Effects } from '../effects.ts'
import type { MonthToRestate } from '../income/months-to-restate.ts'
import { restatedLate } from '../income/months-to-restate.ts'
import type { Books } from '../ledger/rules/fund.ts'
import { divisions } from '../ledger/rules/fund.ts'
import type { ReachedLine } from '../planning/overruns.ts'
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

const lateBy = (policy: Policy, on: Day) => (reached: readonly ReachedLine[]) =>
  overrunsLate(reached, policy, on)

type UnitInput = { readonly city: Books['city']; readonly on?: Day }

/** Checks a city's books; what does not hold is logged place by place, and counted for the alarm that wakes somebody. */
const checkUnit = async ({ store, policy }: Effects, unit: RunUnit): Promise<void> => {
  if (await isUnitDone(store, unit)) return
  const { city, on } = unit.input as UnitInput
  // A unit that was queued before it said its day looks for nothing that waits.
  const late =
    on === undefined
      ? undefined
      : {
          waits: whatWaits(policy()),
          overruns: lateBy(policy(), on),
          toRestate: (months: readonly MonthToRestate[]) => restatedLate(months, policy(), on),
          unproposed: (months: readonly UnproposedMonth[]) => monthsProposedLate(months, policy(), on),
          on,
        }
  const looked = await lookTwice(() => checkLedger(store, city, late))
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
