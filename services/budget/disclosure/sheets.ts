import type { Cell, Sheet } from '#shared/edge/files/sheet.ts'
import type { Fen } from '#shared/money/fen.ts'
import type { ClearingDocument, ExecutionDocument, QuotaDocument } from './rules/public-documents.ts'
import { clearingFigures, executionFigures } from './rules/public-documents.ts'

const yuan = (amount: Fen | null | undefined): Cell =>
  amount === null || amount === undefined ? null : { fen: amount }

/** All quotas of a year as a table: the year, by kind of care, and its months. */
export const quotaSheet = ({ quotas }: QuotaDocument): Sheet => ({
  title: '总额控制指标',
  columns: [
    '机构代码',
    '谈判组别',
    '年度指标',
    '住院',
    '门诊',
    ...Array.from({ length: 12 }, (_, index) => `${index + 1}月`),
  ],
  rows: quotas.map(({ institution, group, amount, byCare, months }) => [
    institution,
    group,
    yuan(amount),
    yuan(byCare.inpatient),
    yuan(byCare.outpatient),
    ...months.map(yuan),
  ]),
})

/** A month's execution as a table, with the total as its last row. */
export const executionSheet = ({ institutions, totals }: ExecutionDocument): Sheet => ({
  title: '月度执行情况',
  columns: ['机构代码', '申报金额', '累计指标', '指标内', '暂缓支付', '质量保证金', '拨付金额'],
  rows: [
    ...institutions.map((row) => [row.institution, ...executionFigures.map((name) => yuan(row[name]))]),
    ['合计', ...executionFigures.map((name) => yuan(totals[name]))],
  ],
})

/** A year's clearing as a table, with the total as its last row. */
export const clearingSheet = ({ institutions, totals }: ClearingDocument): Sheet => ({
  title: '年终清算结果',
  columns: [
    '机构代码',
    '考核得分',
    '年度指标',
    '实际发生',
    '超支',
    '合理超支补偿',
    '超支分担',
    '结余',
    '结余留用',
    '核定支付',
    '返还保证金',
    '扣减保证金',
    '清算拨付',
    '清算扣回',
  ],
  rows: [
    ...institutions.map((row) => [
      row.institution,
      row.score,
      ...clearingFigures.map((name) => yuan(row[name])),
    ]),
    ['合计', null, ...clearingFigures.map((name) => yuan(totals[name]))],
  ],
})
