import * as z from 'zod'
import { parseYuan } from '#shared/money/fen.ts'
import { million } from '#shared/money/millionths.ts'
import { Exact } from '#shared/money/rate.ts'

/** An amount in yuan, a number or text with at most two decimals, not negative; read as fen. */
export const amountInYuan = z.union([z.number(), z.string()]).transform((value, context) => {
  const amount = parseYuan(String(value))
  if (amount !== undefined && amount >= 0) return amount
  context.addIssue({ code: 'custom', message: `not an amount in yuan: ${value}` })
  return z.NEVER
})

const decimal = z.union([z.number(), z.string().regex(/^-?\d+(\.\d+)?$/)])

const inMillionthsUpTo = (most: number) =>
  decimal.transform((value, context) => {
    const parts = new Exact(value).times(million)
    if (parts.isInteger() && parts.gte(0) && parts.lte(most)) return parts.toNumber()
    context.addIssue({
      code: 'custom',
      message: `not between 0 and ${most / million} with at most six decimals: ${value}`,
    })
    return z.NEVER
  })

/** A share between 0 and 1, read as millionths. */
export const share = inMillionthsUpTo(million)

/** A factor between 0 and 100, read as millionths. */
export const factor = inMillionthsUpTo(100 * million)

/** Percentage points between −100 and 100 (5 is five points), read as millionths of one. */
export const points = decimal.transform((value, context) => {
  const parts = new Exact(value).times(million / 100)
  if (parts.isInteger() && parts.abs().lte(million)) return parts.toNumber()
  context.addIssue({ code: 'custom', message: `not percentage points: ${value}` })
  return z.NEVER
})
