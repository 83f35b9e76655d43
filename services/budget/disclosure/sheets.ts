import type { Cell, Sheet } from '#shared/edge/files/sheet.ts'
import type { Fen } from '#shared/money/fen.ts'
import type { Hidden } from './rules/few.ts'
import type { ClearingDocument, ExecutionDocument, QuotaDocument } from './rules/public-documents.ts'
import { clearingFigures, executionFigures } from './rules/public-documents.ts'

const yuan = (amount: Fen | null | undefined): Cell =>
  amount === null || amount === undefined ? null : { fen: amount }

/** How a table is shown: with the names of institutions, and without what would tell of single persons. */
export type Shown = { readonly names?: ReadonlyMap<string, string>; readonly hidden?: Hidden }

/** What stands in a cell that is not shown. */
export const hiddenCell = '—'

/** An institution's name beside its code, where names are shown; a name that nobody told is left empty. */
const nameOf = (institution: string, { names }: Shown): Cell[] =>
  names ? [names.get(institution) ?? ''] : []
const nameColumn = ({ names }: Shown): string[] => (names ? ['机构名称'] : [])
const noName = ({ names }: Shown): Cell[] => (names ? [null] : [])

const unlessFew = (cells: readonly Cell[], institution: string, { hidden }: Shown): Cell[] =>
  cells.map((cell) => (hidden?.rows.has(institution) ? hiddenCell : cell))
const unlessTelling = (cells: readonly Cell[], { hidden }: Shown): Cell[] =>
  cells.map((cell) => (hidden?.totals ? hiddenCell : cell))

const categoryNames: Readonly<Record<string, string>> = {
  'general-hospital': '综合医院',
  'tcm-hospital': '中医医院',
  'community-centre': '社区卫生服务中心',
  'township-centre': '乡镇卫生院',
}
export const levelNames: Readonly<Record<string, string>> = { 0: '未定级', 1: '一级', 2: '二级', 3: '三级' }

/** A group of a negotiation by its level and category, as it is read; one that is named otherwise stays as it is. */
const groupName = (group: string): string => {
  const [, level = '', category = ''] = /^level-(\d) (.+)$/.exec(group) ?? []
  return level in levelNames ? `${levelNames[level]}${categoryNames[category] ?? ` ${category}`}` : group
}

/** All quotas of a year as a table: the year, by kind of care, and its months. */
export const quotaSheet = ({ quotas }: QuotaDocument, shown: Shown = {}): Sheet => ({
  title: '总额控制指标',
  columns: [
    '机构代码',
    ...nameColumn(shown),
    '谈判组别',
    '年度指标',
    '住院',
    '门诊',
    ...Array.from({ length: 12 }, (_, index) => `${index + 1}月`),
  ],
  rows: quotas.map(({ institution, group, amount, byCare, months }) => [
    institution,
    ...nameOf(institution, shown),
    group === null ? null : groupName(group),
    yuan(amount),
    yuan(byCare.inpatient),
    yuan(byCare.outpatient),
    ...months.map(yuan),
  ]),
})

/** A month's execution as a table, with the total as its last row. */
export const executionSheet = ({ institutions, totals }: ExecutionDocument, shown: Shown = {}): Sheet => ({
  title: '月度执行情况',
  columns: [
    '机构代码',
    ...nameColumn(shown),
    '申报金额',
    '累计指标',
    '指标内',
    '暂缓支付',
    '质量保证金',
    '拨付金额',
  ],
  rows: [
    ...institutions.map((row) => [
      row.institution,
      ...nameOf(row.institution, shown),
      ...unlessFew(
        executionFigures.map((name) => yuan(row[name])),
        row.institution,
        shown,
      ),
    ]),
    [
      '合计',
      ...noName(shown),
      ...unlessTelling(
        executionFigures.map((name) => yuan(totals[name])),
        shown,
      ),
    ],
  ],
})

/** A year's clearing as a table, with the total as its last row. */
export const clearingSheet = ({ institutions, totals }: ClearingDocument, shown: Shown = {}): Sheet => ({
  title: '年终清算结果',
  columns: [
    '机构代码',
    ...nameColumn(shown),
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
      ...nameOf(row.institution, shown),
      row.score,
      ...unlessFew(
        clearingFigures.map((name) => yuan(row[name])),
        row.institution,
        shown,
      ),
    ]),
    [
      '合计',
      ...noName(shown),
      null,
      ...unlessTelling(
        clearingFigures.map((name) => yuan(totals[name])),
        shown,
      ),
    ],
  ],
})
