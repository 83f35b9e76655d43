import { retryConflicts } from '#shared/edge/retry-conflicts.ts'
import type { Decision, Refusal } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Entry } from '../adapters/claim-store.ts'
import { evolve } from '../domain/evolve.ts'
import type { RecordedClaim } from '../domain/recorded/claim-item.ts'
import { refusal } from '../domain/refusals.ts'
import { refuseReuse } from '../domain/repeat.ts'
import type { Effects } from '../effects.ts'
import type { ClaimRequest } from './claim-request.ts'
import { claimIdOfMessage, fingerprintOf, judge, yearOfRequest } from './claim-request.ts'

/** How an answer came about, which is also what its cost is counted under. */
type Outcome = 'settle-claim' | 'repeat-claim' | 'refuse-claim'
type Answered = { readonly decision: Decision<RecordedClaim>; readonly outcome: Outcome }

/**
 * Settles a claim: one read of the person's year (and of the claim, should it have been settled before) and one
 * transaction of the claim with the year it leaves. The first read is eventually consistent, since the version check
 * in the transaction finds a stale one; a claim is refused only on what was read consistently, from table and catalogue.
 * A message that comes again is answered as before and writes nothing.
 * @returns the claim as recorded, or the refusal; after a refusal nothing was written
 */
export const settleClaim = async (
  request: ClaimRequest,
  { claims, reference, plans, meter }: Effects,
): Promise<Decision<RecordedClaim>> => {
  const claimId = claimIdOfMessage(request.msgid)
  const of = { personId: request.personId, year: yearOfRequest(request) }
  let judgedBy = await reference.current()
  let eventual = true

  const { decision, outcome } = await retryConflicts(async (): Promise<Answered | undefined> => {
    const { entry, year } = await claims.open(claimId, of, { eventual })
    if (entry) return repeated(entry, request)
    const decided = judge(request, { state: year.state, reference: judgedBy, plans: plans() })
    if (decided.status === 'refused') {
      if (!eventual) return refusedAs(decided.refusal)
      eventual = false
      judgedBy = await reference.refresh()
      return undefined
    }
    eventual = false
    const state = evolve(year.state, decided.value)
    const recorded = { claim: decided.value, accountAfter: state.account }
    const written = await claims.recordClaim(recorded, { ...year, state })
    return written ? { decision: accept(recorded), outcome: 'settle-claim' } : undefined
  })
  meter(outcome, 1)
  return decision
}

const refusedAs = (refused: Refusal): Answered => ({
  decision: { status: 'refused', refusal: refused },
  outcome: 'refuse-claim',
})

/** The answer to an id that was used before: the same again for the same claim, a refusal for anything else. */
const repeated = (entry: Entry, request: ClaimRequest): Answered => {
  if (entry.kind === 'reversal') return refusedAs(refusal('claim.other-payload', { field: 'msgid' }))
  const { claim, accountAfter } = entry
  const reused = refuseReuse(claim, fingerprintOf(request))
  return reused ? refusedAs(reused) : { decision: accept({ claim, accountAfter }), outcome: 'repeat-claim' }
}

/** What a claim would be settled as, were it settled now; nothing is written. */
export const previewClaim = async (
  request: ClaimRequest,
  { claims, reference, plans, meter }: Effects,
): Promise<Decision<RecordedClaim>> => {
  const of = { personId: request.personId, year: yearOfRequest(request) }
  const { year } = await claims.open(claimIdOfMessage(request.msgid), of, { eventual: false })
  const read = { state: year.state, plans: plans() }
  const first = judge(request, { ...read, reference: await reference.current() })
  const decided =
    first.status === 'accepted' ? first : judge(request, { ...read, reference: await reference.refresh() })
  meter('preview-claim', 1)
  if (decided.status === 'refused') return decided
  return accept({ claim: decided.value, accountAfter: evolve(year.state, decided.value).account })
}
