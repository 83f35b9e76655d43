import * as z from 'zod'
import { daysBetween } from '#shared/calendar/day.ts'
import { Exact } from '#shared/money/rate.ts'
import type { ClaimSettled } from '../../../insured-year/rules/claim-events.ts'
import { claimRule } from '../rule-kind.ts'

const figures = z.strictObject({
  /** Leading characters of the codes that are counted together. */
  items: z.array(z.string().min(1).max(50)).min(1),
  /** The most of them, as decimal text: over the whole claim, or for each of its days. */
  most: z.string().regex(/^\d{1,9}(\.\d{1,4})?$/),
  per: z.enum(['claim', 'day']),
})

/** The days a claim is for: a visit one, a stay that of admission, that of discharge and all between. */
const daysOf = ({ stay }: ClaimSettled): number => (stay ? daysBetween(stay.from, stay.to) + 1 : 1)

/** More of an item than can be used: quantity over the claim, or frequency by its days. */
export const itemLimit = claimRule(figures, ({ items, most, per }, { claim }) => {
  const lines = claim.lines.filter(({ code }) => items.some((prefix) => code.startsWith(prefix)))
  const quantity = lines.reduce((total, line) => total.plus(line.quantity), new Exact(0))
  const days = daysOf(claim)
  const limit = new Exact(most).times(per === 'day' ? days : 1)
  if (quantity.lessThanOrEqualTo(limit)) return undefined
  return { code: lines[0]?.code ?? '', quantity: quantity.toString(), limit: limit.toString(), days }
})
