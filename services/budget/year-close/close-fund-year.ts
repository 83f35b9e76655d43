import type { Store } from '#shared/edge/store/store.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { executeBudget } from '../accounts/rules/final-accounts.ts'
import type { Effects } from '../effects.ts'
import { openOrders } from '../ledger/cash.ts'
import { decemberIsSettled } from '../ledger/december-settled.ts'
import { readPeriods } from '../ledger/periods.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import { readBudget } from '../planning/store.ts'
import { refuse } from '../refusals.ts'
import { startSeal } from '../seals/seal-ledger.ts'
import type { CloseYear, YearClosed, YearToClose } from './rules/close-year.ts'
import { closeYear } from './rules/close-year.ts'
import { readYearClose, recordYearClose } from './store.ts'

const loadYear = async (
  store: Store,
  fund: Fund,
  year: number,
): Promise<YearToClose & { readonly version: number }> => {
  const periods = await readPeriods(store, fund, `${year}-12`)
  return {
    periods,
    decemberSettled: await decemberIsSettled(store, periods, year),
    openOrders: await openOrders(store, fund, year),
    ...(await readBudget(store, fund, year)),
  }
}

const closeOnce = async (store: Store, command: CloseYear): Promise<Decision<YearClosed>> => {
  const { fund, year, on } = command
  const before = await readYearClose(store, fund, year)
  if (before) return accept(before)
  const state = await loadYear(store, fund, year)
  const decision = closeYear(command, state)
  if (decision.status === 'refused') return decision
  const executed = executeBudget(state.budget, on)
  if (executed.status === 'refused') return executed
  await recordYearClose(store, decision.value, { budget: executed.value, version: state.version })
  const closed = await readYearClose(store, fund, year)
  return closed ? accept(closed) : refuse('budget.changed-meanwhile')
}

/** Closes a fund year, once, and has its ledger sealed; the same again finds it closed. */
export const closeFundYear = async (effects: Effects, command: CloseYear): Promise<Decision<YearClosed>> => {
  const { fund, year, on } = command
  const closed = await closeOnce(effects.store, command)
  if (closed.status === 'refused') return closed
  const { closedOn } = closed.value
  if (closedOn !== on) return refuse('year-close.closed-otherwise', { figures: { year, on: closedOn } })
  await startSeal(effects, { city: fund.city, on }, `year-close ${fund.scheme} ${year}`)
  return closed
}
