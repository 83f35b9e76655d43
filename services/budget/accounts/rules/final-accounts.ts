import type { Day, FundYear } from '#shared/calendar/day.ts'
import type { Signature } from '#shared/contracts/fields.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Fen } from '#shared/money/fen.ts'
import { fen } from '#shared/money/fen.ts'
import { quotient } from '#shared/money/rate.ts'
import type { YearCosts } from '../../cleared-cost/rules/cleared-cost.ts'
import type { CostOfLine } from '../../cleared-cost/rules/cost-parts.ts'
import { costTotals, partsTotal } from '../../cleared-cost/rules/cost-parts.ts'
import type { YearCleared } from '../../cleared-cost/rules/year-cleared.ts'
import { poolExecution } from '../../execution/rules/execution.ts'
import type { Approval } from '../../ledger/rules/approval.ts'
import type { BudgetLine, Pool } from '../../ledger/rules/chart.ts'
import { budgetLines, chineseNameOf, classOf, poolOf } from '../../ledger/rules/chart.ts'
import type { Fund } from '../../ledger/rules/fund.ts'
import type { Movements } from '../../ledger/rules/movements.ts'
import { executedOf } from '../../ledger/rules/movements.ts'
import type { FundPeriod } from '../../ledger/rules/year-periods.ts'
import { movementsOfYear } from '../../ledger/rules/year-periods.ts'
import { unapprovedOverruns } from '../../planning/rules/approve-overrun.ts'
import type { Budget, BudgetTable } from '../../planning/rules/budget.ts'
import { approvalFault, reviewFault } from '../../planning/rules/hands.ts'
import { overrunFigures } from '../../planning/rules/overrun.ts'
import type { Totals } from '../../planning/rules/totals.ts'
import { refuse } from '../../refusals.ts'

/** A line of the final accounts: the first budget, the adjusted one, what the ledger has, and by how much it differs. */
export type FinalLine = {
  readonly line: BudgetLine
  readonly chinese: string
  readonly kind: 'income' | 'expenditure'
  readonly pool: Pool
  readonly budget: Fen
  readonly adjusted: Fen
  readonly final: Fen
  readonly difference: Fen
  /** Final ÷ adjusted budget, to four decimals; null without a budget. */
  readonly share: number | null
  /** Of `final`, what belongs to earlier years, by its parts. */
  readonly ofEarlier: CostOfLine
  /** What belongs to the year and is booked later, by its parts. */
  readonly later: CostOfLine
  /** `final` − `ofEarlier` + `later`: the line by the year that it belongs to. Null until the year is cleared. */
  readonly cleared: Fen | null
}

/** A year that is cleared with every institution: its result by the year it belongs to, and what became of held money. */
export type ClearedTotals = Omit<YearCleared, 'fund' | 'year' | 'income' | 'expenditure' | 'evidence'> & {
  readonly pooled: Pick<Totals, 'income' | 'expenditure' | 'current'>
}

/** A closed year's final accounts, from the ledger. */
export type FinalAccounts = {
  readonly fund: Fund
  readonly year: FundYear
  /** Whether they are approved: `final`. */
  readonly status: 'executed' | 'final'
  readonly closedOn: Day
  readonly lines: readonly FinalLine[]
  readonly pooled: Totals
  readonly account: Totals
  /** Null until every statement of the year is locked. */
  readonly cleared: ClearedTotals | null
}

/** What stands beside the books of a year. */
export type BesideTheBooks = { readonly costs: YearCosts; readonly cleared: YearCleared | undefined }

const nothingBeside: BesideTheBooks = { costs: { later: {}, ofEarlier: {} }, cleared: undefined }

const amountIn = (table: BudgetTable, line: BudgetLine): Fen => {
  const amounts: Readonly<Record<string, Fen | undefined>> = { ...table.income, ...table.expenditure }
  return amounts[line] ?? 0
}

/** An approved budget is executed when its year is closed; it is not adjusted any more. */
export const executeBudget = (state: Budget | undefined, closedOn: Day): Decision<Budget> =>
  state?.status === 'approved'
    ? accept({ ...state, status: 'executed', closedOn })
    : refuse('year-close.no-approved-budget')

type YearOfLines = {
  readonly first: BudgetTable
  readonly table: BudgetTable
  readonly during: Movements
  readonly beside: BesideTheBooks
}

const finalLine = (line: BudgetLine, { first, table, during, beside }: YearOfLines): FinalLine => {
  const adjusted = amountIn(table, line)
  const final = executedOf(during, line)
  const later = beside.costs.later[line] ?? {}
  const ofEarlier = beside.costs.ofEarlier[line] ?? {}
  return {
    line,
    chinese: chineseNameOf(line),
    kind: classOf(line) === 'income' ? 'income' : 'expenditure',
    pool: poolOf(line),
    budget: amountIn(first, line),
    adjusted,
    final,
    difference: fen(final - adjusted),
    share: adjusted === 0 ? null : quotient(final, adjusted, 4),
    ofEarlier,
    later,
    cleared: beside.cleared ? fen(final - partsTotal(ofEarlier) + partsTotal(later)) : null,
  }
}

const isShown = ({ budget, adjusted, final, ofEarlier, later }: FinalLine): boolean =>
  budget !== 0 ||
  adjusted !== 0 ||
  final !== 0 ||
  [ofEarlier, later].some((parts) => Object.keys(parts).length > 0)

const clearedTotals = (pooled: Totals, { costs, cleared }: BesideTheBooks): ClearedTotals | null => {
  if (!cleared) return null
  const { fund: _, year: __, income: ___, expenditure: ____, evidence: _____, ...clearing } = cleared
  const [later, ofEarlier] = [costTotals(costs.later, 'pooled'), costTotals(costs.ofEarlier, 'pooled')]
  const income = fen(pooled.income - ofEarlier.income + later.income)
  const expenditure = fen(pooled.expenditure - ofEarlier.expenditure + later.expenditure)
  return { ...clearing, pooled: { income, expenditure, current: fen(income - expenditure) } }
}

/**
 * Draws up the final accounts of a year that is closed. What was booked in it cannot change any more; beside it stands
 * what belongs to the year by its clearing and by later corrections.
 */
export const finalAccounts = (
  budget: Budget | undefined,
  periods: readonly FundPeriod[],
  beside: BesideTheBooks = nothingBeside,
): Decision<FinalAccounts> => {
  if (budget?.status !== 'executed' && budget?.status !== 'final') return refuse('final-accounts.year-open')
  const { fund, year, status, closedOn, table, earlier = [] } = budget
  const { before, during } = movementsOfYear(periods, year)
  const of = { first: earlier[0]?.table ?? table, table, during, beside }
  const lines = budgetLines.map((line) => finalLine(line, of)).filter(isShown)
  const pooled = poolExecution(before, during, 'pooled')
  const account = poolExecution(before, during, 'account')
  return accept({
    fund,
    year,
    status,
    closedOn,
    lines,
    pooled,
    account,
    cleared: clearedTotals(pooled, beside),
  })
}

/** Reviews the final accounts of an executed budget, by another than who compiled it; again changes nothing. */
export const reviewFinalAccounts = (signed: Signature, state: Budget): Decision<Budget> => {
  if (state.status === 'final') return accept(state)
  if (state.status !== 'executed') return refuse('final-accounts.year-open')
  if (state.accountsReviewed) return accept(state)
  return reviewFault(signed, state.compiled) ?? accept({ ...state, accountsReviewed: signed })
}

/**
 * Approves reviewed final accounts, by a third person; again changes nothing. They are refused where more was spent on a
 * line than anybody approved, by an adjustment or after the fact.
 */
export const approveFinalAccounts = (
  signed: Approval,
  state: Budget,
  periods: readonly FundPeriod[],
): Decision<Budget> => {
  if (state.status === 'final') return accept(state)
  if (state.status !== 'executed') return refuse('final-accounts.year-open')
  const fault = approvalFault(signed, { maker: state.compiled, reviewer: state.accountsReviewed })
  if (fault) return fault
  const { during } = movementsOfYear(periods, state.year)
  const overrun = overrunFigures(unapprovedOverruns(state, during))
  if (overrun) return refuse('final-accounts.overrun', { figures: { ...overrun, year: state.year } })
  return accept({ ...state, status: 'final', finalised: signed })
}
