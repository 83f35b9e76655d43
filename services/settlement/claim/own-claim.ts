import type { ClaimEffects } from './effects.ts'

/** Whose settlement is meant: an institution is told of its own only. */
type Own = { readonly institution: string; readonly personId: string }

/** A settlement of an institution and a person with what came of it; undefined of another's, which is told as none. */
export const findOwnClaim = async (
  claimId: string,
  { institution, personId }: Own,
  { claims }: Pick<ClaimEffects, 'claims'>,
) => {
  const { entry, ...since } = await claims.find(claimId)
  if (entry?.kind !== 'claim') return undefined
  const { claim } = entry
  return claim.institution === institution && claim.personId === personId ? { entry, ...since } : undefined
}
