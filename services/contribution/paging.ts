import * as z from 'zod'

/** Where a list goes on, as it takes and gives it. */
export const cursor = z.string().min(1).max(2_000).optional()

/** Records shown in one answer: as many as the looks of one answer are traced. */
export const atOnce = 100

/** A page to ask for, from the cursor of the one before. */
export const pageFrom = (from: string | undefined, limit = atOnce) =>
  from === undefined ? { limit } : { limit, cursor: from }
