import type { Caller } from '#shared/edge/http/caller.ts'
import { requireInstitution } from '#shared/edge/http/caller.ts'
import { isInstitution, requireItself } from '../insured-year/authority.ts'
import type { ClaimEffects } from './effects.ts'

/**
 * Requires that the caller may send claims for an institution: an institution for itself, a city for those that stand
 * in it, the province for all. An institution nobody knows is left to the decision, which refuses it.
 * @throws HttpProblem 403 `caller.other-institution`, `caller.other-division`
 */
export const requireSender = async (
  caller: Caller,
  institution: string,
  { reference }: Pick<ClaimEffects, 'reference'>,
): Promise<void> => {
  if (isInstitution(caller)) requireItself(caller, institution)
  const known =
    (await reference.current()).institutions.get(institution) ??
    (await reference.refresh()).institutions.get(institution)
  if (known) requireInstitution(caller, institution, known.city)
}
