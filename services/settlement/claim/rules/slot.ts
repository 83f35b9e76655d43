import type { Day } from '#shared/calendar/day.ts'
import type { ClaimSettled } from '../../insured-year/rules/claim-events.ts'

/** What at most one standing claim may settle: a charging batch of a visit, or the visit as a whole. */
export type Slot = Pick<ClaimSettled, 'institution' | 'personId' | 'care'> & {
  readonly visitId: string
  readonly batch?: string
  /** The marks of the serial numbers that it settles; absent where its sender gave the lines none. */
  readonly marks?: readonly string[]
}

/** A slot to be taken, and the days that the claim says the visit was on. */
export type WantedSlot = Slot & {
  readonly serviceOn?: Day
  readonly admittedOn?: Day
  readonly dischargedOn?: Day
}

/** A claim of a visit that stands: it settles a charging batch, or, without one, the whole. */
export type StandingClaim = { readonly claimId: string } & Pick<Slot, 'batch' | 'marks'>

/** How many charging batches and lines may be settled of a visit. */
export type VisitLimits = { readonly mostBatches: number; readonly mostLines: number }
