import * as z from 'zod'
import { tellsIdNumber } from './rules/hiding.ts'

/** Why something was decided, in words that are stored as they are: they name nobody by their ID number. */
export const plainReason = z
  .string()
  .trim()
  .min(2)
  .max(300)
  .refine((text) => !tellsIdNumber(text), 'an ID number does not belong in a reason')
