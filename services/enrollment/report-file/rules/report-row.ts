import * as z from 'zod'
import { day } from '#shared/contracts/fields.ts'
import { certificateHeadings } from '#shared/kernel/certificate-type.ts'
import type { Refusal } from '#shared/kernel/decision.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import { inOurWords, invalidCells, sexWords } from '../../enrolment/rules/cells.ts'
import { newPerson, paidMonths, personName } from '../../enrolment/rules/new-person.ts'
import { certificateColumn, faultOfCertificateType, proofIn } from '../../enrolment/rules/proof.ts'
import type { Certificate } from '../../person/rules/certificate.ts'
import { leaveReasons } from '../../person/rules/insured.ts'
import { idNumber } from '../../person/rules/proof-fields.ts'
import type { EvidenceKind, Report } from '../../report/rules/person-report.ts'
import {
  deathEvidence,
  identityEvidence,
  leavingEvidence,
  lifeEvidence,
  monthsEvidence,
  nameEvidence,
  returnEvidence,
} from '../../report/rules/person-report.ts'
import { documentNumber, reportReason } from '../../report/rules/report-fields.ts'

/** The columns of every file of reports. */
export const reportColumns = {
  id_number: 'code',
  name: 'text',
  says: 'code',
  evidence_kind: 'code',
  evidence_number: 'text',
} as const

/** Columns that a file has for what its rows say. */
export const furtherColumns = {
  ...certificateColumn,
  on: 'day',
  leaves: 'code',
  months: 'number',
  right_name: 'text',
  right_id_number: 'code',
  right_birth_on: 'day',
  right_sex: 'code',
  reason: 'text',
} as const

type Column = keyof typeof reportColumns | keyof typeof furtherColumns

/** What offices write over the columns of their lists. */
export const reportHeadings = {
  id_number: ['身份证号', '身份证号码', '公民身份号码', '证件号码'],
  certificate_type: certificateHeadings,
  name: ['姓名', '人员姓名', '参保人姓名'],
  says: ['申报事项', '事项', '变更类型'],
  evidence_kind: ['凭证种类', '证明材料'],
  evidence_number: ['凭证编号', '证明编号', '文书号'],
  on: ['日期', '死亡日期', '终止日期', '退休待遇起始日期'],
  leaves: ['终止原因', '退保原因'],
  months: ['实际缴费月数', '累计缴费月数', '缴费月数'],
  right_name: ['正确姓名', '更正后姓名'],
  right_id_number: ['正确身份证号', '更正后身份证号', '更正后证件号码'],
  right_birth_on: ['正确出生日期', '更正后出生日期'],
  right_sex: ['正确性别', '更正后性别'],
  reason: ['原因', '更正原因'],
} as const satisfies Readonly<Record<Column, readonly string[]>>

/** What offices call the documents that prove a report. */
export const evidenceWords = {
  ...{
    死亡医学证明: 'medical-certificate',
    火化证明: 'cremation-certificate',
    宣告死亡判决: 'court-declaration',
  },
  ...{
    户口注销证明: 'household-cancellation',
    公安证明: 'police-certificate',
    恢复户口证明: 'household-restoration',
  },
  ...{ 撤销宣告判决: 'court-revocation', 定居证明: 'settlement-abroad', 入伍通知书: 'enlistment-notice' },
  ...{ 异地参保凭证: 'covered-elsewhere', 本人申请: 'own-application', 户口簿: 'household-register' },
  ...{ 身份证: 'identity-card', 更名证明: 'name-change-record', 参保缴费凭证: 'contribution-certificate' },
  ...{
    转移接续信息表: 'transfer-form',
    解除劳动关系证明: 'labour-end',
    视同缴费审批表: 'deemed-years-approval',
    退休审批表: 'retirement-approval',
    收监通知书: 'detention-notice',
    退役证明: 'discharge-certificate',
    刑满释放证明: 'release-certificate',
  },
} as const satisfies Readonly<Record<string, EvidenceKind>>

const words: Readonly<Partial<Record<Column, Readonly<Record<string, string>>>>> = {
  says: {
    ...{ 死亡: 'died', 误报死亡: 'lives', 退保: 'left', 终止: 'left' },
    ...{ 更正姓名: 'named', 更正证件: 'identified', 缴费月数: 'contributed' },
    ...{ 退役: 'returned', 刑满释放: 'returned' },
    ...{ 转退休: 'retired', 在职转退休: 'retired', 退休: 'retired', 25: 'retired' },
  },
  right_sex: sexWords,
  leaves: {
    出国定居: 'emigration',
    参军: 'military-service',
    入伍: 'military-service',
    收监: 'imprisonment',
    转出省外: 'left-province',
    其他: 'other',
  },
  evidence_kind: evidenceWords,
}

const who = {
  id_number: idNumber,
  name: personName,
  evidence_number: documentNumber,
}
const evidenceOf = <const Kinds extends readonly [string, ...string[]]>(kinds: Kinds) => ({
  ...who,
  evidence_kind: z.enum(kinds),
})

const retirementEvidence = ['retirement-approval'] as const

/** What a row holds, by what it says: a cell that does not belong to it is not passed over. */
const rowShape = z.discriminatedUnion('says', [
  z.strictObject({ says: z.literal('died'), ...evidenceOf(deathEvidence), on: day }),
  z.strictObject({ says: z.literal('lives'), ...evidenceOf(lifeEvidence), reason: reportReason }),
  z.strictObject({
    ...{ says: z.literal('left'), on: day, leaves: z.enum(leaveReasons) },
    ...evidenceOf(leavingEvidence),
  }),
  z.strictObject({
    ...{ says: z.literal('named'), reason: reportReason, right_name: personName },
    ...evidenceOf(nameEvidence),
  }),
  z.strictObject({
    says: z.literal('identified'),
    ...evidenceOf(identityEvidence),
    ...{ reason: reportReason, right_id_number: idNumber, right_birth_on: day },
    right_sex: newPerson.shape.sex,
  }),
  z.strictObject({ says: z.literal('returned'), ...evidenceOf(returnEvidence), on: day }),
  z.strictObject({ says: z.literal('retired'), ...evidenceOf(retirementEvidence), on: day }),
  z.strictObject({
    says: z.literal('contributed'),
    ...evidenceOf(monthsEvidence),
    months: z.coerce.number().pipe(paidMonths),
  }),
])
type RowShape = z.output<typeof rowShape>

const reportIn = (row: RowShape, city: CityCode): Report => {
  const { evidence_kind: evidence, evidence_number: number } = row
  switch (row.says) {
    case 'died':
      return { says: 'died', on: row.on, evidence, sealed: { number } }
    case 'returned':
      return { says: 'returned', on: row.on, evidence, sealed: { number } }
    case 'lives':
      return { says: 'lives', evidence, sealed: { number, reason: row.reason } }
    case 'left':
      return { says: 'left', on: row.on, leaves: row.leaves, evidence, sealed: { number } }
    case 'named':
      return { says: 'named', evidence, sealed: { number, reason: row.reason, name: row.right_name } }
    case 'retired': {
      const place = { scheme: 'employee', city, employment: 'retired' } as const
      return { says: 'moved', place, from: row.on, evidence, sealed: { number } }
    }
    case 'contributed':
      return { says: 'contributed', months: row.months, evidence, sealed: { number } }
    case 'identified': {
      const sealed = { number, reason: row.reason, idNumber: row.right_id_number }
      return { says: 'identified', birthOn: row.right_birth_on, sex: row.right_sex, evidence, sealed }
    }
  }
}

/** What a row reports, and of whom. */
export type ReportRow = {
  readonly certificate: Certificate
  readonly name: string
  /** What is reported of somebody whom a city covers. */
  readonly reportIn: (city: CityCode) => Report
}

/** The column of a field at fault; a fault of the person as a whole is told at their ID number. */
const columnOf: Readonly<Record<string, Column>> = {
  ...{ on: 'on', from: 'on', months: 'months', name: 'right_name' },
  ...{ idNumber: 'right_id_number', birthOn: 'right_birth_on', sex: 'right_sex' },
}
const columns: readonly string[] = [...Object.keys(reportColumns), ...Object.keys(furtherColumns)]
export const columnFor = (field = ''): string =>
  columns.includes(field) ? field : (columnOf[field] ?? 'id_number')

/** The cells that say something, in our words. */
const saidIn = (cells: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(cells).flatMap(([column, cell]) =>
      cell === '' ? [] : [[column, inOurWords(words[column as Column] ?? {}, cell)]],
    ),
  )

/** Reads one row of a file of reports, or says what cannot be read of it, once for each column. */
export const readReportRow = (
  cells: Readonly<Record<string, string>>,
): { readonly row: ReportRow } | { readonly faults: readonly Refusal[] } => {
  const unknown = faultOfCertificateType(cells)
  if (unknown) return { faults: [unknown] }
  const { certificate_type: _kind, ...said } = saidIn(cells)
  const parsed = rowShape.safeParse(said)
  if (!parsed.success) return { faults: invalidCells(parsed.error) }
  const { id_number: number, name } = parsed.data
  const { certificate = { type: 'id-card', number } } = proofIn(cells)
  return { row: { certificate, name, reportIn: (city) => reportIn(parsed.data, city) } }
}
