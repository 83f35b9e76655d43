import type { Day, FundYear } from '#shared/calendar/day.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Fen } from '#shared/money/fen.ts'
import { fen, sum } from '#shared/money/fen.ts'
import { poolExecution } from '../../execution/rules/execution.ts'
import { budgetLines, collectionLines, poolOf } from '../../ledger/rules/chart.ts'
import type { Fund } from '../../ledger/rules/fund.ts'
import type { Movements } from '../../ledger/rules/movements.ts'
import { addMovements, imbalanceOf, transfer } from '../../ledger/rules/movements.ts'
import { refuseBeforeEnd } from '../../ledger/rules/year-over.ts'
import type { FundPeriod } from '../../ledger/rules/year-periods.ts'
import { movementsOfYear } from '../../ledger/rules/year-periods.ts'
import type { Budget } from '../../planning/rules/budget.ts'
import { overrunFigures, overrunsOf } from '../../planning/rules/overrun.ts'
import { poolTotals } from '../../planning/rules/totals.ts'
import { refuse } from '../../refusals.ts'

export type CloseYear = { readonly fund: Fund; readonly year: FundYear; readonly on: Day }

/** What a year's close is decided on. */
export type YearToClose = {
  readonly budget: Budget | undefined
  readonly openOrders: number
  /** Whether the settlement of December has gone through all its institutions. */
  readonly decemberSettled: boolean
  readonly periods: readonly FundPeriod[]
}

/** A year's final figures of the pooled fund, and the entries that end it. */
export type YearClosed = {
  readonly fund: Fund
  readonly year: FundYear
  readonly closedOn: Day
  readonly pooledCollection: Fen
  readonly income: Fen
  readonly expenditure: Fen
  readonly plannedExpenditure: Fen
  readonly openingBalance: Fen
  readonly closingBalance: Fen
  /** The premium of serious-illness insurance, owed as the approved budget has it and set off against what the insurer owes. */
  readonly finalEntries: Movements
  /** Every line of the year emptied into the balance of its pool. */
  readonly resultCarried: Movements
}

/** Why a year that is closed is not closed again: it was closed on another day. */
export const closedOtherwise = (
  { year, on }: CloseYear,
  { closedOn }: Pick<YearClosed, 'closedOn'>,
): Decision<never> | undefined =>
  closedOn === on ? undefined : refuse('year-close.closed-otherwise', { figures: { year, on: closedOn } })

/** What was spent is bound by the budget that was approved for it. */
const article = '皖政办〔2024〕3号 一(四)'

/** What of the premium was booked by hand before is not owed twice. */
const premiumMovements = (budget: Budget, during: Movements): Movements => {
  const line = 'serious-illness-premium'
  const rest = (budget.table.expenditure[line] ?? 0) - (during[line] ?? 0)
  return transfer(line, 'serious-illness-receivable', Math.max(0, rest))
}

const carried = (year: Movements): Movements =>
  addMovements(
    ...budgetLines.map((line) =>
      transfer(poolOf(line) === 'pooled' ? 'pooled-fund' : 'personal-accounts', line, year[line] ?? 0),
    ),
  )

const obstacle = (year: FundYear, state: YearToClose) => {
  if (!state.decemberSettled) return refuse('year-close.months-open', { figures: { year } })
  if (state.openOrders > 0)
    return refuse('year-close.orders-open', { figures: { openOrders: state.openOrders, year } })
  return undefined
}

/**
 * Closes a fund year: refused while December is unsettled, an order of the year is unpaid, the books do not balance, or
 * more was spent on a line than was approved.
 * The periods of the year are closed already, so that what is decided on here cannot change any more.
 */
export const closeYear = (command: CloseYear, state: YearToClose): Decision<YearClosed> => {
  const { fund, year, on } = command
  const { budget, periods } = state
  const early = refuseBeforeEnd({ on, year })
  if (early) return early
  if (budget?.status === 'adjusting') return refuse('year-close.adjustment-open', { figures: { year } })
  if (budget?.status !== 'approved') return refuse('year-close.no-approved-budget')
  const found = obstacle(year, state)
  if (found) return found
  const { before, during } = movementsOfYear(periods, year)
  const imbalance = imbalanceOf(before) + imbalanceOf(during)
  if (imbalance !== 0) return refuse('year-close.unbalanced', { figures: { imbalance } })
  const finalEntries = premiumMovements(budget, during)
  const whole = addMovements(during, finalEntries)
  const overrun = overrunFigures(overrunsOf(budget.table, whole))
  if (overrun) return refuse('year-close.lines-overrun', { article, figures: { ...overrun, year } })
  const pooled = poolExecution(before, whole, 'pooled')
  return accept({
    fund,
    year,
    closedOn: on,
    pooledCollection: fen(-sum(collectionLines.map((line) => whole[line] ?? 0))),
    income: pooled.income,
    expenditure: pooled.expenditure,
    plannedExpenditure: poolTotals(budget.table, 'pooled').expenditure,
    openingBalance: pooled.opening,
    closingBalance: pooled.closing,
    finalEntries,
    resultCarried: carried(whole),
  })
}
