import type { Write } from '#shared/edge/store/store.ts'
import type { Refusal } from '#shared/kernel/decision.ts'
import type { RecordedClaim } from '../insured-year/records/claim-item.ts'
import { refusal } from '../refusals.ts'
import { purchaseSlot } from './rules/purchase-visit.ts'
import type { Slot, StandingClaim, VisitLimits, WantedSlot } from './rules/slot.ts'

/** A slot as it was found: to be taken by a claim in the transaction that records it, or held by another that stands. */
export type SlotSeen =
  | { readonly status: 'free'; readonly take: (claimId: string) => Write }
  | { readonly status: 'held'; readonly by: string }
  | { readonly status: 'refused'; readonly refusal: Refusal }

/** Where it is kept which claim of a visit stands. */
export type VisitSlots = {
  /** `fresh`: as it is now; else it may be taken for never used, and then the transaction fails if it was. */
  readonly look: (slot: WantedSlot, options: { readonly fresh: boolean } & VisitLimits) => Promise<SlotSeen>
  /** What frees the slot of a claim, in the transaction of its reversal. */
  readonly free: (slot: Slot, claimId: string) => Promise<readonly Write[]>
  /** What gives it back to the claim, when the reversal is taken back; undefined when that is too late. */
  readonly retake: (slot: Slot, claimId: string) => Promise<readonly Write[] | undefined>
  /** What has another claim of somebody else stand in the place of one; undefined where that one does not hold the slot. */
  readonly handOver: (
    slot: Slot,
    from: string,
    to: { readonly claimId: string; readonly personId: string },
  ) => Promise<readonly Write[] | undefined>
  /** The claims of a visit that stand, and whose it is. */
  readonly standing: (visit: Pick<Slot, 'institution' | 'visitId'>) => Promise<StandingClaims>
}

/** Whose a visit is, where anything is known of it, and the claims of it that stand. */
export type StandingClaims = {
  readonly personId?: string
  readonly standing: readonly StandingClaim[]
}

/** The slot of a recorded claim; none of one settled before claims named their visit. */
const slotOf = ({ claim, visitId, batch, marks }: RecordedClaim): Slot | undefined => {
  if (visitId === undefined) return undefined
  const { institution, personId, care } = claim
  return {
    ...{ institution, personId, care, visitId },
    ...(batch === undefined ? {} : { batch }),
    ...(marks === undefined ? {} : { marks }),
  }
}

/** The slots of a recorded claim: that of its visit, and, of a purchase that came as a visit, that of the day's purchases. */
export const slotsOf = (recorded: RecordedClaim): Slot[] => {
  const { claim, lineMarks: marks } = recorded
  const { institution, personId, servedOn: on } = claim
  const own = slotOf(recorded)
  return [
    ...(own === undefined ? [] : [own]),
    ...(marks === undefined ? [] : [purchaseSlot({ institution, personId, on, marks })]),
  ]
}

/** Refuses a purchase whose lines another one settled, under whatever visit, and names that. */
export const refusePurchased = (claimId: string): Refusal =>
  refusal('claim.same-purchase', { field: 'lines', figures: { claimId } })

/** Refuses a claim of what another one settled, and names that. */
export const refuseDuplicate = (
  claimId: string,
  { batch }: { readonly batch?: string | undefined },
): Refusal =>
  refusal('claim.duplicate', { field: batch === undefined ? 'visitId' : 'batch', figures: { claimId } })
