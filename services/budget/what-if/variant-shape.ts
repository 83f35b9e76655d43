import * as z from 'zod'
import { city, signedAmount } from '#shared/contracts/fields.ts'
import { cities } from '#shared/kernel/divisions.ts'
import { budgetLines } from '../ledger/rules/chart.ts'
import { lawFigure } from './law-figure.ts'
import { careLines, fundFigures } from './rules/variant.ts'

const factor = z
  .string()
  .regex(/^\d{1,3}(\.\d{1,6})?$/)
  .meta({ description: 'a decimal: 1.05 is five per cent more' })
const figureValue = z.string().regex(/^\d{1,9}(\.\d{1,6})?$/)

/** What is tried on a fund, whatever it is called. */
export const fundPart = z.strictObject({
  figures: z
    .array(
      z.strictObject({
        figure: z.enum(fundFigures).meta({
          description:
            'a contribution rate or standard, the subsidy (yuan), the levy rate, the share of gaps that the adjustment fund bears, its cap',
        }),
        becomes: figureValue,
      }),
    )
    .max(10)
    .optional(),
  rules: z
    .array(lawFigure.extend({ at: lawFigure.shape.at.default('') }))
    .min(1)
    .max(10)
    .optional()
    .meta({
      description:
        'figures inside the rules of gaps: bands, shares by band, what counts; no place: the figure itself',
    }),
  heads: z.strictObject({ paying: factor.optional(), retired: factor.optional() }).optional().meta({
    description: 'by how much heads are multiplied: of who pays, and of the retired, which is ageing',
  }),
  epidemic: z
    .strictObject({ months: z.int().min(1).max(12), more: factor })
    .optional()
    .meta({ description: 'months in which stays cost so much more, as a share' }),
  prices: z
    .array(z.strictObject({ line: z.enum(budgetLines), factor }))
    .max(20)
    .optional(),
  spending: z
    .array(z.strictObject({ city: city.optional(), line: z.enum(careLines), more: signedAmount }))
    .max(careLines.length * cities.length)
    .optional()
    .meta({
      description:
        'what another law or world costs the pool of a city more, as a what-if on its claims tells; nothing else of the variant moves these lines',
    }),
})

/** Variants that are tried side by side. */
export const fundVariants = z
  .array(fundPart.extend({ title: z.string().min(2).max(100) }))
  .min(1)
  .max(4)
  .refine(
    (all) => new Set(all.map(({ title }) => title)).size === all.length,
    'two variants are called alike',
  )
