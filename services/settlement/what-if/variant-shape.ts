import * as z from 'zod'
import { city } from '#shared/contracts/fields.ts'
import { figureShape } from '#shared/policy/figure-shape.ts'
import { worldShape } from './world-shape.ts'

const layerKey = z
  .string()
  .regex(/^settlement\.[a-z_]{1,40}\.[a-z_]{1,40}$/, 'not the key of a benefit layer')
  .meta({ description: 'The layer, by its key in the policy, e.g. settlement.resident.inpatient' })

const figure = z.strictObject({
  key: layerKey,
  city: city.optional().meta({
    description:
      'Of this city alone; absent: the figure of the province, which leaves cities that set their own as they are',
  }),
  ...figureShape,
  becomes: figureShape.becomes.meta({ description: 'What is tried instead; absent: nothing' }),
})

/** The most variants that are tried side by side. */
export const mostVariants = 4

/** A city's own layer that the province's stands for. */
const unified = z.strictObject({ key: layerKey, city })

/** A variant: what it is called, its other figures, where the province's stand for a city's own, and its world. */
export const variantShape = z
  .strictObject({
    title: z.string().min(2).max(100),
    figures: z.array(figure).max(50).default([]),
    unify: z.array(unified).min(1).max(50).optional().meta({
      description: 'Layers that a city sets itself, tried as the province has them on every day of the year',
    }),
    world: worldShape.optional(),
  })
  .refine(
    ({ figures, unify, world }) => figures.length > 0 || unify !== undefined || world !== undefined,
    'a variant changes a figure, has the province’s stand for a city’s, or another world',
  )

/** Variants that are tried side by side. */
export const variantsShape = z
  .array(variantShape)
  .min(1)
  .max(mostVariants)
  .refine(
    (all) => new Set(all.map(({ title }) => title)).size === all.length,
    'two variants are called alike',
  )
