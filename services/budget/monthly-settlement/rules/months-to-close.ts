import type { Day, Month } from '#shared/calendar/day.ts'
import { lastDayOf, monthsOf, yearOf } from '#shared/calendar/day.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { FundPeriod } from '../../ledger/rules/year-periods.ts'
import { refuse } from '../../refusals.ts'

export type CloseMonths = { readonly month: Month; readonly on: Day; readonly runId: string }

export type MonthsState = {
  /** The fund's periods up to the month. */
  readonly periods: readonly FundPeriod[]
  /** The run that closed the latest of them, when it has not gone through all its institutions. */
  readonly unfinishedRun: string | undefined
}

/** The latest closed month of a year before another run may close more. */
export const lastClosed = (periods: readonly FundPeriod[]): FundPeriod | undefined =>
  periods.findLast(({ closedOn }) => closedOn !== null)

/** Whether a month holds care, of the fund's own people or of others: institutions are to be paid for it in its own time. */
const holdsCare = ({ counts: { claims, reversals }, visits = 0 }: FundPeriod): boolean =>
  claims + reversals + visits > 0

/**
 * Which months a monthly settlement closes: its own, once it is over, and those before it in the year in which there was no care. A month
 * with care is settled by itself and before later ones, so that it is paid in its own time. None when the run closed
 * them before (it goes on).
 */
export const monthsToClose = (command: CloseMonths, state: MonthsState): Decision<readonly Month[]> => {
  const { month, on, runId } = command
  const { periods, unfinishedRun } = state
  const own = periods.find(({ period }) => period === month)
  if (own?.closedBy === runId) return accept([])
  if (own && own.closedOn !== null)
    return refuse('settlement.month-closed', { figures: { month, runId: own.closedBy ?? '' } })
  if (on <= lastDayOf(month))
    return refuse('settlement.month-not-over', { field: 'on', figures: { month, on } })
  if (unfinishedRun !== undefined && unfinishedRun !== runId)
    return refuse('settlement.earlier-run-open', { figures: { runId: unfinishedRun } })
  const earlierYear = periods.find(
    ({ period, closedOn }) => yearOf(period) < yearOf(month) && closedOn === null,
  )
  if (earlierYear) return refuse('settlement.earlier-year-open', { figures: { period: earlierYear.period } })
  const earlier = periods.find((each) => each.period < month && each.closedOn === null && holdsCare(each))
  if (earlier)
    return refuse('settlement.earlier-month-open', { field: 'month', figures: { month: earlier.period } })
  const closed = new Set(periods.filter(({ closedOn }) => closedOn !== null).map(({ period }) => period))
  return accept(monthsOf(yearOf(month)).filter((each) => each <= month && !closed.has(each)))
}
