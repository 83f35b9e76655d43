import type { Day } from '#shared/calendar/day.ts'
import type { Signature } from '#shared/contracts/fields.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import { isSamePerson } from '#shared/kernel/subject.ts'
import { refuse } from '../../refusals.ts'
import type { Found } from './compare.ts'

/**
 * `gone`: a later list, or a payment that came since, left no difference. A settled one says whose word stands; what that
 * changes on our side goes the usual ways: a payment, a refund, suspense.
 */
export const differenceStates = ['open', 'proposed', 'settled', 'gone'] as const
export type DifferenceState = (typeof differenceStates)[number]

export type Settling = { readonly as: 'ours' | 'theirs'; readonly why: string }

/** What was proposed and rejected, by their commands. */
type Rejection = Signature & {
  readonly reason: string
  readonly commandId: string
  readonly proposal: string
}

/** A difference between the lists of a day, until two officers settled it. */
export type Difference = Found & {
  readonly differenceId: string
  readonly city: CityCode
  /** The day of the lists. */
  readonly on: Day
  readonly foundOn: Day
  readonly state: DifferenceState
  readonly settling?: Settling & {
    /** The command that proposed it: told again, it proposes nothing anew. */
    readonly commandId: string
    readonly proposed: Signature
    readonly approved?: Signature
  }
  readonly rejected?: readonly Rejection[]
}

const closed = ({ state }: Difference) => refuse('reconciliation.difference-closed', { figures: { state } })

/** Proposes whose word stands; the same command again changes nothing. */
export const proposeSettling = (
  difference: Difference,
  { as, why }: Settling,
  { commandId, ...proposed }: Signature & { readonly commandId: string },
): Decision<Difference> => {
  const { settling, state, rejected = [] } = difference
  if (settling?.commandId === commandId || rejected.some(({ proposal }) => proposal === commandId))
    return accept(difference)
  if (state !== 'open') return closed(difference)
  return accept({ ...difference, state: 'proposed', settling: { as, why, commandId, proposed } })
}

export const approveSettling = (difference: Difference, approved: Signature): Decision<Difference> => {
  const { settling, state } = difference
  if (state === 'settled') return accept(difference)
  if (state !== 'proposed' || !settling) return closed(difference)
  return isSamePerson(settling.proposed.by, approved.by)
    ? refuse('contribution.proposer-is-approver')
    : accept({ ...difference, state: 'settled', settling: { ...settling, approved } })
}

export const rejectSettling = (
  difference: Difference,
  rejection: Omit<Rejection, 'proposal'>,
): Decision<Difference> => {
  const { settling, rejected = [], ...rest } = difference
  if (rejected.some(({ commandId }) => commandId === rejection.commandId)) return accept(difference)
  if (difference.state !== 'proposed' || !settling) return closed(difference)
  const all = [...rejected, { ...rejection, proposal: settling.commandId }]
  return accept({ ...rest, state: 'open', rejected: all.slice(-20) })
}

const isSameFinding = (one: Found, other: Found): boolean =>
  one.ours?.amount === other.ours?.amount &&
  one.ours?.on === other.ours?.on &&
  one.theirs?.amount === other.theirs?.amount

/** A difference that is found again: as it was decided where nothing about it changed, else open anew. */
export const foundAgain = (before: Difference, found: Found, foundOn: Day): Difference => {
  if (before.state !== 'gone' && isSameFinding(before, found)) return before
  const { settling: _, ours: __, theirs: ___, ...rest } = before
  return { ...rest, ...found, foundOn, state: 'open' }
}
