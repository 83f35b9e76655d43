import type * as z from 'zod'
import { firstDayOfYear } from '#shared/calendar/day.ts'
import type { Signature } from '#shared/contracts/fields.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store } from '#shared/edge/store/store.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { stableId } from '#shared/kernel/hash.ts'
import { isSamePerson } from '#shared/kernel/subject.ts'
import { openingKey, openingProposalKey } from '../keys.ts'
import { refuse } from '../refusals.ts'
import { book } from './book.ts'
import { cashAddition } from './cash.ts'
import type { opening } from './fields.ts'
import { addMovements, transfer } from './rules/movements.ts'

/** What a fund brings along. */
type Opening = z.output<typeof opening>
type FundName = Pick<Opening, 'city' | 'scheme'>

/** The balances that books were opened with, and the two who opened them; earlier ones do not say who did. */
type OpenedByTwo = Opening & { readonly proposed?: Signature; readonly approved?: Signature }
const openings = defineRecord<OpenedByTwo, FundName>({ kind: 'opening', key: openingKey })

/** The balances that one person says a fund brings along. */
type OpeningProposal = Opening & { readonly proposed: Signature; readonly version: number }
const proposals = defineRecord<OpeningProposal, FundName>({
  kind: 'opening-proposal',
  key: openingProposalKey,
})

const isSame = (one: Opening, other: Opening): boolean =>
  one.year === other.year &&
  one.pooledBalance === other.pooledBalance &&
  one.accountBalance === other.accountBalance

/** The opening that stands, if it is the one that is wanted. */
const asOpened = (wanted: Opening, stands: Opening): Decision<Opening> =>
  isSame(wanted, stands)
    ? accept(wanted)
    : refuse('opening.other-balances', { figures: { year: stands.year } })

/** Proposes the balances that a fund's books are opened with, until they are opened; the same again changes nothing. */
export const proposeOpening = async (
  store: Store,
  wanted: Opening,
  proposed: Signature,
): Promise<Decision<Opening>> => {
  if (wanted.scheme === 'resident' && wanted.accountBalance !== 0)
    return refuse('opening.no-personal-accounts', { field: 'accountBalance' })
  const stands = await openings.read(store, wanted)
  if (stands) return asOpened(wanted, stands)
  const before = await proposals.read(store, wanted)
  if (before && isSame(before, wanted) && isSamePerson(before.proposed.by, proposed.by)) return accept(wanted)
  const version = before?.version ?? 0
  const written = await store.write([proposals.replace({ ...wanted, proposed, version }, version)])
  return written.status === 'written' ? accept(wanted) : refuse('opening.changed-meanwhile')
}

const approvalFault = (wanted: Opening, approved: Signature, proposal: OpeningProposal | undefined) => {
  if (!proposal) return refuse('opening.not-proposed')
  if (!isSame(proposal, wanted)) return refuse('opening.proposed-otherwise')
  return isSamePerson(proposal.proposed.by, approved.by) ? refuse('opening.same-person') : undefined
}

/** Opens the books of a fund as another person proposed, once; the same again changes nothing. */
export const openBooks = async (
  store: Store,
  wanted: Opening,
  approved: Signature,
): Promise<Decision<Opening>> => {
  const opened = await openings.read(store, wanted)
  if (opened) return asOpened(wanted, opened)
  const proposal = await proposals.read(store, wanted)
  const fault = approvalFault(wanted, approved, proposal)
  if (fault || !proposal) return fault ?? refuse('opening.not-proposed')
  const { city, scheme, year, pooledBalance, accountBalance } = wanted
  const fund = { city, scheme }
  const movements = addMovements(
    transfer('special-account', 'pooled-fund', pooledBalance),
    transfer('special-account', 'personal-accounts', accountBalance),
  )
  await book(store, fund, `${year}-01`, () => ({
    entry: {
      entryId: stableId('E-', 'opening', city, scheme),
      reason: 'opening',
      on: firstDayOfYear(year),
      source: 'opening',
      movements,
    },
    alongside: [
      openings.create({ ...wanted, proposed: proposal.proposed, approved }),
      cashAddition(fund, movements),
      proposals.replace(proposal, proposal.version),
    ],
  }))
  const stands = await openings.read(store, fund)
  return stands ? asOpened(wanted, stands) : refuse('opening.changed-meanwhile')
}
