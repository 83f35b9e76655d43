import type { Refusal } from '#shared/kernel/decision.ts'
import { refusal } from '../../refusals.ts'

/** The claims of a visit that stand: each settles a charging batch, or, without one, the whole. */
type StandingClaim = { readonly claimId: string; readonly batch?: string }

/** A visit under an id of its institution's own. It is known from what was settled of it only. */
export type OwnVisit = { readonly personId: string; readonly standing: readonly StandingClaim[] }

/**
 * The claim that keeps another from settling a batch, or the whole. Nobody knows the lines of such a visit beforehand.
 * So whole and batches exclude each other: the lines of the one may be those of the other.
 */
export const holderOf = (standing: readonly StandingClaim[], batch: string | undefined): string | undefined =>
  standing.find((each) => batch === undefined || each.batch === undefined || each.batch === batch)?.claimId

/** Why the visit is not to be settled for a person: it is another's, or holds as many batches as it may. */
export const refuseOwnVisit = (
  visit: OwnVisit,
  personId: string,
  mostBatches: number,
): Refusal | undefined => {
  if (visit.standing.length === 0) return undefined
  if (visit.personId !== personId) return refusal('visit.other-person', { field: 'personId' })
  return visit.standing.length < mostBatches
    ? undefined
    : refusal('visit.too-many-batches', { field: 'batch', figures: { most: mostBatches } })
}
