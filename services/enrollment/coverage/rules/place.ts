import type { Refusal } from '#shared/kernel/decision.ts'
import type { Place } from '../../person/rules/insured.ts'

export const samePlace = (a: Place, b: Place): boolean =>
  a.scheme === b.scheme && a.city === b.city && a.employment === b.employment && a.employerId === b.employerId

/** Why a scheme, a kind of employment and an employer do not go together. */
export const placeFault = ({ scheme, employment, employerId }: Place): Refusal | undefined => {
  if ((scheme === 'resident') !== (employment === 'resident'))
    return {
      code: 'enrollment.scheme-employment',
      reason: `${employment} does not belong to the ${scheme} scheme`,
      field: 'employment',
    }
  if ((employment === 'employed') !== (employerId !== undefined))
    return {
      code: 'enrollment.employer',
      reason: 'the employed, and only they, name their employer',
      field: 'employerId',
    }
  return undefined
}
