import * as z from 'zod'
import { quotient } from '#shared/money/rate.ts'
import { factor } from '#shared/policy/figures.ts'
import { monthRule } from '../rule-kind.ts'
import { exceeds, shareText } from '../share.ts'

const figures = z.strictObject({
  care: z.enum(['inpatient', 'outpatient']),
  /** The most visits, or stays, for each person. */
  most: factor,
  /** Institutions that saw fewer persons are not looked at. */
  leastPersons: z.int().min(1),
})

/**
 * The head-to-head ratio (人次人头比): visits or stays for each person of the month. A high one is a sign of visits cut in
 * pieces, and of patients who are sent away and called back.
 */
export const monthlyHeads = monthRule(figures, ({ care, most, leastPersons }, { now }) => {
  const [times, persons] = care === 'inpatient' ? [now.stays, now.inpatients] : [now.visits, now.visitors]
  if (persons < leastPersons || !exceeds(times, persons, most)) return undefined
  return { care, times, persons, ratio: String(quotient(times, persons, 2)), most: shareText(most) }
})
