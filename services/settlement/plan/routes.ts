import * as z from 'zod'
import { amount, city, scheme, signedAmount, yearInText } from '#shared/contracts/fields.ts'
import type { Cell } from '#shared/edge/files/sheet.ts'
import { downloadOf, sheetFormats, sheetTypes } from '#shared/edge/files/sheet.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { accept } from '#shared/kernel/decision.ts'
import { chineseNameOf } from '#shared/kernel/divisions.ts'
import { provenanceTags } from '#shared/policy/format.ts'
import type { Policy } from '#shared/policy/policy.ts'
import type { IncomeTie } from './rules/income-ties.ts'
import { incomeTies, tiedItems } from './rules/income-ties.ts'
import type { PlanBook } from './rules/plan-book.ts'

const tag = z.enum(provenanceTags).meta({ description: 'how sure the figure is' })

const tie = z.strictObject({
  item: z.enum(tiedItems),
  scheme,
  level: z.enum(['1', '2', '3', 'provincial']).nullable(),
  statistic: z.strictObject({
    name: z.enum(['average-wage', 'disposable-income']),
    year: z.int().meta({ description: 'the year that it is of: the one before, or the last that is known' }),
    amount,
    tag,
    cites: z.string(),
  }),
  by: z.string().meta({ description: 'the share or the times that it is tied by' }),
  tied: amount,
  inForce: amount.nullable(),
  difference: signedAmount.nullable().meta({ description: 'tied less in force' }),
  implied: z.string().nullable().meta({ description: 'what of the statistic the figure in force is' }),
  inForceTag: tag,
})

const itemNames = {
  deductible: '住院起付标准',
  ceiling: '年度最高支付限额',
  contribution: '个人缴费标准',
} as const
const levelNames = { 1: '一级', 2: '二级', 3: '三级', provincial: '省属三级' } as const
const schemeNames = { employee: '职工', resident: '居民' } as const
const statisticNames = {
  'average-wage': '城镇单位就业人员平均工资',
  'disposable-income': '居民人均可支配收入',
} as const
const yuan = (fen: number | null): Cell => (fen === null ? null : { fen })

const sheetOf = (of: string, year: number, ties: readonly IncomeTie[]) => ({
  title: `待遇与收入挂钩测算${year}`,
  columns: [
    ...['统筹区', '险种', '项目', '机构等级', '挂钩指标', '指标年度', '指标值', '挂钩比例'],
    ...['测算标准', '现行标准', '差额', '现行相当于'],
  ],
  rows: ties.map((each): Cell[] => [
    ...[chineseNameOf(of), schemeNames[each.scheme], itemNames[each.item]],
    each.level === null ? '' : levelNames[each.level],
    ...[statisticNames[each.statistic.name], each.statistic.year, yuan(each.statistic.amount), each.by],
    ...[yuan(each.tied), yuan(each.inForce), yuan(each.difference), each.implied ?? ''],
  ]),
})

/** What plans pay by when benefits follow income, shown beside what is in force: dated data, and nothing personal. */
export const planRoutes = (effects: {
  readonly policy: () => Policy
  readonly plans: () => PlanBook
}): Operation[] => [
  defineOperation({
    method: 'GET',
    path: '/v1/settlement/income-ties',
    summary:
      'What the deductible, the ceiling and the contribution of a city and year would be if they followed wages and disposable income, each beside the figure in force with the difference. As CSV or XLSX too.',
    scopes: ['province', 'city', 'auditor'],
    owner: { whose: 'anyone' },
    query: z.strictObject({ city, year: yearInText, format: z.enum(sheetFormats).default('json') }),
    downloads: sheetTypes,
    answer: z.strictObject({ city, year: z.int(), ties: z.array(tie) }),
    refusals: ['policy.missing'],
    handle: async ({ query: { format, ...of } }) => {
      const ties = incomeTies(effects.policy(), effects.plans(), of)
      return format === 'json'
        ? accept({ ...of, ties })
        : accept(downloadOf(sheetOf(of.city, of.year, ties), format, `income-ties-${of.city}-${of.year}`))
    },
  }),
]
