import * as z from 'zod'
import { otherCertificateTypes } from '#shared/kernel/certificate-type.ts'
import { must } from '#shared/kernel/errors.ts'
import { plainId } from '#shared/kernel/plain-id.ts'
import type { Certificate } from './certificate.ts'
import { asEighteen } from './id-number.ts'

/** The number of an ID card. */
export const idNumber = z
  .string()
  .trim()
  .toUpperCase()
  .overwrite(asEighteen)
  .max(18, 'longer than 18 characters')
  .meta({ description: '18 characters, GB 11643; one of 15 digits is read as the 18 it stands for' })

/** The country that issued a passport. */
export const country = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z]{3}$/, 'not three letters of ISO 3166-1')
  .meta({
    description:
      'of a passport: the issuing country in three letters (ISO 3166-1); two countries may give one number',
  })

/** A certificate of whoever has no ID card. */
export const otherCertificate = z
  .strictObject({
    type: z.enum(otherCertificateTypes),
    number: z.string().overwrite(plainId).min(5).max(18),
    country: country.optional(),
  })
  .refine(({ type, country: of }) => of === undefined || type === 'passport', {
    path: ['country'],
    message: 'only a passport is told by its issuing country',
  })
  .meta({ description: 'the certificate of a person who has no ID card, in place of `idNumber`' })

/** What proves who somebody is: one of the two, which the certificate's check demands. */
export const idOrCertificate = { idNumber: idNumber.optional(), certificate: otherCertificate.optional() }

/** What proves who somebody is, as it was given. */
export type Proof = {
  readonly idNumber?: string | undefined
  readonly certificate?: z.output<typeof otherCertificate> | undefined
}

/** The certificate that a person registers under. */
export const certificateOf = ({ idNumber: number, certificate }: Proof): Certificate => {
  if (certificate) return certificate
  must(number !== undefined, 'enrollment.no-certificate', 'nothing proves who a person is')
  return { type: 'id-card', number }
}
