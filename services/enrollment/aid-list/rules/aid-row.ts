import * as z from 'zod'
import { certificateHeadings } from '#shared/kernel/certificate-type.ts'
import type { Refusal } from '#shared/kernel/decision.ts'
import type { AidCategory } from '#shared/kernel/scheme.ts'
import { aidRows } from '#shared/kernel/scheme.ts'
import { inOurWords, invalidCells } from '../../enrolment/rules/cells.ts'
import { personName } from '../../enrolment/rules/new-person.ts'
import {
  countryHeadings,
  faultOfCertificateType,
  proofColumns,
  proofIn,
} from '../../enrolment/rules/proof.ts'
import type { Certificate } from '../../person/rules/certificate.ts'
import { certificateFault } from '../../person/rules/certificate-fault.ts'
import { certificateOf, idOrCertificate } from '../../person/rules/proof-fields.ts'
import { refusal } from '../../refusals.ts'

export type ListedAid = Exclude<AidCategory, 'none'>

/** Someone on a list of aid recipients, with one of the categories they are listed under. */
export type ListedRow = { readonly certificate: Certificate; readonly name: string; readonly aid: ListedAid }

/** The columns of a list of aid recipients; without a kind of certificate, ID cards are meant. */
export const aidColumns = { id_number: 'code', name: 'text', aid: 'code' } as const
export const furtherOfAid = proofColumns
/** What each row says for itself: said for all rows, a list would name one person only. */
export const ownOfAid = ['id_number', 'name'] as const
type Column = keyof typeof aidColumns | keyof typeof furtherOfAid

/** What civil affairs writes over them. */
export const aidHeadings = {
  certificate_type: certificateHeadings,
  passport_country: countryHeadings,
  id_number: ['身份证号', '身份证号码', '公民身份号码', '证件号码', '身份证件号码', '居民身份证号码'],
  name: ['姓名', '人员姓名', '对象姓名', '救助对象姓名'],
  aid: ['救助类别', '救助身份', '身份类别', '代缴类别', '医疗救助对象类别', '人员类别', '对象类别'],
} as const satisfies Readonly<Record<Column, readonly string[]>>

/**
 * The categories as lists word them, and as the national dictionary numbers them. Older words are of the category that took
 * them in. A word that is no category, as that of the disabled, stops the list.
 */
export const aidWords: Readonly<Record<string, ListedAid>> = {
  ...Object.fromEntries(aidRows.flatMap(({ zh, name, code }) => [zh, name.zh].map((word) => [word, code]))),
  ...{ 2303: 'minimum-living', 2304: 'special-hardship', 2306: 'impoverished-by-illness' },
  ...{ 2301: 'special-hardship', 2305: 'minimum-living-margin', 2307: 'special-hardship' },
  ...{ 三无: 'special-hardship', 五保: 'special-hardship', 孤儿: 'special-hardship' },
  ...{ 事实无人抚养儿童: 'special-hardship', 低收入: 'minimum-living-margin' },
  ...{ 监测对象: 'monitored', 脱贫不稳定: 'monitored', 边缘易致贫: 'monitored', 突发严重困难: 'monitored' },
  ...{ 脱贫不稳定户: 'monitored', 边缘易致贫户: 'monitored', 突发严重困难户: 'monitored' },
}

const codes = aidRows.map(({ code }) => code)
const shape = z.strictObject({ ...idOrCertificate, name: personName, aid: z.enum(codes) })

const columns = Object.keys(aidColumns) as (keyof typeof aidColumns)[]

/**
 * Reads a row as someone listed. A blank cell stops the whole list, as any other fault does: a person who could not be read
 * would count as absent, and lose their aid.
 */
export const readAidRow = (
  cells: Readonly<Record<string, string>>,
): { readonly row: ListedRow } | { readonly faults: readonly Refusal[] } => {
  const blank = columns.filter((column) => (cells[column] ?? '') === '')
  if (blank.length > 0) return { faults: blank.map((field) => refusal('aid-list.blank-cell', { field })) }
  const unknown = faultOfCertificateType(cells)
  if (unknown) return { faults: [unknown] }
  const { name = '', aid = '' } = cells
  const parsed = shape.safeParse({ ...proofIn(cells), name, aid: inOurWords(aidWords, aid) })
  if (!parsed.success) return { faults: invalidCells(parsed.error).map(atItsColumn) }
  const certificate = certificateOf(parsed.data)
  const fault = certificateFault(certificate, {})
  // Mistyped, the number would be nobody's, and whoever was meant would be absent.
  if (fault) return { faults: [refusal(fault, { field: 'id_number' })] }
  return { row: { certificate, name: parsed.data.name, aid: parsed.data.aid } }
}

/** A number stands in one column, whatever kind of certificate it is of. */
const atItsColumn = (fault: Refusal): Refusal =>
  fault.field === 'name' || fault.field === 'aid' ? fault : { ...fault, field: 'id_number' }
