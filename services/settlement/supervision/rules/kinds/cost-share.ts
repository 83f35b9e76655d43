import * as z from 'zod'
import { amountInYuan, share } from '#shared/policy/figures.ts'
import { claimRule } from '../rule-kind.ts'
import { exceeds, shareText } from '../share.ts'

const figures = z.strictObject({
  /** The part of the cost that is looked at; `patient` is all that no fund pays. */
  part: z.enum(['fullySelfPaid', 'overLimit', 'firstSelfPaid', 'patient']),
  most: share,
  /** Claims below so many yuan are not looked at. */
  leastTotal: amountInYuan,
  care: z.enum(['inpatient', 'outpatient']).optional(),
})

/** Too large a share of a claim's cost: above price limits, outside the catalogue, or left to the patient. */
export const costShare = claimRule(figures, ({ part, most, leastTotal, care }, { claim }) => {
  if (care !== undefined && care !== claim.care) return undefined
  const { total, [part]: amount } = claim.amounts
  if (total < leastTotal || !exceeds(amount, total, most)) return undefined
  return { part, amount, total, most: shareText(most) }
})
