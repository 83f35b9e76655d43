import * as z from 'zod'
import { aid, city, day, employment, id, scheme } from '#shared/contracts/fields.ts'
import { otherCertificateTypes } from '#shared/kernel/certificate-type.ts'
import { must } from '#shared/kernel/errors.ts'
import { plainId } from '#shared/kernel/plain-id.ts'
import type { Certificate } from '../../person/rules/certificate.ts'
import { asEighteen } from '../../person/rules/id-number.ts'

/** No coverage is registered from before fund years are counted. */
const firstCoveredDay = '2000-01-01'

/** A name as it was written; whether it is one at all is judged with the person. */
export const personName = z
  .string()
  .trim()
  .regex(/^[^\p{Cc}<>]{1,60}$/u, 'a name of 1 to 60 characters is needed')

/** Months of contributions: no working life has more. */
export const paidMonths = z.int().min(0).max(720)

/** The number of an ID card. */
export const idNumber = z
  .string()
  .trim()
  .toUpperCase()
  .overwrite(asEighteen)
  .max(18, 'longer than 18 characters')
  .meta({ description: '18 characters, GB 11643; one of 15 digits is read as the 18 it stands for' })

/** A certificate of whoever has no ID card. */
export const otherCertificate = z
  .strictObject({
    type: z.enum(otherCertificateTypes),
    number: z.string().overwrite(plainId).min(5).max(18),
  })
  .meta({ description: 'the certificate of a person who has no ID card, in place of `idNumber`' })

/** What proves who somebody is: one of the two, which the certificate's check demands. */
export const idOrCertificate = { idNumber: idNumber.optional(), certificate: otherCertificate.optional() }

/** A coverage to open, with the person as the register of residents has them. */
export const newPerson = z.strictObject({
  ...idOrCertificate,
  name: personName,
  sex: z.enum(['male', 'female']),
  birthOn: day,
  scheme,
  city,
  employment,
  employerId: id.optional(),
  aid: aid.default('none').meta({
    description: 'nothing but `none`: civil affairs says the category once the person is registered',
  }),
  from: day.refine((from) => from >= firstCoveredDay, 'before the year 2000'),
  paidMonths: paidMonths.default(0).meta({
    description: 'nothing but 0: months paid elsewhere are reported, and count when another person approves',
  }),
})
export type NewPerson = z.output<typeof newPerson>

/** The certificate that a person registers under. */
export const certificateOf = ({
  idNumber: number,
  certificate,
}: Pick<NewPerson, 'idNumber' | 'certificate'>): Certificate => {
  if (certificate) return certificate
  must(number !== undefined, 'enrollment.no-certificate', 'nothing proves who a person is')
  return { type: 'id-card', number }
}

/** The field that told a person's certificate. */
export const fieldOfCertificate = ({ certificate }: Pick<NewPerson, 'certificate'>): string =>
  certificate ? 'certificate' : 'idNumber'
