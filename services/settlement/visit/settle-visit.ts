import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import type { ClaimRequest } from '../claim/claim-request.ts'
import type { Message } from '../claim/message.ts'
import { claimIdOfMessage } from '../claim/message.ts'
import type { PreviewedClaim } from '../claim/settle-claim.ts'
import { previewClaim, settleClaim } from '../claim/settle-claim.ts'
import type { VisitSlots } from '../claim/visit-slots.ts'
import { refuseDuplicate } from '../claim/visit-slots.ts'
import type { RecordedClaim } from '../insured-year/records/claim-item.ts'
import { refusal } from '../refusals.ts'
import type { VisitEffects } from './effects.ts'
import { holderOf } from './rules/own-visit.ts'
import type { Visit, VisitSettlement } from './rules/visit.ts'
import { linesLeft, settledWhole, settlementOfBatch, visitOf } from './rules/visit.ts'
import type { FeeLine } from './rules/visit-events.ts'
import { settledEvent } from './slots.ts'
import { eventWrite } from './store.ts'

/** Makes a claim of a visit and of those of its lines that are to be settled, or says why there is none. */
export type ClaimOfVisit = (visit: Visit, lines: readonly FeeLine[]) => Decision<ClaimRequest>

/** Which visit is settled, or a charging batch of it, and how that makes a claim. */
export type VisitToSettle = {
  readonly institution: string
  readonly visitId: string
  readonly batch?: string
  readonly claimOf: ClaimOfVisit
}

/** What a visit's lines come to, and the lines in the claim's order. */
export type SettledVisit = {
  readonly recorded: RecordedClaim & Partial<PreviewedClaim>
  readonly lines: readonly FeeLine[]
}

const reversedSince: Decision<never> = {
  status: 'refused',
  refusal: refusal('claim.already-reversed', { field: 'msgid' }),
}

/** Signals that the visit changed while its claim was being settled. */
class VisitMoved extends Error {}

/** The settlement that a batch, or what is left of a visit, is settled by; none while there are lines to settle. */
const standsOf = (visit: Visit, batch: string | undefined): VisitSettlement | undefined => {
  if (batch !== undefined) return settlementOfBatch(visit, batch)
  return settledWhole(visit) ?? (linesLeft(visit, batch).length === 0 ? visit.settlements.at(-1) : undefined)
}

/** Refuses to settle what was collected of a visit that is not registered; a settlement of it that stands is named. */
const refuseUnregistered = async (
  { institution, visitId, batch }: VisitToSettle,
  { slots }: VisitEffects,
): Promise<Decision<never>> => {
  const { standing } = await slots.standing({ institution, visitId })
  const by = holderOf(standing, { ...(batch === undefined ? {} : { batch }), marks: [] })
  return {
    status: 'refused',
    refusal:
      by === undefined ? refusal('visit.unknown', { field: 'visitId' }) : refuseDuplicate(by, { batch }),
  }
}

/** The visit as it was when a claim settled it, with the lines that claim took, for its message sent again. */
const asSettled = (visit: Visit, events: Parameters<typeof visitOf>[1], claimId: string) => {
  const settlement = visit.settlements.find((each) => each.claimId === claimId)
  if (!settlement) return undefined
  const before = visitOf(visit.visitId, events.slice(0, settlement.event - 1))
  return before && { visit: before, lines: linesLeft(before, settlement.batch) }
}

/**
 * Settles what was collected of a visit, or a charging batch of it. Claim, the year it leaves and the visit's own event
 * are one transaction. So no line comes in beside the settlement and no second message settles the same lines. While a
 * settlement stands, its message is answered again and any other is refused; after a reversal what it settled can be
 * settled anew.
 */
export const settleVisit = async (
  asked: VisitToSettle,
  message: Message,
  effects: VisitEffects,
): Promise<Decision<SettledVisit>> =>
  retryConflicts(async () => {
    const { visitId, batch, claimOf } = asked
    const events = await effects.visits.read(visitId)
    const visit = visitOf(visitId, events)
    if (!visit) return refuseUnregistered(asked, effects)
    const claimId = claimIdOfMessage(message)
    if (visit.reversed.includes(claimId)) return reversedSince
    const again = asSettled(visit, events, claimId)
    const standing = again ? undefined : standsOf(visit, batch)
    const lines = again?.lines ?? linesLeft(visit, batch)
    const request = claimOf(again?.visit ?? visit, lines)
    if (request.status === 'refused') return request
    if (standing) return { status: 'refused', refusal: refuseDuplicate(standing.claimId, { batch }) }
    try {
      const decision = await settleClaim(request.value, collectedFrom(visitId, events.length, effects))
      if (decision.status === 'refused') return decision
      return { status: 'accepted', value: { recorded: decision.value, lines } }
    } catch (error) {
      if (error instanceof VisitMoved) return undefined
      throw error
    }
  })

/** The effects of settling what was collected of a visit: its slot is free as long as nothing was added to the visit. */
const collectedFrom = (visitId: string, events: number, effects: VisitEffects): VisitEffects => {
  const { slots, visits, meter } = effects
  const look: VisitSlots['look'] = async (slot, options) => {
    if (slot.visitId !== visitId) return slots.look(slot, options)
    if (options.fresh && (await visits.read(visitId)).length !== events) throw new VisitMoved()
    return {
      status: 'free',
      take: (claimId) => eventWrite(visitId, events + 1, settledEvent(slot, claimId, false)),
    }
  }
  return {
    ...effects,
    slots: { ...slots, look },
    meter: (operation, cases) => meter(operation === 'settle-claim' ? 'settle-visit' : operation, cases),
  }
}

/** What a visit, or a charging batch of it, would be settled as, were it settled now; nothing is written. */
export const previewVisit = async (
  asked: VisitToSettle,
  effects: VisitEffects,
): Promise<Decision<SettledVisit>> => {
  const { visitId, batch, claimOf } = asked
  const events = await effects.visits.read(visitId)
  const visit = visitOf(visitId, events)
  if (!visit) return refuseUnregistered(asked, effects)
  const lines = linesLeft(visit, batch)
  const request = claimOf(visit, lines)
  if (request.status === 'refused') return request
  const standing = standsOf(visit, batch)
  if (standing) return { status: 'refused', refusal: refuseDuplicate(standing.claimId, { batch }) }
  const decision = await previewClaim(request.value, collectedFrom(visitId, events.length, effects))
  if (decision.status === 'refused') return decision
  return { status: 'accepted', value: { recorded: decision.value, lines } }
}
