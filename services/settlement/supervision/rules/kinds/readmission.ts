import * as z from 'zod'
import { daysBetween } from '#shared/calendar/day.ts'
import type { Stay } from '../../../insured-year/rules/insured-year.ts'
import { claimRule } from '../rule-kind.ts'

const figures = z.strictObject({
  /** A discharge and the next admission lie at most so many days apart. */
  withinDays: z.int().min(0).max(366),
  /** So many leading characters of the ICD-10 code make the same disease: 3 is the category, I10, not its branch. */
  sameDiseaseCharacters: z.int().min(1).max(20),
  /** Whether only a return to the same institution counts. */
  sameInstitution: z.boolean(),
})

/** Days between two stays, whichever was first; undefined when one does not follow the other. */
const daysApart = (a: Pick<Stay, 'from' | 'to'>, b: Pick<Stay, 'from' | 'to'>): number | undefined => {
  if (a.to <= b.from) return daysBetween(a.to, b.from)
  return b.to <= a.from ? daysBetween(b.to, a.from) : undefined
}

/**
 * Admitted again with the same disease soon after a discharge: the two count as one admission. Claims come late and in
 * any order, so a stay is also held against one that follows it. Without a diagnosis on both nothing is found.
 */
export const readmission = claimRule(figures, (wanted, { claim, person }) => {
  const { stay, institution, circumstances } = claim
  const { diagnosis } = circumstances
  if (!stay || diagnosis === undefined) return undefined
  const disease = (code: string) => code.slice(0, wanted.sameDiseaseCharacters)
  for (const other of person.stays) {
    const days = daysApart(other, stay)
    if (days === undefined || days > wanted.withinDays) continue
    if (other.diagnosis === undefined || disease(other.diagnosis) !== disease(diagnosis)) continue
    if (wanted.sameInstitution && other.institution !== institution) continue
    const { claimId, from, to } = other
    return {
      days,
      withinDays: wanted.withinDays,
      otherClaim: claimId,
      otherFrom: from,
      otherTo: to,
      diagnosis,
    }
  }
  return undefined
})
