import { exchangeKinds } from '#shared/contracts/contribution.ts'
import type { Sheet } from '#shared/edge/files/sheet.ts'
import { nothingBeside } from '../bill/beside.ts'
import type { Exchange } from './rules/exchange.ts'
import { messageIdOf } from './rules/exchange.ts'

const columns = [
  ...['报文编号', '报文类型', '更正报文', '缴费单号', '征收品目', '征收周期', '费款所属期起', '费款所属期止'],
  ...[
    '单位编号',
    '人员编号',
    '缴费期限',
    '缴费主体',
    '应缴（元）',
    '发送日期',
    '状态',
    '回执代码',
    '拒收原因',
  ],
]

/** The last message on each of some bills, as the tax authority's file has it: a row for each payer. */
export const messageSheet = (listed: readonly Exchange[], beside = nothingBeside): Sheet => ({
  title: '应缴信息交换',
  columns: [...columns, ...beside.columns],
  rows: listed.flatMap(({ billId, messages }) => {
    const last = messages.at(-1)
    if (!last) return []
    const { number, kind, corrects, content, sentOn, state, answer } = last
    const { levyItem, period, from, to, employerId = '', personId = '', dueOn } = content
    const dues = content.dues.length === 0 ? [{ payer: '', amount: 0 }] : content.dues
    return dues.map(({ payer, amount }) => [
      ...[messageIdOf(billId, number), String(exchangeKinds.indexOf(kind) + 1)],
      ...[corrects === undefined ? '' : messageIdOf(billId, corrects), billId, levyItem, String(period)],
      ...[from, to, employerId, personId, dueOn, payer, { fen: amount }, sentOn, state],
      ...[answer?.code ?? '', answer?.reason ?? ''],
      ...beside.of(billId),
    ])
  }),
})
