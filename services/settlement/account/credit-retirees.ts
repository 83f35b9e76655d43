import { addMonths, monthOf, yearOf } from '#shared/calendar/day.ts'
import type { ScheduleMessage } from '#shared/edge/runs/run.ts'
import { dueOn } from '#shared/edge/runs/run.ts'
import { cities } from '#shared/kernel/divisions.ts'
import { stableId } from '#shared/kernel/hash.ts'
import type { CreditEffects, Crediting, YearlyCredit } from './credit-run.ts'
import { creditList, startCredits } from './credit-run.ts'
import { retiredMonths, retireeCreditOf } from './rules/retiree-credit.ts'

export const retireesTask = 'retiree-accounts'
/** The task of the schedule's message, which says when it was due. */
export const retireesDueTask = 'credit-retiree-accounts'

export const retireeCredit: YearlyCredit = {
  ...{ cause: 'retiree-credit', task: retireesTask, prefix: 'AR-' },
  owed: ({ state }, city, policy) => retireeCreditOf(state, city, policy),
  judgedBy: ({ state }) => ({
    retired: { months: retiredMonths(state).length, entitlementVersion: state.entitlementVersion },
  }),
}

export const creditRetirees = creditList(retireeCredit)

/** Starts a run over a city's retired persons; the run of another day finds those who have had nothing of the year yet. */
export const startRetirees = (of: Crediting, effects: Pick<CreditEffects, 'runs'>): Promise<string> =>
  startCredits({ runId: stableId('AR', of.city, String(of.year), of.on), task: retireesTask }, of, effects)

/** A schedule comes every so many months. */
const monthsBetween = 3

/** Starts every city's runs: for the year, and where that has just begun for those who retired at the end of the last. */
export const startRetireesDue = async (
  message: ScheduleMessage,
  effects: Pick<CreditEffects, 'runs'>,
): Promise<void> => {
  const on = dueOn(message)
  const years = new Set([yearOf(addMonths(monthOf(on), -monthsBetween)), yearOf(on)])
  for (const year of years)
    for (const { code: city } of cities) await startRetirees({ city, year, on }, effects)
}
