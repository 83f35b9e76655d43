import type { Signature } from '#shared/contracts/fields.ts'
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
import type { CloseProposal } from './rules/close-proposal.ts'
import { approvableClose, isProposedAgain } from './rules/close-proposal.ts'
import type { CloseYear, YearClosed, YearToClose } from './rules/close-year.ts'
import { closedOtherwise, closeYear } from './rules/close-year.ts'
import { readCloseProposal, readYearClose, recordYearClose, saveCloseProposal } from './store.ts'

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

/** A person's word for the close of a fund year on a day. */
export type SignedClose = CloseYear & { readonly signed: Signature }

/** Proposes to close a fund year, which could be closed as it stands; the same again changes nothing. */
export const proposeYearClose = async (
  { store }: Effects,
  { signed, ...command }: SignedClose,
): Promise<Decision<CloseProposal>> => {
  const { fund, year, on } = command
  const wanted = { fund, year, on, proposed: signed }
  const stands = await readCloseProposal(store, fund, year)
  const closed = await readYearClose(store, fund, year)
  if (closed) return closedOtherwise(command, closed) ?? accept(stands ?? wanted)
  const decision = closeYear(command, await loadYear(store, fund, year))
  if (decision.status === 'refused') return decision
  if (stands && isProposedAgain(wanted, stands)) return accept(stands)
  return (await saveCloseProposal(store, wanted, stands?.version ?? 0))
    ? accept(wanted)
    : refuse('budget.changed-meanwhile')
}

const closeOnce = async (
  store: Store,
  { signed, ...command }: SignedClose,
): Promise<Decision<YearClosed>> => {
  const { fund, year, on } = command
  const before = await readYearClose(store, fund, year)
  if (before) return closedOtherwise(command, before) ?? accept(before)
  const found = approvableClose({ year, on, signed }, await readCloseProposal(store, fund, year))
  if (found.status === 'refused') return found
  const state = await loadYear(store, fund, year)
  const decision = closeYear(command, state)
  if (decision.status === 'refused') return decision
  const executed = executeBudget(state.budget, on)
  if (executed.status === 'refused') return executed
  const budget = { budget: executed.value, version: state.version }
  await recordYearClose(store, decision.value, budget, { proposal: found.value, approved: signed })
  const closed = await readYearClose(store, fund, year)
  return closed ? accept(closed) : refuse('budget.changed-meanwhile')
}

/** Closes a fund year as another person proposed, once, and has its ledger sealed; the same again finds it closed. */
export const closeFundYear = async (
  effects: Effects,
  command: SignedClose,
): Promise<Decision<YearClosed>> => {
  const { fund, year, on } = command
  const closed = await closeOnce(effects.store, command)
  if (closed.status === 'refused') return closed
  await startSeal(effects, { city: fund.city, on }, `year-close ${fund.scheme} ${year}`)
  return closed
}
