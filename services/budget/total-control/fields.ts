import * as z from 'zod'
import { amount } from '#shared/contracts/fields.ts'
import { careParts } from './rules/parts.ts'

export const carePart = z.enum(careParts)
export const parts = z.partialRecord(carePart, amount)

/** What a step reckons with: a number is an amount; factors, weights and names are texts. */
const reckoned = z
  .union([z.string(), z.number()])
  .meta({ description: 'Fen where it is a number; a factor, a weight or a name as text', unit: 'fen' })
const counted = z.number().optional()

/** What of a step's figures is no amount though it is a number: years, days, persons, claims, volumes and levels. */
const countsGiven = {
  ...{ year: counted, fromYear: counted, toYear: counted, years: counted, days: counted, ofDays: counted },
  ...{ claims: counted, changed: counted, last: counted, expected: counted, verified: counted },
  level: counted,
}

/** One step of how a figure came about. */
export const step = z
  .strictObject({
    rule: z.string(),
    part: carePart.optional(),
    given: z.object(countsGiven).catchall(reckoned),
    gives: reckoned,
  })
  .meta({ id: 'DerivationStep' })
