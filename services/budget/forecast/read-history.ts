import type { Month } from '#shared/calendar/day.ts'
import { addMonths } from '#shared/calendar/day.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Fen } from '#shared/money/fen.ts'
import { fen } from '#shared/money/fen.ts'
import type { BudgetLine } from '../ledger/rules/chart.ts'
import { budgetLines, poolOf } from '../ledger/rules/chart.ts'
import { executedOf } from '../ledger/rules/movements.ts'
import type { FundPeriod } from '../ledger/rules/year-periods.ts'
import { refuse } from '../refusals.ts'
import type { History } from './rules/forecast-fund.ts'
import { leastMonths, season } from './rules/methods.ts'

/** A month before the books began here, as whoever asks has it. */
export type EarlierMonth = {
  readonly month: Month
  readonly amounts: Readonly<Partial<Record<BudgetLine, Fen>>>
  /** Who was insured at its end; absent where that is not known. */
  readonly heads?: number | undefined
}

/** Besides what a trend is seen in, so much that the methods can be held against what came. */
const leastHistory = leastMonths + season

const lines = budgetLines.filter((line) => poolOf(line) === 'pooled')

/** What was booked to close a year is its December's. */
const monthOf = (period: string): Month => (period.endsWith('-13') ? `${period.slice(0, 4)}-12` : period)

/**
 * The months of a fund's lines up to one, without gaps: those of its books, and before them what was given. What is given
 * of a month that has books is refused: nobody types over the ledger. `heads` are the insured by month; a history has them
 * where they are known of every month.
 */
export const historyThrough = (
  periods: readonly FundPeriod[],
  earlier: readonly EarlierMonth[],
  through: Month,
  heads: ReadonlyMap<Month, number> = new Map(),
): Decision<History> => {
  const booked = periods.filter(({ period }) => !period.endsWith('-14') && monthOf(period) <= through)
  const firstBooked = booked
    .map(({ period }) => monthOf(period))
    .sort()
    .at(0)
  const said = earlier.map(({ month }) => month)
  const twice = said.find((month, index) => said.indexOf(month) !== index)
  if (twice !== undefined)
    return refuse('forecast.month-twice', { field: 'earlier', figures: { month: twice } })
  const given = new Map(earlier.map((each) => [each.month, each.amounts]))
  const overlap = [...given.keys()].find((month) => firstBooked !== undefined && month >= firstBooked)
  if (overlap !== undefined)
    return refuse('forecast.has-books', { field: 'earlier', figures: { month: overlap } })
  const from = [...given.keys(), ...(firstBooked === undefined ? [] : [firstBooked])].sort().at(0) ?? through
  const months: Month[] = []
  for (let month = from; month <= through; month = addMonths(month, 1)) months.push(month)
  if (months.length < leastHistory)
    return refuse('forecast.too-short', { figures: { months: months.length, least: leastHistory } })
  const gap = months.find((month) => !given.has(month) && (firstBooked === undefined || month < firstBooked))
  if (gap !== undefined) return refuse('forecast.gap', { field: 'earlier', figures: { month: gap } })
  const amountOf = (month: Month, line: BudgetLine): Fen =>
    given.get(month)?.[line] ??
    booked
      .filter(({ period }) => monthOf(period) === month)
      .reduce((sum, { movements }) => fen(sum + executedOf(movements, line)), 0)
  const counted = months.map((month) => heads.get(month))
  return accept({
    from,
    ...(counted.includes(undefined) ? {} : { heads: counted as number[] }),
    lines: new Map(lines.map((line) => [line, months.map((month) => amountOf(month, line))])),
  })
}
