import * as z from 'zod'
import { amounts } from './amounts.ts'

/** The most that items of some classes (high-value drugs) are paid together, beside the ceiling of the layer. */
export const classCeiling = z.strictObject({
  itemClass: z.union([
    z
      .string()
      .min(1)
      .transform((only) => [only]),
    z.array(z.string().min(1)).min(1),
  ]),
  amount: amounts,
  per: z.enum(['year', 'claim']).default('year'),
})
export type ClassCeiling = z.output<typeof classCeiling>
