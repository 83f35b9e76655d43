import * as z from 'zod'
import { city, month, scheme } from '#shared/contracts/fields.ts'

/** Four decimals at most: claims are multiplied by them as whole ten-thousandths. */
const factor = z
  .string()
  .regex(/^\d{1,2}(\.\d{1,4})?$/, 'not a decimal such as 1.05')
  .meta({ description: 'a decimal: 1.05 is five per cent more' })
const share = z
  .string()
  .regex(/^(0(\.\d{1,4})?|1(\.0{1,4})?)$/, 'not a share such as 0.05')
  .meta({ description: 'a share, from 0 to 1' })
const age = z.int().min(0).max(150)
const ages = z
  .strictObject({ from: age, to: age.optional() })
  .meta({ description: 'ages in years, both included; without an end, all from there on' })
const count = z.int().min(1).max(1_000_000_000)

/** The most rules of one kind, so that persons are counted in few ways. */
const mostRules = 6

/** Another world in which claims are judged again. */
export const worldShape = z
  .strictObject({
    heads: z
      .array(z.strictObject({ scheme: scheme.optional(), city: city.optional(), ages, factor }))
      .min(1)
      .max(mostRules)
      .optional()
      .meta({ description: 'so many times as many persons of some ages' }),
    ageing: z
      .array(
        z.strictObject({
          ...{ scheme: scheme.optional(), city: city.optional(), from: ages, to: ages, share },
          insured: z
            .strictObject({ from: count, to: count })
            .meta({ description: 'how many are insured of either ages: an extract has only who had care' }),
        }),
      )
      .min(1)
      .max(mostRules)
      .optional()
      .meta({ description: 'a share of the persons of some ages is of others instead' }),
    epidemic: z
      .strictObject({
        diagnoses: z
          .array(
            z.string().regex(/^[A-Z]\d{1,2}(\.?[0-9A-Zx+*]{1,7})?$/, 'not the beginning of an ICD-10 code'),
          )
          .min(1)
          .max(50),
        months: z.array(month).min(1).max(12),
        factor,
      })
      .optional()
      .meta({ description: 'so many times as many cases of diagnoses in months of the year' }),
    prices: z
      .array(
        z.strictObject({
          care: z.enum(['inpatient', 'outpatient']).optional(),
          itemClasses: z.array(z.string().min(1).max(40)).min(1).max(20).optional(),
          factor,
        }),
      )
      .min(1)
      .max(10)
      .optional()
      .meta({ description: 'so many times the price of item classes, of a kind of care, or of all' }),
  })
  .refine((world) => Object.values(world).some((rules) => rules !== undefined), 'a world says something')
