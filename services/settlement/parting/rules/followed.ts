import type { Day } from '#shared/calendar/day.ts'
import type { Signature } from '#shared/contracts/fields.ts'
import type { Fen } from '#shared/money/fen.ts'

/** What became of a claim that is the other number's, or of money: `waits` says why not yet, by a code of the table of refusals. */
export type FollowedClaim = {
  readonly claimId: string
  readonly movedAs?: string
  /** It was reversed by its institution before: nothing of it stands with either. */
  readonly isReversed?: true
  readonly waitsFor?: string
}

/** An allowance that is the other's, and whether it is theirs yet. */
export type FollowedAllowance = {
  readonly benefitId: string
  readonly isMoved?: true
  readonly waitsFor?: string
}

/** A parting that enrolment decided on, and how far claims and account followed. */
export type FollowedParting = {
  readonly partingId: string
  readonly version: number
  readonly division: string
  readonly stays: string
  readonly goes: string
  readonly partedOn: Day
  readonly claims: readonly FollowedClaim[]
  readonly account: Fen
  /** Present once the money is on the other account. */
  readonly accountMoved?: true
  readonly accountWaitsFor?: string
  /** What is registered for claims and is the other's, by name; absent in earlier releases, which left it where it was. */
  readonly registrations?: readonly string[]
  /** Present once it is registered of the other. */
  readonly registrationsMoved?: true
  readonly registrationsWaitFor?: string
  readonly allowances?: readonly FollowedAllowance[]
  /** Who decided it. */
  readonly hands?: { readonly proposed: Signature; readonly decided: Signature }
}

const isOpenClaim = ({ movedAs, isReversed }: FollowedClaim): boolean =>
  movedAs === undefined && isReversed === undefined

/** Whether anything of it waits still. */
export const isFollowedWhole = (parting: FollowedParting): boolean => {
  const { claims, account, accountMoved, registrations = [], registrationsMoved, allowances = [] } = parting
  return (
    !claims.some(isOpenClaim) &&
    (account === 0 || accountMoved === true) &&
    (registrations.length === 0 || registrationsMoved === true) &&
    allowances.every(({ isMoved }) => isMoved)
  )
}

export const partingStates = ['open', 'done'] as const
export const stateOf = (parting: FollowedParting): (typeof partingStates)[number] =>
  isFollowedWhole(parting) ? 'done' : 'open'
