import * as z from 'zod'
import { figureShape } from '#shared/policy/figure-shape.ts'

/** A figure of the law by its parameter and its place in it. */
export const lawFigure = z.strictObject({
  key: z
    .string()
    .regex(/^[a-z_]{1,40}(\.[a-z_]{1,40}){1,3}$/, 'not the key of a parameter')
    .meta({ description: 'The parameter, by its key in the policy, e.g. total_control.split' }),
  ...figureShape,
})
