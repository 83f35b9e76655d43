import * as z from 'zod'
import type { Signature } from '#shared/contracts/fields.ts'
import { signature } from '#shared/contracts/fields.ts'

/** Whose signature approves what the law gives to the province, unless a dated figure of policy gives it to cities. */
export const approvalLevel = z.enum(['province', 'city'])

/** A signature that approves, with the office it was given for; a city names what lets it. Older ones do not say so. */
export const approval = signature.extend({
  level: approvalLevel.optional(),
  delegatedBy: z.string().optional(),
  division: z.string().optional(),
})
export type Approval = Signature & {
  readonly level?: z.output<typeof approvalLevel>
  readonly delegatedBy?: string
  /** Of the office that signed; absent on what was approved before this was kept. */
  readonly division?: string
}
