import type { Fen } from '#shared/money/fen.ts'
import { fen, sum } from '#shared/money/fen.ts'
import type { BudgetLine, Pool } from '../../ledger/rules/chart.ts'
import { expenditureLines, incomeLines, poolOf } from '../../ledger/rules/chart.ts'
import type { BudgetTable } from './budget.ts'

/** `current = income − expenditure`, `closing = opening + current`. */
export type Totals = {
  readonly opening: Fen
  readonly income: Fen
  readonly expenditure: Fen
  readonly current: Fen
  readonly closing: Fen
}

/** Adds up income and expenditure lines and carries the balance forward (case C-budget). */
export const totalsOf = (table: {
  readonly opening: Fen
  readonly income: Readonly<Record<string, Fen>>
  readonly expenditure: Readonly<Record<string, Fen>>
}): Totals => {
  const { opening } = table
  const income = sum(Object.values(table.income))
  const expenditure = sum(Object.values(table.expenditure))
  const current = fen(income - expenditure)
  return { opening, income, expenditure, current, closing: fen(opening + current) }
}

const pick = <Line extends string>(lines: readonly Line[], amounts: Readonly<Partial<Record<Line, Fen>>>) =>
  Object.fromEntries(lines.map((line) => [line, amounts[line] ?? 0]))

/** The totals of one pool of a budget: the pooled fund and the personal accounts are never mixed. */
export const poolTotals = (table: BudgetTable, pool: Pool): Totals => {
  const ofPool = (line: BudgetLine) => poolOf(line) === pool
  return totalsOf({
    opening: pool === 'pooled' ? table.openingBalance : table.accountOpeningBalance,
    income: pick(incomeLines.filter(ofPool), table.income),
    expenditure: pick(expenditureLines.filter(ofPool), table.expenditure),
  })
}
