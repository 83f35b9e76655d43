import * as z from 'zod'
import { payer } from '#shared/contracts/contribution.ts'
import { day, fundYear, id, month, scheme, signedAmount } from '#shared/contracts/fields.ts'
import type { Sheet } from '#shared/edge/files/sheet.ts'
import { nothingBeside } from './beside.ts'
import type { Bill } from './rules/bill.ts'
import { dueAmount, openOf } from './rules/bill.ts'

/** What one payer still owes on a bill, or gets back. */
export const dueRow = z.strictObject({
  ...{ billId: id, scheme, fundYear, from: month, to: month, payer, dueOn: day },
  due: signedAmount,
  paid: signedAmount,
  open: signedAmount,
})
type DueRow = z.output<typeof dueRow>

/** What is open on a bill, one row for each payer who owes; nothing for who has paid. */
export const rowsOf = (bill: Bill): DueRow[] => {
  const { billId, scheme: of, fundYear: year, from, to, dueOn, dues, paid } = bill
  return dues.flatMap((each) => {
    const due = dueAmount(each)
    const had = paid[each.payer] ?? 0
    const period = { billId, scheme: of, fundYear: year, from, to, dueOn }
    const open = openOf(bill, each)
    return open === 0 ? [] : [{ ...period, payer: each.payer, due, paid: had, open }]
  })
}

const columns = [
  ...['缴费单号', '险种', '年度', '费款所属期起', '费款所属期止', '缴费主体', '缴费期限'],
  ...['应缴（元）', '已缴（元）', '未缴（元）'],
]

/** The rows as a spreadsheet has them, amounts in yuan. */
export const dueSheet = (rows: readonly DueRow[], beside = nothingBeside): Sheet => ({
  title: '应缴未缴清单',
  columns: [...columns, ...beside.columns],
  rows: rows.map(({ billId, scheme: of, fundYear: year, from, to, payer: by, dueOn, due, paid, open }) => [
    ...[billId, of, year, from, to, by, dueOn],
    ...[{ fen: due }, { fen: paid }, { fen: open }],
    ...beside.of(billId),
  ]),
})
