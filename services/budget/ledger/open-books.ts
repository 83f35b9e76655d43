import type { Month } from '#shared/calendar/day.ts'
import { addMonths, firstDayOfYear } from '#shared/calendar/day.ts'
import type { Signature } from '#shared/contracts/fields.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store } from '#shared/edge/store/store.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { stableId } from '#shared/kernel/hash.ts'
import { openingKey, openingProposalKey } from '../keys.ts'
import { refuse } from '../refusals.ts'
import { beforeBooks, book, monthsBeforeBooks } from './book.ts'
import { cashAddition } from './cash.ts'
import type { Fund } from './rules/fund.ts'
import type { Opening, OpeningProposal } from './rules/opening.ts'
import {
  approvableOpening,
  asOpened,
  isOpeningProposedAgain,
  openingFault,
  openingMovements,
} from './rules/opening.ts'

/** The balances that books were opened with, and the two who opened them; earlier ones do not say who did. */
type OpenedByTwo = Opening & { readonly proposed?: Signature; readonly approved?: Signature }
const openings = defineRecord<OpenedByTwo, Fund>({ kind: 'opening', key: openingKey })
const proposals = defineRecord<OpeningProposal & { readonly version: number }, Fund>({
  kind: 'opening-proposal',
  key: openingProposalKey,
})

/** The balances that a fund's books were opened with; none before. */
export const readOpening = (store: Store, fund: Fund): Promise<Opening | undefined> =>
  openings.read(store, fund)

/** Who opened a fund's books as the second hand. */
export const readOpeningHand = async (store: Store, fund: Fund): Promise<Signature | undefined> =>
  (await openings.read(store, fund))?.approved

/** Proposes the balances that a fund's books are opened with, until they are opened; the same again changes nothing. */
export const proposeOpening = async (
  store: Store,
  wanted: Opening,
  proposed: Signature,
): Promise<Decision<Opening>> => {
  const fault = openingFault(wanted)
  if (fault) return fault
  const stands = await openings.read(store, wanted)
  if (stands) return asOpened(wanted, stands)
  const before = await proposals.read(store, wanted)
  const proposal = { ...wanted, proposed }
  if (isOpeningProposedAgain(proposal, before)) return accept(wanted)
  const version = before?.version ?? 0
  const written = await store.write([proposals.replace({ ...proposal, version }, version)])
  return written.status === 'written' ? accept(wanted) : refuse('opening.changed-meanwhile')
}

/** The months before the first of a year. */
const earlierMonths = (year: number): Month[] =>
  Array.from({ length: monthsBeforeBooks }, (_, index) => addMonths(`${year}-01`, -1 - index))

/** Opens the books of a fund as another person proposed, once; the same again changes nothing. */
export const openBooks = async (
  store: Store,
  wanted: Opening,
  approved: Signature,
): Promise<Decision<Opening>> => {
  const opened = await openings.read(store, wanted)
  if (opened) return asOpened(wanted, opened)
  const found = approvableOpening({ ...wanted, approved }, await proposals.read(store, wanted))
  if (found.status === 'refused') return found
  const proposal = found.value
  const { city, scheme, year } = wanted
  const fund = { city, scheme }
  const movements = openingMovements(wanted)
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
      ...earlierMonths(year).map((month) => beforeBooks(fund, month, `${year}-01`)),
    ],
  }))
  const stands = await openings.read(store, fund)
  return stands ? asOpened(wanted, stands) : refuse('opening.changed-meanwhile')
}
