import type * as z from 'zod'
import type { Refusal } from '#shared/kernel/decision.ts'
import { schemaFault } from '#shared/kernel/schema-fault.ts'
import { aidRows, nationalSchemeCode } from '#shared/kernel/scheme.ts'
import type { NewPerson } from '../../enrolment/rules/new-person.ts'
import { newPerson } from '../../enrolment/rules/new-person.ts'
import type { Judging } from '../../enrolment/rules/person-faults.ts'
import { personFaults } from '../../enrolment/rules/person-faults.ts'
import { refusal } from '../../refusals.ts'

/** Each field of a person with the column of the file that holds it. */
const columnOf = {
  idNumber: 'id_number',
  name: 'name',
  sex: 'sex',
  birthOn: 'birth_on',
  scheme: 'scheme',
  city: 'city',
  employment: 'employment',
  employerId: 'employer_id',
  aid: 'aid',
  from: 'from',
  paidMonths: 'paid_months',
} as const satisfies Record<keyof NewPerson, string>

/** The columns of an enrolment file, each with what it holds. */
export const importColumns = {
  id_number: 'code',
  name: 'text',
  sex: 'code',
  birth_on: 'day',
  scheme: 'code',
  city: 'code',
  employment: 'code',
  employer_id: 'code',
  aid: 'code',
  from: 'day',
  paid_months: 'number',
} as const satisfies Record<(typeof columnOf)[keyof NewPerson], string>

const sexes: Readonly<Record<string, string>> = { 男: 'male', 女: 'female' }
const schemeNames: Readonly<Record<string, string>> = {
  [nationalSchemeCode.employee]: 'employee',
  [nationalSchemeCode.resident]: 'resident',
}
const aidNames: Readonly<Record<string, string>> = {
  '': 'none',
  ...Object.fromEntries(aidRows.map(({ zh, code }) => [zh, code])),
}

type Cells = Readonly<Record<string, string>>

/** A cell's word as we know it; any other is left for the check of the field to judge. */
const translateWord = (words: Readonly<Record<string, string>>, cell: string): string =>
  Object.hasOwn(words, cell) ? (words[cell] ?? cell) : cell

const fieldsOf = (cells: Cells) => {
  const cell = (field: keyof NewPerson) => cells[columnOf[field]] ?? ''
  const months = cell('paidMonths') || '0'
  return {
    idNumber: cell('idNumber'),
    name: cell('name'),
    sex: translateWord(sexes, cell('sex')),
    birthOn: cell('birthOn'),
    scheme: translateWord(schemeNames, cell('scheme')),
    city: cell('city'),
    employment: cell('employment'),
    ...(cell('employerId') === '' ? {} : { employerId: cell('employerId') }),
    aid: translateWord(aidNames, cell('aid')),
    from: cell('from'),
    paidMonths: /^\d{1,4}(?:\.0+)?$/.test(months) ? Number(months) : Number.NaN,
  }
}

/** The column of a field at fault; a fault of the person as a whole is told at their ID number. */
export const columnFor = (field = ''): string =>
  Object.hasOwn(columnOf, field) ? columnOf[field as keyof NewPerson] : columnOf.idNumber

/** The first fault of each field that cannot be read; what is wrong with the whole has no field. */
const invalidCells = (error: z.ZodError): Refusal[] => {
  const faults = new Map<string, Refusal>()
  for (const issue of error.issues) {
    const { place, reason } = schemaFault({ issues: [issue] } as z.ZodError)
    if (!faults.has(place))
      faults.set(place, refusal('import.invalid-cell', { field: place, figures: { fault: reason } }))
  }
  return [...faults.values()]
}

/** The fields that could be read, where others could not. */
const readable = (fields: object, invalid: readonly Refusal[]): Partial<NewPerson> => {
  const bad = new Set(invalid.map(({ field }) => field))
  return Object.fromEntries(
    Object.entries(newPerson.shape).flatMap(([field, schema]) => {
      if (bad.has(field) || !Object.hasOwn(fields, field)) return []
      const parsed = schema.safeParse(fields[field as keyof typeof fields])
      return parsed.success ? [[field, parsed.data]] : []
    }),
  )
}

/** Reads one row of an enrolment file as a person to register, or says everything that is wrong with it. */
export const readRow = (
  cells: Cells,
  judging: Judging,
): { readonly person: NewPerson } | { readonly faults: readonly Refusal[] } => {
  const fields = fieldsOf(cells)
  const parsed = newPerson.safeParse(fields)
  if (!parsed.success) {
    const invalid = invalidCells(parsed.error)
    return { faults: [...invalid, ...personFaults(readable(fields, invalid), judging)] }
  }
  const faults = personFaults(parsed.data, judging)
  return faults.length > 0 ? { faults } : { person: parsed.data }
}
