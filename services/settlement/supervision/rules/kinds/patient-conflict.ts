import * as z from 'zod'
import { ageOn } from '#shared/calendar/day.ts'
import { claimRule } from '../rule-kind.ts'

const codes = z.array(z.string().min(1).max(50)).min(1)
const range = z.strictObject({ from: z.int().min(0).optional(), to: z.int().min(0).optional() })

const figures = z
  .strictObject({
    /** Leading characters of diagnoses (ICD-10) or item codes that only some persons can have. */
    diagnoses: codes.optional(),
    items: codes.optional(),
    /** Who can have them; the ages include both ends. */
    sex: z.enum(['male', 'female']).optional(),
    age: range.optional(),
  })
  .refine(({ diagnoses, items }) => diagnoses ?? items, 'needs `diagnoses` or `items`')
  .refine(({ sex, age }) => sex ?? age, 'needs `sex` or `age`')

const startsAny = (prefixes: readonly string[] | undefined, code: string): boolean =>
  prefixes?.some((prefix) => code.startsWith(prefix)) ?? false

/** A diagnosis or an item that a person of this sex or age cannot have. Of a person not known nothing is found. */
export const patientConflict = claimRule(figures, (wanted, { claim, person }) => {
  const { diagnosis = '' } = claim.circumstances
  const item = claim.lines.find(({ code }) => startsAny(wanted.items, code))
  const code = startsAny(wanted.diagnoses, diagnosis) ? diagnosis : item?.code
  if (code === undefined) return undefined
  if (wanted.sex !== undefined && person.sex !== null && person.sex !== wanted.sex)
    return { code, sex: person.sex, onlyFor: wanted.sex }
  if (wanted.age === undefined || person.birthOn === null) return undefined
  const age = ageOn(person.birthOn, claim.servedOn)
  const { from = 0, to = 150 } = wanted.age
  return age < from || age > to ? { code, age, fromAge: from, toAge: to } : undefined
})
