import type { Day, FundYear } from '#shared/calendar/day.ts'
import type { Signature } from '#shared/contracts/fields.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Fen } from '#shared/money/fen.ts'
import { fen } from '#shared/money/fen.ts'
import { quotient } from '#shared/money/rate.ts'
import { executedOf, poolExecution } from '../../execution/rules/execution.ts'
import type { Approval } from '../../ledger/rules/approval.ts'
import type { BudgetLine, Pool } from '../../ledger/rules/chart.ts'
import { budgetLines, chineseNameOf, classOf, poolOf } from '../../ledger/rules/chart.ts'
import type { Fund } from '../../ledger/rules/fund.ts'
import type { FundPeriod } from '../../ledger/rules/year-periods.ts'
import { movementsOfYear } from '../../ledger/rules/year-periods.ts'
import type { Budget, BudgetTable } from '../../planning/rules/budget.ts'
import { approvalFault, reviewFault } from '../../planning/rules/hands.ts'
import { overrunFigures, overrunsOf } from '../../planning/rules/overrun.ts'
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
}

const amountIn = (table: BudgetTable, line: BudgetLine): Fen => {
  const amounts: Readonly<Record<string, Fen | undefined>> = { ...table.income, ...table.expenditure }
  return amounts[line] ?? 0
}

/** An approved budget is executed when its year is closed; it is not adjusted any more. */
export const executeBudget = (state: Budget | undefined, closedOn: Day): Decision<Budget> =>
  state?.status === 'approved'
    ? accept({ ...state, status: 'executed', closedOn })
    : refuse('year-close.no-approved-budget')

/** Draws up the final accounts of a year that is closed: nothing of it can change any more, so they always are the same. */
export const finalAccounts = (
  budget: Budget | undefined,
  periods: readonly FundPeriod[],
): Decision<FinalAccounts> => {
  if (budget?.status !== 'executed' && budget?.status !== 'final') return refuse('final-accounts.year-open')
  const { fund, year, status, closedOn, table, earlier = [] } = budget
  const first = earlier[0]?.table ?? table
  const { before, during } = movementsOfYear(periods, year)
  const lines = budgetLines
    .map((line): FinalLine => {
      const [planned, adjusted, final] = [
        amountIn(first, line),
        amountIn(table, line),
        executedOf(during, line),
      ]
      return {
        line,
        chinese: chineseNameOf(line),
        kind: classOf(line) === 'income' ? 'income' : 'expenditure',
        pool: poolOf(line),
        budget: planned,
        adjusted,
        final,
        difference: fen(final - adjusted),
        share: adjusted === 0 ? null : quotient(final, adjusted, 4),
      }
    })
    .filter(({ budget, adjusted, final }) => budget !== 0 || adjusted !== 0 || final !== 0)
  const [pooled, account] = [
    poolExecution(before, during, 'pooled'),
    poolExecution(before, during, 'account'),
  ]
  return accept({ fund, year, status, closedOn, lines, pooled, account })
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
 * line than anybody approved.
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
  const overrun = overrunFigures(overrunsOf(state.table, during))
  if (overrun) return refuse('final-accounts.overrun', { figures: { ...overrun, year: state.year } })
  return accept({ ...state, status: 'final', finalised: signed })
}
