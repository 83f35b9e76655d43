import type { Caller } from '#shared/edge/http/caller.ts'
import { effects } from '../effects.ts'
import { requireParty } from '../insured-year/authority.ts'
import type { Entry, Found } from '../insured-year/store.ts'
import { problemOf } from '../refusal-status.ts'
import { refusal } from '../refusals.ts'

/**
 * What stands under a claim's or a reversal's id, for a caller it concerns.
 * @throws HttpProblem 404 `claim.unknown`, 403 `caller.other-institution`, `caller.other-division`
 */
export const findForParty = async (
  claimId: string,
  caller: Caller,
): Promise<Found & { readonly entry: Entry }> => {
  const { entry, ...since } = await effects.claims.find(claimId)
  effects.meter('read-claim', 1)
  if (!entry) throw problemOf(refusal('claim.unknown', { field: 'claimId' }))
  requireParty(caller, entry.kind === 'claim' ? entry.claim : entry.reversal)
  return { entry, ...since }
}
