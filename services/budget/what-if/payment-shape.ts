import * as z from 'zod'
import { amount, day, fundYear, id, scheme, signedAmount } from '#shared/contracts/fields.ts'
import { boundReached } from '../clearing/fields.ts'
import { fundYearFields } from '../ledger/fields.ts'
import { lawFigure } from './law-figure.ts'

/** Variants of the rules of payment that are tried side by side. */
export const paymentVariants = z
  .array(z.strictObject({ title: z.string().min(2).max(100), figures: z.array(lawFigure).min(1).max(20) }))
  .min(1)
  .max(4)
  .refine(
    (all) => new Set(all.map(({ title }) => title)).size === all.length,
    'two variants are called alike',
  )

const yearOutcome = z.strictObject({
  quota: amount.nullable().meta({ description: 'null outside the quota plan' }),
  accepted: signedAmount.meta({ description: 'what the fund pays for the year' }),
  fundBears: signedAmount.meta({ description: 'what the fund bears of what lies above the quota' }),
  kept: amount.meta({ description: 'what is kept of what was left of the quota' }),
  byMethod: signedAmount,
  depositReturned: amount,
  ordered: amount,
  owedBack: amount,
})
const withBounds = yearOutcome.extend({ bounds: z.array(boundReached) })
const pool = z.strictObject({
  pool: z.string(),
  ...{ fund: signedAmount, paid: signedAmount, kept: signedAmount },
  yuanPerPoint: z.string().nullable(),
})

/** What variants of the rules of payment come to for a fund's year. */
export const paymentAnswer = z.strictObject({
  trialId: id,
  ...fundYearFields,
  titles: z.array(z.string()),
  asRecorded: z.boolean().nullable().meta({
    description:
      'whether the law in force comes to what the statements of the year say; null where none were proposed yet',
  }),
  total: z.strictObject({ inForce: yearOutcome, variants: z.array(yearOutcome) }),
  levels: z.array(
    z.strictObject({
      group: z.string().meta({ description: 'level and category; `untold` where no plan tells them' }),
      institutions: z.int(),
      inForce: yearOutcome,
      variants: z.array(yearOutcome),
    }),
  ),
  institutions: z.array(
    z.strictObject({
      ...{ institution: id, group: z.string() },
      inForce: withBounds,
      variants: z.array(withBounds),
    }),
  ),
  pools: z.array(z.strictObject({ pool: z.string(), inForce: pool, variants: z.array(pool) })),
})

/** Who tried what on how institutions are paid. */
export const paymentTried = z.strictObject({
  ...{ trialId: id, scheme, year: fundYear, titles: z.array(z.string()) },
  ordered: z.strictObject({ by: z.string(), on: day }),
})
