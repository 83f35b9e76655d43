import type { Day } from '#shared/calendar/day.ts'
import type { Fen } from '#shared/money/fen.ts'

/** What became of a claim that is the other number's, or of money: `waits` says why not yet, by a code of the table of refusals. */
export type FollowedClaim = {
  readonly claimId: string
  readonly movedAs?: string
  /** It was reversed by its institution before: nothing of it stands with either. */
  readonly isReversed?: true
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
}

const isOpenClaim = ({ movedAs, isReversed }: FollowedClaim): boolean =>
  movedAs === undefined && isReversed === undefined

/** Whether anything of it waits still. */
export const isFollowedWhole = ({ claims, account, accountMoved }: FollowedParting): boolean =>
  !claims.some(isOpenClaim) && (account === 0 || accountMoved === true)

export const partingStates = ['open', 'done'] as const
export const stateOf = (parting: FollowedParting): (typeof partingStates)[number] =>
  isFollowedWhole(parting) ? 'done' : 'open'
