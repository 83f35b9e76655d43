import type * as z from 'zod'
import { TongchouError } from '#shared/kernel/errors.ts'
import { misspelling, unknownKeys } from '#shared/kernel/schema-fault.ts'
import type { WorkedCase } from './case-file.ts'

/** What a rule answers: values by name, amounts as decimal text in the case's unit; lists and groups may nest. */
export type Answer =
  | string
  | number
  | boolean
  | null
  | readonly Answer[]
  | { readonly [name: string]: Answer | undefined }
export type Answers = { readonly [name: string]: Answer | undefined }

/** A calculation of the product that cases can be written for: reads a case, calls the production function, names the results. */
export type Rule = (worked: WorkedCase) => Answers

/**
 * Reads a part of a case by the schema of its rule.
 * @throws TongchouError `cases.malformed` naming the part and the place
 */
export const readPart = <Shape extends z.ZodType>(
  part: string,
  value: unknown,
  shape: Shape,
): z.output<Shape> => {
  const parsed = shape.safeParse(value, { error: unknownKeys })
  if (parsed.success) return parsed.data
  const { place, reason } = misspelling(parsed.error)
  throw new TongchouError('cases.malformed', `${[part, place].filter(Boolean).join('.')}: ${reason}`)
}
