import type { Day, FundYear } from '#shared/calendar/day.ts'
import { yearOf } from '#shared/calendar/day.ts'
import type { Signature } from '#shared/contracts/fields.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { isSamePerson } from '#shared/kernel/subject.ts'
import type { Fen } from '#shared/money/fen.ts'
import { refuse } from '../../refusals.ts'
import type { Fund } from './fund.ts'
import type { Movements } from './movements.ts'
import { addMovements, transfer } from './movements.ts'

/** The balances that a fund brings along when its books are opened here. */
export type Opening = Fund & {
  readonly year: FundYear
  readonly pooledBalance: Fen
  readonly accountBalance: Fen
}

/** The balances that one person says a fund brings along. */
export type OpeningProposal = Opening & { readonly proposed: Signature }

const isSame = (one: Opening, other: Opening): boolean =>
  one.year === other.year &&
  one.pooledBalance === other.pooledBalance &&
  one.accountBalance === other.accountBalance

/** The opening that stands, if it is the one that is wanted. */
export const asOpened = <Wanted extends Opening>(wanted: Wanted, stands: Opening): Decision<Wanted> =>
  isSame(wanted, stands)
    ? accept(wanted)
    : refuse('opening.other-balances', { figures: { year: stands.year } })

/** Why a fund cannot bring these balances along: residents have no personal accounts. */
export const openingFault = ({ scheme, accountBalance }: Opening): Decision<never> | undefined =>
  scheme === 'resident' && accountBalance !== 0
    ? refuse('opening.no-personal-accounts', { field: 'accountBalance' })
    : undefined

/** Whether an opening is proposed again as it stands. */
export const isOpeningProposedAgain = (
  wanted: OpeningProposal,
  stands: OpeningProposal | undefined,
): boolean =>
  stands !== undefined && isSame(stands, wanted) && isSamePerson(stands.proposed.by, wanted.proposed.by)

/** The proposal by which a person may open the books: another's, of the same balances. */
export const approvableOpening = <Proposal extends OpeningProposal>(
  { approved, ...wanted }: Opening & { readonly approved: Signature },
  proposal: Proposal | undefined,
): Decision<Proposal> => {
  if (!proposal) return refuse('opening.not-proposed')
  if (!isSame(proposal, wanted)) return refuse('opening.proposed-otherwise')
  return isSamePerson(proposal.proposed.by, approved.by) ? refuse('opening.same-person') : accept(proposal)
}

/** What opening the books moves. */
export const openingMovements = ({ pooledBalance, accountBalance }: Opening): Movements =>
  addMovements(
    transfer('special-account', 'pooled-fund', pooledBalance),
    transfer('special-account', 'personal-accounts', accountBalance),
  )

/** Why books cannot begin in a year: no figure is known of it, or all that is booked before it would wait for years. */
export const openingYearFault = (
  { year }: Pick<Opening, 'year'>,
  { earliest, latest }: { readonly earliest: Day; readonly latest: Day },
): Decision<never> | undefined => {
  const [first, last] = [yearOf(earliest), yearOf(latest) + 1]
  return year < first || year > last
    ? refuse('opening.year-outside', { field: 'year', figures: { first, last } })
    : undefined
}
