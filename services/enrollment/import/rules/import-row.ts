import type { Day } from '#shared/calendar/day.ts'
import type { AidCategory, Scheme } from '#shared/kernel/scheme.ts'
import { nationalSchemeCode } from '#shared/kernel/scheme.ts'
import type { NewPerson } from '../../enrolment/rules/new-person.ts'
import { newPerson, newPersonFault } from '../../enrolment/rules/new-person.ts'

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
const schemeNames: Readonly<Record<string, Scheme>> = {
  [nationalSchemeCode.employee]: 'employee',
  [nationalSchemeCode.resident]: 'resident',
}
const aidNames: Readonly<Record<string, AidCategory>> = {
  '': 'none',
  特困: 'special-hardship',
  低保: 'minimum-living',
  低保边缘: 'minimum-living-margin',
  返贫致贫: 'returned-to-poverty',
  监测: 'monitored',
  因病致贫: 'impoverished-by-illness',
}

const said = (words: Readonly<Record<string, string>>, cell: string): string => words[cell] ?? cell

const fieldsOf = (cells: Readonly<Record<string, string>>) => {
  const cell = (field: keyof NewPerson) => (cells[columnOf[field]] ?? '').trim()
  const months = cell('paidMonths') || '0'
  return {
    idNumber: cell('idNumber'),
    name: cell('name'),
    sex: said(sexes, cell('sex')),
    birthOn: cell('birthOn'),
    scheme: said(schemeNames, cell('scheme')),
    city: cell('city'),
    employment: cell('employment'),
    ...(cell('employerId') === '' ? {} : { employerId: cell('employerId') }),
    aid: said(aidNames, cell('aid')),
    from: cell('from'),
    paidMonths: /^\d{1,4}$/.test(months) ? Number(months) : Number.NaN,
  }
}

const columnFor = (field: PropertyKey | undefined): string =>
  columnOf[field as keyof NewPerson] ?? columnOf.idNumber

/** Reads one row of an enrolment file as a person to register, or says what is wrong with it. */
export const readRow = (
  { line, cells }: { readonly line: number; readonly cells: Readonly<Record<string, string>> },
  today: Day,
): { readonly person: NewPerson } | { readonly bad: BadRow } => {
  const parsed = newPerson.safeParse(fieldsOf(cells))
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    return {
      bad: {
        line,
        column: columnFor(issue?.path[0]),
        code: 'import.invalid-cell',
        reason: issue?.message ?? 'cannot be read',
      },
    }
  }
  const fault = newPersonFault(parsed.data, today)
  if (!fault) return { person: parsed.data }
  return { bad: { line, column: columnFor(fault.field), code: fault.code, reason: fault.reason } }
}
