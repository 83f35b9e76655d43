import * as z from 'zod'
import type { Refusal } from '#shared/kernel/decision.ts'
import type { AidCategory } from '#shared/kernel/scheme.ts'
import { aidRows } from '#shared/kernel/scheme.ts'
import { inOurWords, invalidCells } from '../../enrolment/rules/cells.ts'
import { idNumber, personName } from '../../enrolment/rules/new-person.ts'
import { ownFault } from '../../person/rules/id-number.ts'
import { refusal } from '../../refusals.ts'

export type ListedAid = Exclude<AidCategory, 'none'>

/** Someone on a list of aid recipients, with one of the categories they are listed under. */
export type ListedRow = { readonly idNumber: string; readonly name: string; readonly aid: ListedAid }

/** The columns of a list of aid recipients. */
export const aidColumns = { id_number: 'code', name: 'text', aid: 'code' } as const
type Column = keyof typeof aidColumns

/** What civil affairs writes over them. */
export const aidHeadings = {
  id_number: ['身份证号', '身份证号码', '公民身份号码', '证件号码', '身份证件号码', '居民身份证号码'],
  name: ['姓名', '人员姓名', '对象姓名', '救助对象姓名'],
  aid: ['救助类别', '救助身份', '身份类别', '代缴类别', '医疗救助对象类别', '人员类别', '对象类别'],
} as const satisfies Readonly<Record<Column, readonly string[]>>

/** The categories as lists word them, and as the national dictionary numbers them. */
export const aidWords: Readonly<Record<string, ListedAid>> = {
  ...Object.fromEntries(aidRows.flatMap(({ zh, name, code }) => [zh, name.zh].map((word) => [word, code]))),
  ...{ 2303: 'minimum-living', 2304: 'special-hardship', 2306: 'impoverished-by-illness' },
}

const codes = aidRows.map(({ code }) => code)
const shape = z.strictObject({ id_number: idNumber, name: personName, aid: z.enum(codes) })

const columns = Object.keys(aidColumns) as Column[]

/**
 * Reads a row as someone listed. A blank cell stops the whole list, as any other fault does: a person who could not be read
 * would count as absent, and lose their aid.
 */
export const readAidRow = (
  cells: Readonly<Record<string, string>>,
): { readonly row: ListedRow } | { readonly faults: readonly Refusal[] } => {
  const blank = columns.filter((column) => (cells[column] ?? '') === '')
  if (blank.length > 0) return { faults: blank.map((field) => refusal('aid-list.blank-cell', { field })) }
  const { id_number, name = '', aid = '' } = cells
  const parsed = shape.safeParse({ id_number, name, aid: inOurWords(aidWords, aid) })
  if (!parsed.success) return { faults: invalidCells(parsed.error) }
  const { id_number: number, ...who } = parsed.data
  const fault = ownFault(number)
  // Mistyped, the number would be nobody's, and whoever was meant would be absent.
  return fault ? { faults: [refusal(fault, { field: 'id_number' })] } : { row: { idNumber: number, ...who } }
}
