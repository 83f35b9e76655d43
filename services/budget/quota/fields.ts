import * as z from 'zod'
import { amount, day, id, month, version } from '#shared/contracts/fields.ts'
import { careParts } from '../total-control/rules/parts.ts'

export const carePart = z.enum(careParts)
export const parts = z.partialRecord(carePart, amount)
const decimals = z.string()

/** One step of how a figure came about. */
export const step = z
  .strictObject({
    rule: z.string(),
    part: carePart.optional(),
    given: z.record(z.string(), z.union([z.string(), z.number()])),
    gives: z.union([z.string(), z.number()]),
  })
  .meta({ id: 'DerivationStep' })

const seasonalWeights = z.array(decimals).length(12)

export const quota = z
  .strictObject({
    institution: id,
    amount,
    amounts: parts.optional(),
    group: z.string().optional(),
    months: z.array(amount).length(12),
    derivation: z.union([
      z.strictObject({ target: amount, weight: decimals, weights: decimals, seasonalWeights }),
      z.strictObject({ steps: z.array(step), seasonalWeights }),
    ]),
  })
  .meta({ id: 'Quota' })

export const quotaPlan = z
  .strictObject({
    planId: z.string(),
    version,
    year: z.int(),
    target: amount,
    amounts: parts.optional(),
    institutions: z.int(),
    seasonalWeights,
    policyVersion: z.string(),
    publishedOn: day,
    from: month.optional(),
    reason: z.string().optional(),
  })
  .meta({ id: 'QuotaPlan' })

/** How a year's quotas are spread over its months, by scheme. */
export const seasonalTable = z.strictObject({
  employee: seasonalWeights,
  resident: seasonalWeights,
})
