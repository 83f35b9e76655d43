import type { Sheet } from '#shared/edge/files/sheet.ts'
import { sum } from '#shared/money/fen.ts'
import type { MonthStatement } from './read-month-statements.ts'
import { payerInWords, wordsOf } from './rules/statement-words.ts'

/** A month's statement as accountants file it: what was stated, what is open, and the ledger beside it. */
export const monthStatementSheet = ({ stated, tie }: MonthStatement): Sheet => ({
  title: '月度对账单',
  columns: ['项目', '笔数', '金额（元）', '总账已记（元）', '差额（元）', '说明'],
  rows: [
    ...stated.lines.map((line) => [
      ...[wordsOf(line).zh, line.count, { fen: line.pooled + line.account }],
      ...[null, null, null],
    ]),
    ...stated.balances.flatMap(({ payer, opening, closing }) => [
      [`期初未缴（${payerInWords(payer).zh}）`, null, { fen: opening }, null, null, null],
      [`期末未缴（${payerInWords(payer).zh}）`, null, { fen: closing }, null, null, null],
    ]),
    ...tie.accounts.map(({ chinese, stated: own, booked }) => [
      ...[`科目 ${chinese}`, null, { fen: own }, { fen: booked }, { fen: own - booked }, null],
    ]),
    ...tie.differences.map(({ line, amount, zh, month }) => [
      ...[`差异 ${line}`, null, null, null, { fen: amount }, month === undefined ? zh : `${zh}：${month}`],
    ]),
  ],
})

const totalOf = ({ stated }: MonthStatement, ...lines: readonly string[]): number =>
  sum(stated.lines.filter(({ line }) => lines.includes(line)).map(({ pooled, account }) => pooled + account))

/** A month in one row: what was issued, received and taken off, what is open, and what cannot be tied. */
export const summaryOf = (statement: MonthStatement) => {
  const { stated, tie } = statement
  const { month, revision, statedOn, balances } = stated
  return {
    ...{ month, revision, statedOn },
    opening: sum(balances.map(({ opening }) => opening)),
    issued: totalOf(statement, 'issued'),
    received: totalOf(statement, 'paid', 'refunded'),
    takenOff: totalOf(statement, 'taken-off'),
    closing: sum(balances.map(({ closing }) => closing)),
    suspense: totalOf(statement, 'suspense'),
    interest: totalOf(statement, 'interest'),
    swept: totalOf(statement, 'swept'),
    isTied: tie.isTied,
    untied: tie.differences.filter(({ isExplained }) => !isExplained).length,
  }
}

/** The months of a year, a row each. */
export const yearOfStatementsSheet = (statements: readonly MonthStatement[]): Sheet => ({
  title: '月度对账单汇总',
  columns: [
    ...['月份', '版次', '出具日期', '期初未缴（元）', '应缴（元）', '实收（元）', '核销减免（元）'],
    ...['期末未缴（元）', '待查收入变动（元）', '利息（元）', '划缴（元）', '对账结果', '未对平项数'],
  ],
  rows: statements
    .map(summaryOf)
    .map((row) => [
      ...[row.month, row.revision, row.statedOn],
      ...[row.opening, row.issued, row.received, row.takenOff, row.closing].map((fen) => ({ fen })),
      ...[row.suspense, row.interest, row.swept].map((fen) => ({ fen })),
      ...[row.isTied ? '相符' : '不符', row.untied],
    ]),
})
