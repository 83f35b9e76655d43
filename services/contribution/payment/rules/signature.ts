import * as z from 'zod'
import type { Day } from '#shared/calendar/day.ts'
import { day } from '#shared/contracts/fields.ts'

/** Who did a step, and on which day. */
export type Signature = { readonly by: string; readonly on: Day }

/** The same as it is answered. */
export const signature = z.strictObject({ by: z.string(), on: day })
