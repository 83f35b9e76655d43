import type { Decision } from '#shared/kernel/decision.ts'
import { budgetLines, expenditureLines, incomeLines, poolOf } from '../../ledger/rules/chart.ts'
import type { Fund } from '../../ledger/rules/fund.ts'
import { refuse } from '../../refusals.ts'
import type { BudgetTable, Exemption } from './budget.ts'
import { poolTotals } from './totals.ts'

const article = '皖政办〔2024〕3号 一(四)'

const accountLineUsed = ({ income, expenditure, accountOpeningBalance }: BudgetTable): boolean => {
  const amounts: Readonly<Record<string, number | undefined>> = { ...income, ...expenditure }
  return (
    accountOpeningBalance !== 0 ||
    budgetLines.some((line) => poolOf(line) === 'account' && (amounts[line] ?? 0) !== 0)
  )
}

/** The first deficit of a budget that "in principle" may not be planned. Persons may draw down what is their own. */
const deficitOf = (table: BudgetTable) => {
  const pooled = poolTotals(table, 'pooled')
  const account = poolTotals(table, 'account')
  if (pooled.current < 0) return { code: 'budget.current-deficit' as const, figures: { ...pooled } }
  if (pooled.closing < 0) return { code: 'budget.cumulative-deficit' as const, figures: { ...pooled } }
  if (account.closing < 0) return { code: 'budget.account-deficit' as const, figures: { ...account } }
  return undefined
}

/** Why a table cannot be a fund's budget: lines its scheme does not have, or a deficit without the province's consent. */
export const tableFault = (
  fund: Fund,
  table: BudgetTable,
  exemption: Exemption | undefined,
): Decision<never> | undefined => {
  if (fund.scheme === 'resident' && accountLineUsed(table)) return refuse('budget.no-personal-accounts')
  const deficit = deficitOf(table)
  return deficit && !exemption ? refuse(deficit.code, { article, figures: deficit.figures }) : undefined
}

/** Whether two tables say the same of every line; a line left out is nil. */
export const sameTable = (a: BudgetTable, b: BudgetTable): boolean =>
  a.openingBalance === b.openingBalance &&
  a.accountOpeningBalance === b.accountOpeningBalance &&
  incomeLines.every((line) => (a.income[line] ?? 0) === (b.income[line] ?? 0)) &&
  expenditureLines.every((line) => (a.expenditure[line] ?? 0) === (b.expenditure[line] ?? 0))
