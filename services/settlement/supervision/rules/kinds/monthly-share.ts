import * as z from 'zod'
import { amountInYuan, share } from '#shared/policy/figures.ts'
import { monthRule } from '../rule-kind.ts'
import { exceeds, shareText } from '../share.ts'

const figures = z.strictObject({
  /** The part of the month's cost that is looked at; `patient` is all that no fund pays. */
  part: z.enum(['fullySelfPaid', 'patient']),
  most: share,
  /** Months below so many yuan are not looked at. */
  leastTotal: amountInYuan,
})

/** Too large a share of an institution's month outside the catalogue, or left to its patients. */
export const monthlyShare = monthRule(figures, ({ part, most, leastTotal }, { now }) => {
  const { total, fund, fullySelfPaid } = now
  const amount = part === 'patient' ? total - fund : fullySelfPaid
  if (total < leastTotal || !exceeds(amount, total, most)) return undefined
  return { part, amount, total, most: shareText(most) }
})
