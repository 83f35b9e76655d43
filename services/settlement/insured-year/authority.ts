import type { Caller } from '#shared/edge/http/caller.ts'
import { requireCity } from '#shared/edge/http/caller.ts'
import { problem } from '#shared/edge/http/problem.ts'
import type { Spell } from './rules/insured-year.ts'

/** Whether the caller is an institution. */
export const isInstitution = ({ scopes }: Caller): boolean => scopes.includes('institution')

/**
 * Requires that an institution speaks for itself.
 * @throws HttpProblem 403 `caller.other-institution`
 */
export const requireItself = (caller: Caller, institution: string): void => {
  if (caller.institution === institution) return
  throw problem(
    403,
    'caller.other-institution',
    `the caller is bound to ${caller.institution ?? 'no institution'}, not ${institution}`,
  )
}

/**
 * Requires that the caller may see or reverse a claim: the institution that sent it, the city that pays it, the province.
 * @throws HttpProblem 403 `caller.other-institution`, `caller.other-division`
 */
export const requireParty = (
  caller: Caller,
  claim: { readonly institution: string; readonly city: string },
): void => {
  if (isInstitution(caller)) requireItself(caller, claim.institution)
  else requireCity(caller, claim.city)
}

/**
 * Requires that a person's year concerns the caller: his city insures the person on some of its days.
 * @throws HttpProblem 403 `caller.other-division`
 */
export const requireInsurer = (caller: Caller, spells: readonly Spell[]): void => {
  const own = spells.find(({ city }) => city === caller.division)
  requireCity(caller, own?.city ?? spells[0]?.city ?? '')
}
