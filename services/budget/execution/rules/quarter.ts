import type { Month } from '#shared/calendar/day.ts'
import type { Fen } from '#shared/money/fen.ts'
import { fen, sum } from '#shared/money/fen.ts'
import { budgetLines, classOf, poolOf } from '../../ledger/rules/chart.ts'
import { addMovements, executedOf } from '../../ledger/rules/movements.ts'
import { lastPeriodOf } from '../../ledger/rules/period.ts'
import type { FundPeriod } from '../../ledger/rules/year-periods.ts'

/** What came into the pooled fund and went out of it in the months of a quarter so far. */
export type QuarterResult = {
  /** The first month of the quarter. */
  readonly from: Month
  readonly income: Fen
  readonly expenditure: Fen
  readonly current: Fen
}

const firstMonthOf = (month: Month): Month => {
  const [year, number] = [month.slice(0, 4), Number(month.slice(5))]
  return `${year}-${String(number - ((number - 1) % 3)).padStart(2, '0')}`
}

/**
 * What a quarter added to the pooled fund or took from it, up to a month of it. Nothing is judged by it: residents pay
 * their year at its turn, so that a deficit of their first quarter is the season (case C-quarter).
 */
export const quarterOf = (periods: readonly FundPeriod[], through: Month): QuarterResult => {
  const from = firstMonthOf(through)
  const last = lastPeriodOf(through)
  const within = periods.filter(({ period }) => from <= period && period <= last)
  const moved = addMovements(...within.map(({ movements }) => movements))
  const totalOf = (kind: 'income' | 'expenditure') =>
    sum(
      budgetLines
        .filter((line) => poolOf(line) === 'pooled' && (classOf(line) === 'income') === (kind === 'income'))
        .map((line) => executedOf(moved, line)),
    )
  const [income, expenditure] = [totalOf('income'), totalOf('expenditure')]
  return { from, income, expenditure, current: fen(income - expenditure) }
}
