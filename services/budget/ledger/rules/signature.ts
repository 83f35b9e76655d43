import * as z from 'zod'
import type { Day } from '#shared/calendar/day.ts'
import { day } from '#shared/contracts/fields.ts'

/** Who did a step, and on which day. */
export type Signature = { readonly by: string; readonly on: Day }

/** The same as it is recorded and answered. */
export const signature = z.strictObject({ by: z.string(), on: day })

/** Whose signature approves what the law gives to the province, unless a dated figure of policy gives it to cities. */
export const approvalLevel = z.enum(['province', 'city'])

/** A signature that approves, with the office it was given for; a city names what lets it. Older ones do not say so. */
export const approval = signature.extend({
  level: approvalLevel.optional(),
  delegatedBy: z.string().optional(),
})
export type Approval = Signature & {
  readonly level?: z.output<typeof approvalLevel>
  readonly delegatedBy?: string
}
