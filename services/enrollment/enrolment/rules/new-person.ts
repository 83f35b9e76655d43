import * as z from 'zod'
import type { Day } from '#shared/calendar/day.ts'
import { addDays } from '#shared/calendar/day.ts'
import { aid, city, day, employment, id, scheme } from '#shared/contracts/fields.ts'
import type { Refusal } from '#shared/kernel/decision.ts'
import { placeFault } from '../../coverage/rules/place.ts'
import type { IdNumberFault } from '../../person/rules/id-number.ts'
import { idNumberFault } from '../../person/rules/id-number.ts'
import type { Place } from '../../person/rules/insured.ts'

/** A coverage to open, with the person as the register of residents has him. */
export const newPerson = z.strictObject({
  idNumber: z
    .string()
    .trim()
    .toUpperCase()
    .max(18, 'longer than 18 characters')
    .meta({ description: '18 characters, GB 11643' }),
  name: z
    .string()
    .trim()
    .regex(/^[^\p{Cc}<>]{1,60}$/u, 'a name of 1 to 60 characters is needed'),
  sex: z.enum(['male', 'female']),
  birthOn: day,
  scheme,
  city,
  employment,
  employerId: id.optional(),
  aid,
  from: day,
  paidMonths: z
    .int()
    .min(0)
    .max(720)
    .default(0)
    .meta({ description: 'months of employee contributions brought in from elsewhere' }),
})
export type NewPerson = z.output<typeof newPerson>

const idNumberReasons: Readonly<Record<IdNumberFault, string>> = {
  'id-number.malformed': 'not an 18-character ID number',
  'id-number.check-digit': 'the check digit is wrong',
  'id-number.birth-differs': 'the ID number has another birth day',
  'id-number.sex-differs': 'the ID number has another sex',
}

export const placeOf = ({ scheme, city, employment, employerId }: NewPerson): Place => ({
  scheme,
  city,
  employment,
  ...(employerId === undefined ? {} : { employerId }),
})

/** How far ahead a coverage may be announced: next year's residents enrol in this year's last quarter. */
const daysAhead = 366

/** Why a person cannot be registered as given, before anything is known of him. */
export const newPersonFault = (person: NewPerson, today: Day): Refusal | undefined => {
  const code = idNumberFault(person.idNumber, person)
  if (code) return { code, reason: idNumberReasons[code], field: 'idNumber' }
  if (person.from < person.birthOn)
    return { code: 'enrollment.before-birth', reason: 'the coverage begins before birth', field: 'from' }
  if (person.from > addDays(today, daysAhead))
    return {
      code: 'enrollment.too-far-ahead',
      reason: 'the coverage begins more than a year ahead',
      field: 'from',
    }
  return placeFault(placeOf(person))
}
