import { fen } from '#shared/money/fen.ts'
import { expenditureLines } from '../../ledger/rules/chart.ts'
import type { Movements } from '../../ledger/rules/movements.ts'
import type { BudgetTable, Overrun } from './budget.ts'

/**
 * The lines of a year on which more was spent than was approved; a line without a budget may spend nothing. Nothing is
 * refused for it: whoever is ill is paid for, and the budget is adjusted.
 */
export const overrunsOf = ({ expenditure }: BudgetTable, during: Movements): Overrun[] =>
  expenditureLines.flatMap((line) => {
    const over = fen((during[line] ?? 0) - (expenditure[line] ?? 0))
    return over > 0 ? [{ line, over }] : []
  })

/** The figures that a refusal names of overruns; undefined when there are none. */
export const overrunFigures = (overruns: readonly Overrun[]) => {
  const [first] = overruns
  return first && { line: first.line, over: first.over, lines: overruns.length }
}
