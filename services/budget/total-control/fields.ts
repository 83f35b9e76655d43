import * as z from 'zod'
import { amount } from '#shared/contracts/fields.ts'
import { careParts } from './rules/parts.ts'

export const carePart = z.enum(careParts)
export const parts = z.partialRecord(carePart, amount)

/** One step of how a figure came about. */
export const step = z
  .strictObject({
    rule: z.string(),
    part: carePart.optional(),
    given: z.record(z.string(), z.union([z.string(), z.number()])),
    gives: z.union([z.string(), z.number()]),
  })
  .meta({ id: 'DerivationStep' })
