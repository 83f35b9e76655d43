import type { Day } from '#shared/calendar/day.ts'

/** Who did a step, and on which day. */
export type Signature = { readonly by: string; readonly on: Day }
