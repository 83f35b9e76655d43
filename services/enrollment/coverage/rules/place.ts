import type { Refusal } from '#shared/kernel/decision.ts'
import type { Place } from '../../person/rules/insured.ts'
import { refusal } from '../../refusals.ts'

export const samePlace = (a: Place, b: Place): boolean =>
  a.scheme === b.scheme && a.city === b.city && a.employment === b.employment && a.employerId === b.employerId

/** Why a scheme, a kind of employment and an employer do not go together. */
export const placeFault = ({ scheme, employment, employerId }: Place): Refusal | undefined => {
  if ((scheme === 'resident') !== (employment === 'resident'))
    return refusal('enrollment.scheme-employment', { field: 'employment', figures: { scheme, employment } })
  if ((employment === 'employed') !== (employerId !== undefined))
    return refusal('enrollment.employer', { field: 'employerId' })
  return undefined
}
