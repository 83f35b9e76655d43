import type { FundYear } from '#shared/calendar/day.ts'
import type { Signature } from '#shared/contracts/fields.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { isSamePerson } from '#shared/kernel/subject.ts'
import type { Fund } from '../../ledger/rules/fund.ts'
import { refuse } from '../../refusals.ts'
import type { Budget, BudgetTable, Exemption } from './budget.ts'
import { tableInForce } from './budget.ts'
import { sameTable, tableFault } from './budget-rules.ts'

export type CompileBudget = {
  readonly fund: Fund
  readonly year: FundYear
  readonly table: BudgetTable
  readonly exemption?: Exemption
  readonly signed: Signature
}

const isRepeat = ({ table, exemption, signed }: CompileBudget, state: Budget): boolean =>
  isSamePerson(state.compiled.by, signed.by) &&
  state.exemption?.reason === exemption?.reason &&
  sameTable(state.table, table)

/**
 * Compiles a year's budget, or compiles it anew while it is not approved. A deficit of the year or of the balance
 * carried is refused unless the province recorded its exemption with the reason. The same table again changes nothing.
 */
export const compileBudget = (command: CompileBudget, state: Budget | undefined): Decision<Budget> => {
  const { fund, year, table, exemption, signed } = command
  if (state && isRepeat(command, state)) return accept(state)
  if (tableInForce(state)) return refuse('budget.already-approved', { figures: { year } })
  const fault = tableFault(fund, table, exemption)
  if (fault) return fault
  const compiled = { fund, year, table, compiled: signed, status: 'compiled' as const }
  return accept(exemption ? { ...compiled, exemption } : compiled)
}
