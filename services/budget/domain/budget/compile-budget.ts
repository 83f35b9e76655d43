import type { FundYear } from '#shared/calendar/day.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept, refuse } from '#shared/kernel/decision.ts'
import type { Fund } from '../fund.ts'
import { budgetLines, expenditureLines, incomeLines, poolOf } from '../ledger/chart.ts'
import type { Budget, BudgetTable, Exemption, Signature } from './budget.ts'
import { poolTotals } from './totals.ts'

export type CompileBudget = {
  readonly fund: Fund
  readonly year: FundYear
  readonly table: BudgetTable
  readonly exemption?: Exemption
  readonly signed: Signature
}

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
  if (pooled.current < 0) return { code: 'budget.current-deficit', figures: { ...pooled } }
  if (pooled.closing < 0) return { code: 'budget.cumulative-deficit', figures: { ...pooled } }
  if (account.closing < 0) return { code: 'budget.account-deficit', figures: { ...account } }
  return undefined
}

const sameTable = (a: BudgetTable, b: BudgetTable): boolean =>
  a.openingBalance === b.openingBalance &&
  a.accountOpeningBalance === b.accountOpeningBalance &&
  incomeLines.every((line) => (a.income[line] ?? 0) === (b.income[line] ?? 0)) &&
  expenditureLines.every((line) => (a.expenditure[line] ?? 0) === (b.expenditure[line] ?? 0))

const isRepeat = ({ table, exemption, signed }: CompileBudget, state: Budget): boolean =>
  state.compiled.by === signed.by &&
  state.exemption?.reason === exemption?.reason &&
  sameTable(state.table, table)

/**
 * Compiles a year's budget, or compiles it anew while it is not approved. A deficit of the year or of the balance
 * carried is refused unless the province recorded its exemption with the reason. The same table again changes nothing.
 */
export const compileBudget = (command: CompileBudget, state: Budget | undefined): Decision<Budget> => {
  const { fund, year, table, exemption, signed } = command
  if (state && isRepeat(command, state)) return accept(state)
  if (state?.status === 'approved')
    return refuse('budget.already-approved', `the budget of ${year} was approved on ${state.approved.on}`)
  if (fund.scheme === 'resident' && accountLineUsed(table))
    return refuse('budget.no-personal-accounts', 'the resident scheme has no personal accounts')
  const deficit = deficitOf(table)
  if (deficit && !exemption)
    return refuse(deficit.code, 'a deficit may not be planned without an exemption of the province', {
      article,
      figures: deficit.figures,
    })
  const compiled = { fund, year, table, compiled: signed, status: 'compiled' as const }
  return accept(exemption ? { ...compiled, exemption } : compiled)
}
