import { cities, provinceCode } from '../../../shared/kernel/divisions.ts'
import type { OperationId } from '../api/operation.ts'

/** A list that codes of a field stand in: the read, its rows, and the fields with code and name. */
type Listed = {
  readonly read: OperationId
  readonly rows: string
  readonly code: string
  /** The parameter by which a part of the name is looked for, where the read can. */
  readonly search?: string
}

const institutions: Listed = {
  read: 'GET /v1/settlement/institutions',
  rows: 'institutions',
  code: 'code',
  search: 'name',
}
const divisions: Listed = { read: 'GET /v1/enrollment/divisions', rows: 'divisions', code: 'code' }

const lists: Readonly<Record<string, Listed>> = {
  institution: institutions,
  employerId: { read: 'GET /v1/contribution/employers', rows: 'employers', code: 'employerId' },
  schoolCode: { read: 'GET /v1/enrollment/schools', rows: 'schools', code: 'schoolCode' },
  ...{ within: divisions, county: divisions, division: divisions },
}

/** The list that the codes of a field stand in; undefined of a field whose codes nobody lists. */
export const listOf = (field: string): Listed | undefined =>
  Object.hasOwn(lists, field) ? lists[field] : undefined

/** A code that can be chosen, with the name that it is chosen by. */
export type Choice = { readonly code: string; readonly name: string }

/** The province and its cities, which are divisions too, in a reader's language. */
export const upperDivisions = (nameOf: (code: string) => string): readonly Choice[] =>
  [provinceCode, ...cities.map(({ code }) => code)].map((code) => ({ code, name: nameOf(code) }))

/** The choices of which code or name holds what was typed, those that begin with it first. */
export const matching = (choices: readonly Choice[], typed: string): readonly Choice[] => {
  const wanted = typed.trim().toLowerCase()
  const holds = ({ code, name }: Choice) => `${code} ${name}`.toLowerCase().includes(wanted)
  const begins = ({ code, name }: Choice) =>
    [code, name].some((each) => each.toLowerCase().startsWith(wanted))
  const found = choices.filter(holds)
  return [...found.filter(begins), ...found.filter((each) => !begins(each))]
}
