import * as z from 'zod'
import { fundYear, id, month } from '#shared/contracts/fields.ts'
import { certificateHeadings } from '#shared/kernel/certificate-type.ts'
import type { Refusal } from '#shared/kernel/decision.ts'
import type { Fen } from '#shared/money/fen.ts'
import type { Numbered } from '../../coverage/rules/numbered.ts'
import { numberHeadings, numberIn } from '../../coverage/rules/numbered.ts'
import type { Declaration } from '../../payroll/rules/payroll.ts'
import { baseYear } from '../../payroll/rules/payroll.ts'
import { refusal } from '../../refusals.ts'

const who = { employer_id: 'code', id_number: 'code', name: 'text' } as const
const whoHeadings = {
  employer_id: ['单位编号', '参保单位编号', '单位编码', '单位社保编号'],
  id_number: numberHeadings,
  name: ['姓名', '人员姓名', '职工姓名'],
  certificate_type: certificateHeadings,
} as const

/** The columns of the wages of a month. */
export const wageColumns = {
  required: { ...who, month: 'code', wage: 'number' },
  further: { certificate_type: 'code' },
  headings: {
    ...whoHeadings,
    month: ['费款所属期', '所属期', '所属月份', '申报月份', '费款所属月份', '月份'],
    wage: ['工资', '缴费工资', '月工资', '月缴费工资', '申报工资', '基本医疗保险缴费工资', '基本医疗保险'],
  },
  unknown: 'ignored',
} as const

/** The columns of the bases of a year of contributions. */
export const baseColumns = {
  required: { ...who, year: 'code', wage: 'number' },
  further: { certificate_type: 'code' },
  headings: {
    ...whoHeadings,
    year: ['缴费年度', '社保年度', '年度', '申报年度'],
    wage: [
      '月平均工资',
      '上年月平均工资',
      '月均工资',
      '缴费基数',
      '申报基数',
      '基本医疗保险缴费工资',
      '基本医疗保险',
    ],
  },
  unknown: 'ignored',
} as const

/** A month as files write it: 2026-03, 202603, 2026/3, 2026年3月, or a day of it. */
const monthIn = (written: string): string => {
  const read =
    /^(\d{4})(\d{2})(?:\d{2})?$/.exec(written) ??
    /^(\d{4})[-/.年](\d{1,2})(?:月|月\d{1,2}日|[-/.]\d{1,2})?$/.exec(written)
  const [, year, of = ''] = read ?? []
  return year === undefined ? written : `${year}-${of.padStart(2, '0')}`
}

/** No wage is above ten million yuan a month. */
const mostYuan = 10_000_000

/** Yuan as a spreadsheet shows them; more than two decimals that say something are no amount. */
const fenIn = (written: string): Fen | undefined => {
  const [, whole, decimals = ''] = /^(\d{1,8})(?:\.(\d+))?$/.exec(written) ?? []
  if (whole === undefined || /[1-9]/.test(decimals.slice(2))) return undefined
  const fen = Number(whole) * 100 + Number(decimals.slice(0, 2).padEnd(2, '0'))
  return fen <= mostYuan * 100 ? fen : undefined
}

/** A row that reads well: whose, of which month or year, and how much. */
export type WageRow = Numbered & {
  readonly name: string
  readonly employerId: string
  readonly of: Declaration['of']
  readonly monthlyWage: Fen
}

const bad = (field: string, expected: string, expectedZh: string): Refusal =>
  refusal('payroll.bad-cell', { field, figures: { expected, expectedZh } })

/** Which period a row is of, in the words of its declaration. */
const periodIn = (
  cells: Readonly<Record<string, string>>,
  of: 'month' | 'year',
): Declaration['of'] | Refusal => {
  if (of === 'month') {
    const read = month.safeParse(monthIn(cells.month ?? ''))
    return read.success ? read.data : bad('month', 'a month, as 2026-03', '月份，如2026-03')
  }
  const read = fundYear.safeParse(Number(/^(\d{4})年?$/.exec(cells.year ?? '')?.[1] ?? Number.NaN))
  return read.success ? baseYear(read.data) : bad('year', 'a year, as 2026', '年度，如2026')
}

/** Reads a row of wages or bases, or says everything that is wrong with it. */
export const readWageRow = (
  cells: Readonly<Record<string, string>>,
  kind: 'month' | 'year',
): { readonly row: WageRow } | { readonly faults: readonly Refusal[] } => {
  const { employer_id: employerId = '', name = '', wage = '' } = cells
  const number = numberIn(cells)
  const of = periodIn(cells, kind)
  const monthlyWage = fenIn(wage)
  const faults = [
    ...(id.safeParse(employerId).success ? [] : [bad('employer_id', 'an id', '单位编号')]),
    ...(number ? [] : [bad('id_number', 'an ID number', '公民身份号码')]),
    ...(z.string().min(1).max(60).safeParse(name).success ? [] : [bad('name', 'a name', '姓名')]),
    ...(typeof of === 'string' ? [] : [of]),
    ...(monthlyWage === undefined
      ? [bad('wage', 'yuan with at most two decimals', '金额（元），最多两位小数，不高于一千万元')]
      : []),
  ]
  if (faults.length > 0 || !number || typeof of !== 'string' || monthlyWage === undefined) return { faults }
  return { row: { employerId, of, ...number, name, monthlyWage } }
}
