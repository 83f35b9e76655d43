import * as z from 'zod'
import { amount, day, id, month, version } from '#shared/contracts/fields.ts'
import { parts, step } from '../total-control/fields.ts'
import { seasonalWeights } from './rules/seasonal-weights.ts'

const decimals = z.string()

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
  .object({
    planId: z.string(),
    version,
    year: z.int(),
    target: amount,
    amounts: parts.optional(),
    institutions: z.int(),
    seasonalWeights,
    policyVersion: z.string(),
    publishedOn: day,
    areaTarget: z.int().optional(),
    document: z.string().optional(),
    from: month.optional(),
    reason: z.string().optional(),
  })
  .meta({ id: 'QuotaPlan' })
