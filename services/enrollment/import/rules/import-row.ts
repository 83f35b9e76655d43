import type { Day } from '#shared/calendar/day.ts'
import type { Refusal } from '#shared/kernel/decision.ts'
import { schemaFault } from '#shared/kernel/schema-fault.ts'
import { aidRows, nationalSchemeCode } from '#shared/kernel/scheme.ts'
import type { NewPerson } from '../../enrolment/rules/new-person.ts'
import { newPerson, newPersonFault } from '../../enrolment/rules/new-person.ts'
import { refusal } from '../../refusals.ts'

/** A row that cannot be imported: where and why, in words that do not repeat the cell. */
export type BadRow = {
  readonly line: number
  readonly column: string
  readonly code: string
  readonly reason: string
}

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

/** The columns of an enrolment file. */
export const importColumns: readonly string[] = Object.values(columnOf)

const sexes: Readonly<Record<string, string>> = { 男: 'male', 女: 'female' }
const schemeNames: Readonly<Record<string, string>> = {
  [nationalSchemeCode.employee]: 'employee',
  [nationalSchemeCode.resident]: 'resident',
}
const aidNames: Readonly<Record<string, string>> = {
  '': 'none',
  ...Object.fromEntries(aidRows.map(({ zh, code }) => [zh, code])),
}

/** A cell's word as we know it; any other is left for the check of the field to judge. */
const translateWord = (words: Readonly<Record<string, string>>, cell: string): string =>
  Object.hasOwn(words, cell) ? (words[cell] ?? cell) : cell

const fieldsOf = (cells: Readonly<Record<string, string>>) => {
  const cell = (field: keyof NewPerson) => (cells[columnOf[field]] ?? '').trim()
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
    paidMonths: /^\d{1,4}$/.test(months) ? Number(months) : Number.NaN,
  }
}

const columnFor = (field = ''): string =>
  Object.hasOwn(columnOf, field) ? columnOf[field as keyof NewPerson] : columnOf.idNumber

/** Why a row cannot be imported, at the column of the field at fault. */
export const badRow = (line: number, { code, reason, field }: Refusal): BadRow => ({
  line,
  column: columnFor(field),
  code,
  reason,
})

/** Reads one row of an enrolment file as a person to register, or says what is wrong with it. */
export const readRow = (
  { line, cells }: { readonly line: number; readonly cells: Readonly<Record<string, string>> },
  today: Day,
): { readonly person: NewPerson } | { readonly bad: BadRow } => {
  const parsed = newPerson.safeParse(fieldsOf(cells))
  if (!parsed.success) {
    const { place, reason } = schemaFault(parsed.error)
    const refused = refusal('import.invalid-cell', { field: place, figures: { fault: reason } })
    return { bad: badRow(line, refused) }
  }
  const fault = newPersonFault(parsed.data, today)
  return fault ? { bad: badRow(line, fault) } : { person: parsed.data }
}
