import { certificateHeadings } from '#shared/kernel/certificate-type.ts'
import type { Refusal } from '#shared/kernel/decision.ts'
import { aidRows, nationalSchemeCode } from '#shared/kernel/scheme.ts'
import { employmentWords, inOurWords, invalidCells, sexWords } from '../../enrolment/rules/cells.ts'
import type { NewPerson } from '../../enrolment/rules/new-person.ts'
import { newPerson } from '../../enrolment/rules/new-person.ts'
import type { Judging } from '../../enrolment/rules/person-faults.ts'
import { personFaults } from '../../enrolment/rules/person-faults.ts'
import {
  countryHeadings,
  faultOfCertificateType,
  proofColumns,
  proofIn,
} from '../../enrolment/rules/proof.ts'

/** Each field of a person with the column of the file that holds it. */
const columnOf = {
  idNumber: 'id_number',
  certificate: 'id_number',
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
  from: 'day',
} as const satisfies Partial<Record<(typeof columnOf)[keyof NewPerson], string>>

/** Columns that lists have, and of which nothing is taken: a row that says something in them is a bad row. */
export const refusedColumns = {
  aid: 'code',
  paid_months: 'number',
} as const satisfies Partial<Record<(typeof columnOf)[keyof NewPerson], string>>

/** What offices write over the columns of their lists. */
export const importHeadings = {
  certificate_type: certificateHeadings,
  passport_country: countryHeadings,
  id_number: ['身份证号', '身份证号码', '公民身份号码', '证件号码', '身份证件号码', '居民身份证号码'],
  name: ['姓名', '人员姓名', '参保人姓名', '参保人员姓名'],
  sex: ['性别'],
  birth_on: ['出生日期', '出生年月日', '出生', '出生年月'],
  scheme: ['险种', '险种类型', '参保险种'],
  city: ['参保地', '参保地区划', '参保地医保区划', '统筹区', '统筹区编码', '医保区划'],
  employment: ['就业状态', '参保身份', '人员类别'],
  employer_id: ['单位编号', '参保单位编号', '单位编码'],
  aid: ['救助类别', '救助身份', '身份类别', '代缴类别', '医疗救助对象类别'],
  from: ['参保日期', '参保开始日期', '开始日期', '起始日期', '参保起始日期'],
  paid_months: ['实际缴费月数', '累计实际缴费月数', '缴费月数', '累计缴费月数'],
} as const satisfies Readonly<
  Record<(typeof columnOf)[keyof NewPerson] | 'certificate_type' | 'passport_country', readonly string[]>
>

const schemeNames: Readonly<Record<string, string>> = {
  [nationalSchemeCode.employee]: 'employee',
  [nationalSchemeCode.resident]: 'resident',
  ...{ 职工: 'employee', 职工医保: 'employee', 职工基本医疗保险: 'employee' },
  ...{ 居民: 'resident', 居民医保: 'resident', 城乡居民: 'resident', 城乡居民基本医疗保险: 'resident' },
}
const aidNames: Readonly<Record<string, string>> = {
  '': 'none',
  ...Object.fromEntries(aidRows.map(({ zh, code }) => [zh, code])),
}

type Cells = Readonly<Record<string, string>>

const fieldsOf = (cells: Cells) => {
  const cell = (field: keyof NewPerson) => cells[columnOf[field]] ?? ''
  const months = cell('paidMonths') || '0'
  return {
    ...proofIn(cells),
    name: cell('name'),
    sex: inOurWords(sexWords, cell('sex')),
    birthOn: cell('birthOn'),
    scheme: inOurWords(schemeNames, cell('scheme')),
    city: cell('city'),
    employment: inOurWords(employmentWords, cell('employment')),
    ...(cell('employerId') === '' ? {} : { employerId: cell('employerId') }),
    aid: inOurWords(aidNames, cell('aid')),
    from: cell('from'),
    paidMonths: /^\d{1,4}(?:\.0+)?$/.test(months) ? Number(months) : Number.NaN,
  }
}

/** The column of a field at fault; a fault of the person as a whole is told at their ID number. */
export const columnFor = (field = ''): string =>
  Object.hasOwn(columnOf, field)
    ? columnOf[field as keyof NewPerson]
    : Object.hasOwn(proofColumns, field)
      ? field
      : columnOf.idNumber

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
  const unknown = faultOfCertificateType(cells)
  if (unknown) return { faults: [unknown] }
  const fields = fieldsOf(cells)
  const parsed = newPerson.safeParse(fields)
  if (!parsed.success) {
    const invalid = invalidCells(parsed.error)
    return { faults: [...invalid, ...personFaults(readable(fields, invalid), judging)] }
  }
  const faults = personFaults(parsed.data, judging)
  return faults.length > 0 ? { faults } : { person: parsed.data }
}
