import type { FundYear } from '#shared/calendar/day.ts'
import type { Signature } from '#shared/contracts/fields.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store, Stored, Write } from '#shared/edge/store/store.ts'
import { stableId } from '#shared/kernel/hash.ts'
import type { ItemFields } from '../keys.ts'
import { closeProposalKey, yearCloseKey } from '../keys.ts'
import { periodAddition } from '../ledger/book.ts'
import { createEntry } from '../ledger/journal.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import type { EntryReason } from '../ledger/rules/journal-entry.ts'
import type { Movements } from '../ledger/rules/movements.ts'
import type { Period } from '../ledger/rules/period.ts'
import { carryingPeriod, finalPeriod } from '../ledger/rules/period.ts'
import type { Budget } from '../planning/rules/budget.ts'
import { budgetWrite } from '../planning/store.ts'
import type { CloseProposal } from './rules/close-proposal.ts'
import type { YearClosed } from './rules/close-year.ts'

/** A closed year with the two who closed it; earlier ones do not say who did. */
type ClosedByTwo = YearClosed & { readonly proposed?: Signature; readonly approved?: Signature }

export const yearCloses = defineRecord<ClosedByTwo, Pick<YearClosed, 'fund' | 'year'>>({
  kind: 'fund-year-closed',
  key: ({ fund, year }) => yearCloseKey(fund, year),
})

export const toYearClosed = (item: Stored): YearClosed => {
  const { pk, sk, kind, proposed, approved, ...closed }: ClosedByTwo & ItemFields = yearCloses.from(item)
  return closed
}

export const readYearClose = async (
  store: Store,
  fund: Fund,
  year: FundYear,
): Promise<YearClosed | undefined> => {
  const item = await store.get(yearCloseKey(fund, year))
  return item && toYearClosed(item)
}

/** Who closed a year as the second hand. */
export const readCloseHand = async (
  store: Store,
  fund: Fund,
  year: FundYear,
): Promise<Signature | undefined> => (await yearCloses.read(store, { fund, year }))?.approved

type VersionedProposal = CloseProposal & { readonly version: number }

const proposals = defineRecord<VersionedProposal, Pick<CloseProposal, 'fund' | 'year'>>({
  kind: 'year-close-proposal',
  key: ({ fund, year }) => closeProposalKey(fund, year),
})

/** The close of a year that was proposed last. */
export const readCloseProposal = (
  store: Store,
  fund: Fund,
  year: FundYear,
): Promise<VersionedProposal | undefined> => proposals.read(store, { fund, year })

/** Proposes a year's close, in the place of the version before; false when somebody else did meanwhile. */
export const saveCloseProposal = async (
  store: Store,
  { fund, year, on, proposed }: CloseProposal,
  version: number,
): Promise<boolean> =>
  (await store.write([proposals.replace({ fund, year, on, proposed, version }, version)])).status ===
  'written'

/** An entry in a period of its own, which is closed with it; none when nothing moves. */
const closingEntry = (
  { fund, year, closedOn }: YearClosed,
  period: Period,
  reason: EntryReason,
  movements: Movements,
): Write[] => {
  if (Object.keys(movements).length === 0) return []
  const source = `year-close:${year}`
  const entryId = stableId('E-', source, fund.city, fund.scheme, reason)
  return [
    createEntry({ entryId, fund, month: period, reason, on: closedOn, source, movements }),
    periodAddition(fund, period, { ...movements, entries: 1 }, { closedOn, closedBy: source }),
  ]
}

/**
 * Records a year's close with the entries that end it, its budget as executed and the two who closed it, once. It falls
 * when the proposal was changed meanwhile. Answers whether this call did it.
 */
export const recordYearClose = async (
  store: Store,
  closed: YearClosed,
  { budget, version }: { readonly budget: Budget; readonly version: number },
  { proposal, approved }: { readonly proposal: VersionedProposal; readonly approved: Signature },
): Promise<boolean> => {
  const { year, finalEntries, resultCarried } = closed
  const written = await store.write([
    yearCloses.create({ ...closed, proposed: proposal.proposed, approved }),
    proposals.replace(proposal, proposal.version),
    ...closingEntry(closed, finalPeriod(year), 'final-entries', finalEntries),
    ...closingEntry(closed, carryingPeriod(year), 'result-carried', resultCarried),
    budgetWrite(budget, version),
  ])
  return written.status === 'written'
}
