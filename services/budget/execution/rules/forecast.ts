import * as z from 'zod'
import type { Fen } from '#shared/money/fen.ts'
import { fen, sum } from '#shared/money/fen.ts'
import { proportion } from '#shared/money/rate.ts'
import type { BudgetLine } from '../../ledger/rules/chart.ts'
import { budgetLines } from '../../ledger/rules/chart.ts'

/**
 * How a line's year-end figure was forecast. It is `executed` when the year is over. It is `as-budgeted` for what comes in
 * sums set beforehand (more, where more has come), or has not begun. `seasonal` is what is executed ÷ the share of the
 * year that usually lies in its months; what belongs to earlier years is left out of that and added as it is.
 */
export const forecastMethods = ['executed', 'as-budgeted', 'seasonal'] as const
export type Forecast = { readonly amount: Fen; readonly method: (typeof forecastMethods)[number] }

/** Lines, by scheme, of which what came so far says nothing about the rest of the year. */
export const asBudgetedLines = z.strictObject({
  employee: z.array(z.enum(budgetLines)),
  resident: z.array(z.enum(budgetLines)),
})

/** Forecasts a line's figure at the end of its year; months 1 to 12, the share of the year in them to four decimals. */
export const forecastLine = (line: {
  readonly line: BudgetLine
  readonly budget: Fen
  readonly executed: Fen
  readonly seasonalShare: number
  readonly months: number
  readonly asBudgeted: readonly BudgetLine[]
  /** Of what is executed, what belongs to earlier years: their clearing comes once and says nothing of the rest of the year. */
  readonly ofEarlier?: Fen
}): Forecast => {
  const { budget, executed, seasonalShare, months, asBudgeted, ofEarlier = 0 } = line
  const own = fen(executed - ofEarlier)
  if (months === 12) return { amount: executed, method: 'executed' }
  if (asBudgeted.includes(line.line)) return { amount: Math.max(budget, executed), method: 'as-budgeted' }
  if (own === 0 || seasonalShare === 0) return { amount: fen(budget + ofEarlier), method: 'as-budgeted' }
  return { amount: fen(proportion(own, 1, seasonalShare) + ofEarlier), method: 'seasonal' }
}

/** The year's end of the pooled fund, if every line comes to its forecast. */
export const forecastTotals = (
  opening: Fen,
  lines: readonly { readonly kind: 'income' | 'expenditure'; readonly forecast: Forecast }[],
) => {
  const total = (wanted: 'income' | 'expenditure') =>
    sum(lines.filter(({ kind }) => kind === wanted).map(({ forecast }) => forecast.amount))
  const [income, expenditure] = [total('income'), total('expenditure')]
  const current = fen(income - expenditure)
  return { opening, income, expenditure, current, closing: fen(opening + current) }
}
