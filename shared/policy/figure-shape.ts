import * as z from 'zod'

/** A plan or figure is kept with its run; the longest plan of the province's is a tenth of this. */
const longestPlan = 20_000

/** A plan, or a part of one, as policy files have it. */
export const inPlanFormat = z
  .unknown()
  .refine((value) => (JSON.stringify(value) ?? '').length <= longestPlan, 'too long for a plan')

/** A figure of a layer by its place, with what stands there and what shall. */
export const figureShape = {
  at: z
    .string()
    .regex(/^(\/[^/]{1,80}){1,12}$/, 'not a JSON pointer such as /pays/1/ratio')
    .meta({ description: 'The place of the figure in the layer (JSON pointer), e.g. /pays/1/ratio' }),
  was: inPlanFormat
    .optional()
    .meta({ description: 'What stands there, as in the policy file; absent: nothing' }),
  becomes: inPlanFormat.optional().meta({ description: 'What shall stand there; absent: nothing' }),
}
