import * as z from 'zod'
import { isDay } from '#shared/calendar/day.ts'

/** A day as cases write it. */
export const day = z.string().refine(isDay, 'not a day that exists, YYYY-MM-DD')

/** A share between 0 and 1, read as exact decimal text. */
export const share = z
  .union([z.number(), z.string().regex(/^\d+(\.\d+)?$/)])
  .refine((value) => Number(value) >= 0 && Number(value) <= 1, 'not a share between 0 and 1')
  .transform(String)

/** A city's code; YAML reads six digits without quotes as a number. */
export const city = z.union([z.string(), z.int()]).transform(String)
