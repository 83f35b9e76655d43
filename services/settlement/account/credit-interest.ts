import * as z from 'zod'
import { lastDayOfYear, yearOf } from '#shared/calendar/day.ts'
import type { ScheduleMessage } from '#shared/edge/runs/run.ts'
import { dueOn } from '#shared/edge/runs/run.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import { cities } from '#shared/kernel/divisions.ts'
import { stableId } from '#shared/kernel/hash.ts'
import type { Fen } from '#shared/money/fen.ts'
import { fen } from '#shared/money/fen.ts'
import { times } from '#shared/money/rate.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { tableAt } from '#shared/policy/policy.ts'
import { cityAtLastOf } from '../insured-year/rules/insured-year.ts'
import type { RecordedYear } from '../insured-year/rules/recorded-year.ts'
import type { CreditEffects, Crediting, YearlyCredit } from './credit-run.ts'
import { creditList, startCredits } from './credit-run.ts'

const rate = z.string().regex(/^0\.\d{1,6}$/)
const interestRates = z.strictObject({ current: rate, carriedOver: rate })

/** The interest of a year: what the account brought along bears one rate, what came in the year another; rounded once each. */
export const interestOf = (
  { state, carriedIn = 0, carriedOut = 0 }: RecordedYear,
  policy: Policy,
  city: CityCode,
): Fen => {
  const on = lastDayOfYear(state.year)
  const rates = tableAt(policy, 'settlement.account_interest', { on, city }, interestRates)
  const held = Math.max(0, state.account + carriedOut)
  const old = Math.max(0, Math.min(carriedIn, held))
  return fen(times(old, rates.carriedOver) + times(held - old, rates.current))
}

export const interestTask = 'account-interest'
/** The task of the yearly schedule's message, which says when it was due. */
export const interestDueTask = 'credit-account-interest'

const interest: YearlyCredit = {
  ...{ cause: 'interest', task: interestTask, prefix: 'AI-' },
  owed: (held, city, policy) => (cityAtLastOf(held.state) === city ? interestOf(held, policy, city) : 0),
}

export const creditInterest = creditList(interest)

/** Starts the run that credits the accounts of a city with the interest of a year. */
export const startInterest = (of: Crediting, effects: Pick<CreditEffects, 'runs'>): Promise<string> =>
  startCredits({ runId: stableId('AI', of.city, String(of.year)), task: interestTask }, of, effects)

/** Starts every city's run for the year that is over. */
export const startInterestDue = async (
  message: ScheduleMessage,
  effects: Pick<CreditEffects, 'runs'>,
): Promise<void> => {
  const on = dueOn(message)
  for (const { code: city } of cities) await startInterest({ city, year: yearOf(on) - 1, on }, effects)
}
