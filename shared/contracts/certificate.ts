import * as z from 'zod'
import { certificateTypes } from '#shared/kernel/certificate-type.ts'

/** A certificate as it is told: its kind and number, and of a passport who issued it where that is known. */
export const certificateAnswer = z.strictObject({
  type: z.enum(certificateTypes),
  number: z.string(),
  country: z.string().optional(),
})
