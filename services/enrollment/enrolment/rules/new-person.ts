import * as z from 'zod'
import { aid, city, day, employment, id, scheme } from '#shared/contracts/fields.ts'
import { idOrCertificate } from '../../person/rules/proof-fields.ts'

/** No coverage is registered from before fund years are counted. */
const firstCoveredDay = '2000-01-01'

/** A name as it was written; whether it is one at all is judged with the person. */
export const personName = z
  .string()
  .trim()
  .regex(/^[^\p{Cc}<>]{1,60}$/u, 'a name of 1 to 60 characters is needed')

/** Months of contributions: no working life has more. */
export const paidMonths = z.int().min(0).max(720)

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

/** The field that told a person's certificate. */
export const fieldOfCertificate = ({ certificate }: Pick<NewPerson, 'certificate'>): string =>
  certificate ? 'certificate' : 'idNumber'
