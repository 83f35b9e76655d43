import type { Day, Month } from '#shared/calendar/day.ts'
import type { Signature } from '#shared/contracts/fields.ts'
import type { Fen } from '#shared/money/fen.ts'
import type { Hit } from '../../claim/rules/inspection.ts'
import type { RecoveryOrdered } from './recovery.ts'

/** Why a case was opened: a rule with the figures it was hit with, or a person with their reason. */
export type Cause =
  | ({ readonly by: 'rule' } & Hit)
  | { readonly by: 'hand'; readonly opener: string; readonly reason: string }

/** A word on a case, by an institution or an officer. `speaker`: the person who spoke for the institution. */
export type Comment = {
  readonly author: string
  readonly on: Day
  readonly text: string
  readonly speaker?: string
}

type CaseOpening = {
  readonly caseId: string
  readonly institution: string
  /** The city whose office decides on it: the one that pays the claims, or the institution's own for a month's case. */
  readonly city: string
  /** The claims it is about; none yet when a rule found a whole month. */
  readonly claims: readonly string[]
  readonly month?: Month
  readonly openedOn: Day
  readonly cause: Cause
}

/**
 * How one officer would end a case: as a false alarm, or with an amount taken back, of the claims named or else those of
 * the case. It ends so when another officer says the same.
 */
export type CaseFinding = Signature & { readonly reason: string } & (
    | { readonly as: 'dismiss' }
    | { readonly as: 'recover'; readonly amount: Fen; readonly claims?: readonly string[] | undefined }
  )

type CaseConfirmation = {
  readonly assignee: string
  readonly confirmedBy: string
  readonly confirmedOn: Day
  readonly reason: string
  readonly amount: Fen
  readonly recoveryId: string
  /** Who found it so, and of which claims; absent where an earlier release let one hand say the amount. */
  readonly found?: Signature & { readonly claims?: readonly string[] }
}

/** How far a case is. `confirmed`: the money is ordered back; `recovered`: it stands in the fund's ledger. */
export type Standing =
  | { readonly status: 'open' }
  | { readonly status: 'assigned'; readonly assignee: string; readonly assignedOn: Day }
  | ({ readonly status: 'confirmed' } & CaseConfirmation)
  | ({ readonly status: 'recovered'; readonly bookedIn: Month } & CaseConfirmation)
  | {
      readonly status: 'dismissed'
      readonly dismissedBy: string
      readonly dismissedOn: Day
      readonly reason: string
      /** Who found it a false alarm; absent where one hand dismissed in an earlier release. */
      readonly found?: Signature
    }
export const caseStatuses = ['open', 'assigned', 'confirmed', 'recovered', 'dismissed'] as const
export type CaseStatus = (typeof caseStatuses)[number]

/** An audit case: from the suspicion to the money that came back, or to the reason why it was a false alarm. */
export type AuditCase = CaseOpening & {
  readonly standing: Standing
  readonly comments: readonly Comment[]
  /** Everyone who looked into it; none of them can confirm it. */
  readonly officers: readonly string[]
  /** What waits for another officer; a later finding takes its place. */
  readonly finding?: CaseFinding
  /** It ends by two hands; absent of cases from before this was kept. */
  readonly endsByTwo?: true
}

export type CaseEvent =
  | { readonly kind: 'case-found'; readonly finding: CaseFinding }
  | { readonly kind: 'case-assigned'; readonly assignee: string; readonly on: Day }
  | {
      readonly kind: 'case-confirmed'
      readonly by: string
      readonly on: Day
      readonly reason: string
      readonly amount: Fen
      readonly claims: readonly string[]
      readonly recovery: RecoveryOrdered
    }
  | { readonly kind: 'case-dismissed'; readonly by: string; readonly on: Day; readonly reason: string }
  | { readonly kind: 'case-contested'; readonly comment: Comment }
  | { readonly kind: 'case-recovered'; readonly bookedIn: Month }

/** A case just opened. */
export const openCase = (opened: CaseOpening): AuditCase => ({
  ...opened,
  standing: { status: 'open' },
  comments: [],
  officers: [],
  endsByTwo: true,
})
