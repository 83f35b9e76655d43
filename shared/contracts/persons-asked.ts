import * as z from 'zod'
import { id } from '#shared/contracts/fields.ts'
import { otherCertificateTypes } from '#shared/kernel/certificate-type.ts'

/** So many persons are asked for at once. */
export const mostPersonsAsked = 500

/**
 * What a service asks enrollment about the persons that a file names: under which ids they are registered. Of whoever is
 * registered under another name nothing is told, and of the others nothing but the id: no look at anybody is made.
 */
export const personsAsked = z.strictObject({
  persons: z
    .array(
      z.strictObject({
        /** The number of the certificate. */
        idNumber: z.string().min(1).max(50),
        /** Absent, it is an ID card. */
        certificateType: z.enum(otherCertificateTypes).optional(),
        name: z.string().min(1).max(100),
      }),
    )
    .max(mostPersonsAsked),
})
export type PersonsAsked = z.output<typeof personsAsked>

/** The ids in the order asked for; null where nobody is registered under the number and the name. */
export const personsAnswered = z.strictObject({ personIds: z.array(id.nullable()) })
export type PersonsAnswered = z.output<typeof personsAnswered>
