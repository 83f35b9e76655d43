import type * as z from 'zod'
import type { FundYear } from '#shared/calendar/day.ts'
import { payers, reportedPayment } from '#shared/contracts/contribution.ts'
import { fundYear } from '#shared/contracts/fields.ts'
import type { CellKind } from '#shared/edge/files/cells.ts'
import { certificateHeadings, certificateTypeIn } from '#shared/kernel/certificate-type.ts'
import type { Refusal } from '#shared/kernel/decision.ts'
import { residentBillId } from '../bill/rules/bill.ts'
import { numberHeadings, numberIn } from '../coverage/rules/numbered.ts'
import { payerNames } from '../payer-names.ts'
import { refusal } from '../refusals.ts'
import type { NamedPerson } from '../register.ts'

type Reported = z.output<typeof reportedPayment>

/** The columns of a day's file of payments; amounts are in yuan. */
export const paymentColumns = {
  required: {
    ...{ paymentId: 'code', payer: 'code', kind: 'code' },
    ...{ amountYuan: 'number', paidOn: 'day' },
  },
  further: {
    ...{ billId: 'code', certificate_type: 'code', id_number: 'code', name: 'text', year: 'code' },
    ...{ reverses: 'code', city: 'code', scheme: 'code', taxVoucher: 'code', intoTreasuryOn: 'day' },
    ...{ passedUpOn: 'day', arrivalBatch: 'code', notice: 'code' },
  },
  headings: {
    paymentId: ['缴费流水号', '支付流水号', '缴费明细ID'],
    billId: ['缴费单号', '应缴单号', '应征ID'],
    certificate_type: certificateHeadings,
    id_number: numberHeadings,
    name: ['姓名', '缴费人姓名', '参保人姓名', '人员姓名'],
    year: ['缴费年度', '费款所属年度', '所属年度', '年度'],
    payer: ['缴费主体', '缴款人类别'],
    kind: ['收退标志', '缴费类型'],
    amountYuan: ['金额（元）', '金额(元)', '缴费金额', '金额'],
    paidOn: ['缴费日期', '缴费时间', '到账日期'],
    reverses: ['原缴费流水号', '原居民缴费明细ID', '冲正流水号'],
    city: ['统筹区', '医保区划'],
    scheme: ['险种'],
    taxVoucher: ['电子税票号码', '税票号码'],
    intoTreasuryOn: ['入国库时间', '入库日期'],
    passedUpOn: ['上解时间', '上解日期'],
    arrivalBatch: ['到账批次号', '批次号'],
    notice: ['征集通知单ID', '征集通知单号'],
  },
  unknown: 'ignored',
} as const satisfies {
  readonly required: Readonly<Record<string, CellKind>>
  readonly further: Readonly<Record<string, CellKind>>
  readonly headings: Readonly<Record<string, readonly string[]>>
  readonly unknown: 'ignored'
}

/** How offices write who paid, what it is and of which scheme; codes and flags are those of the national interface. */
const words: Readonly<Record<string, string>> = {
  ...Object.fromEntries(payers.map((each) => [payerNames[each], each])),
  ...{ 集体: 'collective', 失业保险: 'unemployment-fund', 失业基金: 'unemployment-fund' },
  ...{ 收款: 'payment', 缴费: 'payment', 正常: 'payment', '10': 'payment' },
  ...{
    补收: 'payment',
    一次性补收: 'payment',
    退休补收: 'payment',
    基数补差: 'payment',
    比例补差: 'payment',
  },
  ...{ '30': 'payment', '32': 'payment', '33': 'payment', '34': 'payment', '35': 'payment' },
  // A line that was taken back later counted until then; its reversal is a line of its own.
  ...{ Z: 'payment', '+': 'payment' },
  ...{ 退费: 'refund', 退收: 'refund', 冲正: 'refund', '-': 'refund', '20': 'refund' },
  ...{ '310': 'employee', 职工: 'employee', '390': 'resident', 居民: 'resident' },
}
const wordOf = (text: string): string => words[text] ?? text

const aNumber = ['letters and digits, at most 120', '字母、数字，不超过120位'] as const
const aDay = ['a day, as in 2025-01-05', '日期，如2025-01-05'] as const

/** What each column holds, in both languages, for whoever has to mend a row. */
const holds: Readonly<Record<keyof typeof paymentColumns.headings, readonly [string, string]>> = {
  ...{ paymentId: aNumber, billId: aNumber, reverses: aNumber, taxVoucher: aNumber, arrivalBatch: aNumber },
  ...{ notice: aNumber, paidOn: aDay, intoTreasuryOn: aDay, passedUpOn: aDay },
  payer: [payers.join(', '), Object.values(payerNames).join('、')],
  kind: [
    'payment (10, 30, 32–35, Z, +), refund (20, -)',
    '收款、补收、退费、冲正，或10、30、32至35、20，或Z、+、-',
  ],
  amountYuan: ['yuan with two decimals, more than nothing', '大于零的金额（元），最多两位小数'],
  city: ['the code of a city, as in 340100', '市的区划代码，如340100'],
  scheme: ['310, 390', '310（职工）、390（居民）'],
  certificate_type: ['a code as in lists of persons', '同参保登记名单的证件类型代码'],
  id_number: ['a number as its kind of certificate has them', '与证件类型相符的证件号码'],
  name: ['the name as it is registered', '与参保登记一致的姓名'],
  year: ['a year, as in 2026', '年度，如2026'],
}

/** An amount in yuan with two decimals, however many zeros a spreadsheet shows. A reversal's own sign goes with its kind. */
const yuanOf = (text: string): string => {
  const [, whole, decimals = ''] = /^-?(\d+)(?:\.(\d+))?$/.exec(text) ?? []
  if (whole === undefined || /[1-9]/.test(decimals.slice(2))) return text
  return `${whole}.${decimals.slice(0, 2).padEnd(2, '0')}`
}

/** Whose year a payment is for, where its row names no bill: a resident by their certificate. */
export type ForPerson = { readonly person: NamedPerson; readonly year: FundYear }

/** A row that reads well; one that names no bill names a person, and is a payment on the bill of theirs. */
export type PaymentRow =
  | { readonly payment: Reported }
  | { readonly of: ForPerson; readonly paymentOn: (billId: string) => Reported }

type BadRow = { readonly column: string; readonly fault: Refusal }

const badAt = (column: string): BadRow => {
  const [values, valuesZh] = holds[column as keyof typeof holds] ?? aNumber
  const figures = { column, values, valuesZh }
  return { column, fault: refusal('payment-file.bad-cell', { field: column, figures }) }
}

type Cells = Readonly<Record<string, string>>

/** Whom a row names that names no bill, or at which column it does so badly. */
const personIn = (cells: Cells): ForPerson | BadRow => {
  if ((cells.id_number ?? '') === '') return badAt('billId')
  if (certificateTypeIn(cells) === undefined) return badAt('certificate_type')
  const number = numberIn(cells)
  if (!number) return badAt('id_number')
  const { name = '' } = cells
  if (name === '') return badAt('name')
  const year = fundYear.safeParse(Number(/^(\d{4})年?$/.exec(cells.year ?? '')?.[1] ?? Number.NaN))
  return year.success ? { person: { ...number, name }, year: year.data } : badAt('year')
}

/** The payment that a row tells of, on a bill. */
const readOn = (billId: string, cells: Cells): { readonly payment: Reported } | BadRow => {
  const { amountYuan = '', taxVoucher, intoTreasuryOn, passedUpOn, arrivalBatch, notice, ...rest } = cells
  const { certificate_type: _, id_number: __, name: ___, year: ____, ...told } = rest
  const given = (of: Readonly<Record<string, string | undefined>>) =>
    Object.fromEntries(Object.entries(of).filter(([, value]) => value !== undefined && value !== ''))
  const treasury = given({ taxVoucher, intoTreasuryOn, passedUpOn, arrivalBatch, notice })
  const kind = wordOf(cells.kind ?? '')
  const read = reportedPayment.safeParse({
    ...given(told),
    billId,
    payer: wordOf(cells.payer ?? ''),
    kind,
    ...(cells.scheme ? { scheme: wordOf(cells.scheme) } : {}),
    amountYuan: yuanOf(amountYuan),
    ...(Object.keys(treasury).length === 0 ? {} : { treasury }),
  })
  if (kind === 'payment' && /^-\d/.test(amountYuan))
    return {
      column: 'amountYuan',
      fault: refusal('payment-file.negative', { field: 'amountYuan' }),
    }
  if (read.success) return { payment: read.data }
  const path = read.error.issues[0]?.path ?? []
  const column = String((path[0] === 'treasury' ? path[1] : path[0]) ?? 'kind')
  return badAt(column)
}

/** The bill of a resident's year that nobody is registered for: what is paid on it waits in suspense. */
export const billOfNobody = (year: FundYear): string => residentBillId('NOBODY', year)

/** A row as a payment, or what is wrong with it at which column. */
export const readPaymentRow = (cells: Cells): PaymentRow | BadRow => {
  if ((cells.billId ?? '') !== '') return readOn(cells.billId ?? '', cells)
  const of = personIn(cells)
  if ('fault' in of) return of
  const read = readOn(billOfNobody(of.year), cells)
  return 'fault' in read ? read : { of, paymentOn: (billId) => ({ ...read.payment, billId }) }
}
