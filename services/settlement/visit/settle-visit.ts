import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import type { ClaimRequest } from '../claim/claim-request.ts'
import type { Message } from '../claim/message.ts'
import { claimIdOfMessage } from '../claim/message.ts'
import type { PreviewedClaim } from '../claim/settle-claim.ts'
import { previewClaim, settleClaim } from '../claim/settle-claim.ts'
import type { RecordedClaim } from '../insured-year/records/claim-item.ts'
import { refusal } from '../refusals.ts'
import { isSettled } from './change-visit.ts'
import type { VisitEffects } from './effects.ts'
import type { Visit } from './rules/visit.ts'
import { visitOf } from './rules/visit.ts'
import { eventWrite } from './store.ts'

/** Makes a claim of a visit as it then stands, or says why there is none. */
export type ClaimOfVisit = (visit: Visit | undefined) => Decision<ClaimRequest>

/** What a visit's lines come to, and the visit they are of. */
export type VisitSettlement = {
  readonly recorded: RecordedClaim & Partial<PreviewedClaim>
  readonly visit: Visit
}

const settledBefore: Decision<never> = {
  status: 'refused',
  refusal: refusal('visit.settled', { field: 'visitId' }),
}

const reversedSince: Decision<never> = {
  status: 'refused',
  refusal: refusal('claim.already-reversed', { field: 'msgid' }),
}

const withVisit = (
  decision: Decision<VisitSettlement['recorded']>,
  visit: Visit | undefined,
): Decision<VisitSettlement> => {
  if (decision.status === 'refused') return decision
  return visit
    ? { status: 'accepted', value: { recorded: decision.value, visit } }
    : { status: 'refused', refusal: refusal('visit.unknown', { field: 'visitId' }) }
}

/** Signals that the visit changed while its claim was being settled. */
class VisitMoved extends Error {}

/**
 * Settles what was collected of a visit: the claim, the year it leaves and the visit's own event in one transaction. So
 * no line comes in beside the settlement and no second message settles the same lines. While a settlement stands, its
 * message is answered again and any other is refused; after a reversal the visit can be settled anew.
 */
export const settleVisit = async (
  visitId: string,
  message: Message,
  claimOf: ClaimOfVisit,
  effects: VisitEffects,
): Promise<Decision<VisitSettlement>> =>
  retryConflicts(async () => {
    const visit = visitOf(visitId, await effects.visits.read(visitId))
    const standing = await isSettled(visit, effects)
    const again = visit?.claimId === claimIdOfMessage(message)
    if (again !== standing) return again ? reversedSince : settledBefore
    const request = claimOf(visit)
    if (request.status === 'refused') return request
    try {
      return withVisit(await settleClaim(request.value, alongWith(visit, effects)), visit)
    } catch (error) {
      if (error instanceof VisitMoved) return undefined
      throw error
    }
  })

/** The effects of settling a claim, with the visit's event written in the same transaction. */
const alongWith = (visit: Visit | undefined, effects: VisitEffects): VisitEffects => {
  if (!visit) return effects
  const { claims, visits, meter } = effects
  const { visitId, events } = visit
  return {
    ...effects,
    meter: (operation, cases) => meter(operation === 'settle-claim' ? 'settle-visit' : operation, cases),
    claims: {
      ...claims,
      recordClaim: async (recorded, after, along = []) => {
        const { claimId } = recorded.claim
        const settled = eventWrite(visitId, events + 1, { kind: 'visit-settled', claimId })
        if (await claims.recordClaim({ ...recorded, visitId }, after, [settled, ...along])) return true
        if ((await visits.read(visitId)).length !== events && !(await claims.find(claimId)).entry)
          throw new VisitMoved()
        return false
      },
    },
  }
}

/** What a visit would be settled as, were it settled now; nothing is written. */
export const previewVisit = async (
  visitId: string,
  claimOf: ClaimOfVisit,
  effects: VisitEffects,
): Promise<Decision<VisitSettlement>> => {
  const visit = visitOf(visitId, await effects.visits.read(visitId))
  if (await isSettled(visit, effects)) return settledBefore
  const request = claimOf(visit)
  return request.status === 'refused' ? request : withVisit(await previewClaim(request.value, effects), visit)
}
