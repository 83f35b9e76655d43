import type { Refusal } from '#shared/kernel/decision.ts'
import { isSameId } from '#shared/kernel/plain-id.ts'
import type { Slot, StandingClaim, VisitLimits } from '../../claim/rules/slot.ts'
import { refusal } from '../../refusals.ts'

/** A visit under an id of its institution's own. It is known from what was settled of it only. */
export type OwnVisit = { readonly personId: string; readonly standing: readonly StandingClaim[] }

/** What is to be settled of a visit: the whole, or a batch, whose lines may be known by their marks. */
type Wanted = Pick<Slot, 'batch' | 'marks'>

/** Whether two batches may share a line: one of them gave its lines no serial numbers, or both have the same one. */
const mayShare = ({ marks: one }: Wanted, { marks: other }: Wanted): boolean => {
  if (one === undefined || other === undefined) return true
  const marks = new Set(one)
  return other.some((mark) => marks.has(mark))
}

const isOfSame = ({ batch: one }: Wanted, { batch: other }: Wanted): boolean =>
  one === undefined || other === undefined || isSameId(one, other)

/**
 * The claim that keeps another from settling a batch, or the whole. Nobody knows the lines of such a visit beforehand.
 * So whole and batches exclude each other: the lines of the one may be those of the other. So do batches with the same
 * serial number, and a batch whose lines have none excludes every other.
 */
export const holderOf = (standing: readonly StandingClaim[], wanted: Wanted): string | undefined =>
  (standing.find((each) => isOfSame(each, wanted)) ?? standing.find((each) => mayShare(each, wanted)))
    ?.claimId

/** A visit of which a claim stands is that claim's person's. */
export const refuseOtherPerson = ({ personId, standing }: OwnVisit, wanted: string): Refusal | undefined =>
  standing.length === 0 || personId === wanted
    ? undefined
    : refusal('visit.other-person', { field: 'personId' })

/** Why no more is to be settled of a visit: it holds as many batches or lines as it may. */
export const refuseMore = (
  { standing }: OwnVisit,
  wanted: Wanted,
  { mostBatches, mostLines }: VisitLimits,
): Refusal | undefined => {
  if (standing.length === 0) return undefined
  if (standing.length >= mostBatches)
    return refusal('visit.too-many-batches', { field: 'batch', figures: { most: mostBatches } })
  const lines = [...standing, wanted].reduce((sum, { marks = [] }) => sum + marks.length, 0)
  return lines > mostLines
    ? refusal('claim.too-many-lines', { field: 'lines', figures: { lines, most: mostLines } })
    : undefined
}
