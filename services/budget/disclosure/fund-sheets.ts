import type { Cell, Sheet } from '#shared/edge/files/sheet.ts'
import type { Fen } from '#shared/money/fen.ts'
import { fen } from '#shared/money/fen.ts'
import type { AdjustmentDocument, CostDocument } from './rules/fund-documents.ts'
import { careKey, spentKey } from './rules/hidden-costs.ts'
import type { Shown } from './sheets.ts'
import { hiddenCell, levelNames } from './sheets.ts'

const yuan = (amount: Fen): Cell => ({ fen: amount })

/** What a fund was levied and granted, and who bears its gaps, as a table. */
export const adjustmentSheet = (document: AdjustmentDocument): Sheet => ({
  title: '调剂金上解与分配',
  columns: ['项目', '年度', '金额'],
  rows: [
    ['本年上解支出', document.month.slice(0, 4), yuan(document.levied)],
    ['应上解未上解', document.month.slice(0, 4), yuan(document.stillOwed)],
    ['本年调剂补助', document.month.slice(0, 4), yuan(document.granted)],
    ['应拨未到账', document.month.slice(0, 4), yuan(document.stillExpected)],
    ...document.shares.flatMap(({ year, gap, own, fromFund, local, ineligible }): Cell[][] => [
      ['基金缺口', String(year), yuan(gap)],
      ['其中：本市累计结余弥补', String(year), yuan(own)],
      ['其中：省级调剂金分担', String(year), yuan(fromFund)],
      ['其中：本市分担', String(year), yuan(local)],
      ['其中：不予分担', String(year), yuan(ineligible)],
    ]),
  ],
})

const careNames = { inpatient: '住院', outpatient: '门诊' } as const
const placeNames = { 'in-province': '省内异地', 'out-of-province': '跨省异地' } as const

const each = (total: Fen, claims: number): Cell => (claims > 0 ? yuan(fen(Math.round(total / claims))) : null)

/** What care cost, by kind, level and place, as a table; amounts are those of the year up to the month. */
export const costSheet = ({ care, away, spent, planned }: CostDocument, { hidden }: Shown): Sheet => ({
  title: '医疗费用动态',
  columns: ['类别', '机构等级', '人次', '住院天数', '总费用', '范围内费用', '基金支付', '次均费用'],
  rows: [
    ...care.map(({ care: kind, level, claims, days, total, inScope, fund }): Cell[] => {
      const cells = [claims, days, yuan(total), yuan(inScope), yuan(fund), each(total, claims)]
      const shown = hidden?.rows.has(careKey(kind, level)) ? cells.map(() => hiddenCell) : cells
      return [careNames[kind], level === null ? '合计' : (levelNames[level] ?? ''), ...shown]
    }),
    ...away.map(({ place, claims, total, fund }): Cell[] => {
      const cells = [claims, null, yuan(total), null, yuan(fund), each(total, claims)]
      const shown = hidden?.rows.has(careKey(place, null)) ? cells.map(() => hiddenCell) : cells
      return ['住院异地就医', placeNames[place], ...shown]
    }),
    [
      '统筹基金支出',
      '合计',
      null,
      null,
      null,
      null,
      hidden?.rows.has(spentKey) ? hiddenCell : yuan(spent),
      null,
    ],
    ['统筹基金支出预算', '全年', null, null, null, null, yuan(planned), null],
  ],
})
