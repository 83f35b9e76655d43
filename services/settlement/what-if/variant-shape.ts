import * as z from 'zod'
import { city } from '#shared/contracts/fields.ts'

/** A figure is kept with what it was tried for; the longest plan of the province's is a tenth of this. */
const longest = 20_000
const inPlanFormat = z
  .unknown()
  .refine((value) => (JSON.stringify(value) ?? '').length <= longest, 'too long for a plan')

const figure = z.strictObject({
  key: z
    .string()
    .regex(/^settlement\.[a-z_]{1,40}\.[a-z_]{1,40}$/, 'not the key of a benefit layer')
    .meta({ description: 'The layer, by its key in the policy, e.g. settlement.resident.inpatient' }),
  city: city.optional().meta({
    description:
      'Of this city alone; absent: the figure of the province, which leaves cities that set their own as they are',
  }),
  at: z
    .string()
    .regex(/^(\/[^/]{1,80}){1,12}$/, 'not a JSON pointer such as /pays/1/ratio')
    .meta({ description: 'The place of the figure in the layer (JSON pointer), e.g. /pays/1/ratio' }),
  was: inPlanFormat
    .optional()
    .meta({ description: 'What stands there, as in the policy file; absent: nothing' }),
  becomes: inPlanFormat.optional().meta({ description: 'What is tried instead; absent: nothing' }),
})

/** The most variants that are tried side by side. */
export const mostVariants = 4

/** A variant of the law: what it is called, and its other figures. */
export const variantShape = z.strictObject({
  title: z.string().min(2).max(100),
  figures: z.array(figure).min(1).max(50),
})

/** Variants that are tried side by side. */
export const variantsShape = z
  .array(variantShape)
  .min(1)
  .max(mostVariants)
  .refine(
    (all) => new Set(all.map(({ title }) => title)).size === all.length,
    'two variants are called alike',
  )
