import type { Month } from '#shared/calendar/day.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import { formatYuan } from '#shared/money/fen.ts'
import { quotient } from '#shared/money/rate.ts'
import type { Indicator, IndicatorValue } from '../../indicator/rules/definitions.ts'
import { definitionOf, ofWords } from '../../indicator/rules/definitions.ts'
import type { Figures } from '../../indicator/rules/figures.ts'
import { at } from '../../indicator/rules/figures.ts'
import type { WarningLevel } from '../../warning/rules/thresholds.ts'

/** An open warning as the analysis tells of it. */
export type OpenWarning = {
  readonly city: string
  readonly indicator: Indicator
  readonly level: WarningLevel
  readonly since: string
  readonly answer?: { readonly officer: string; readonly plan: string; readonly until: string } | undefined
}

/** What a month's analysis is made of. */
export type AnalysisInput = {
  /** 合肥市, or 安徽省. */
  readonly division: string
  readonly scheme: Scheme
  readonly month: Month
  readonly figures: Figures
  readonly values: readonly IndicatorValue[]
  /** The months of the year so far: what is drawn. */
  readonly history: readonly { readonly month: Month; readonly figures: Figures }[]
  /** Of the province: each city's month. */
  readonly cities: readonly { readonly name: string; readonly values: readonly IndicatorValue[] }[]
  readonly warnings: readonly OpenWarning[]
}

export type Table = { readonly columns: readonly string[]; readonly rows: readonly (readonly string[])[] }
/** Bars by month, in 10,000 yuan. */
export type Bars = {
  readonly title: string
  readonly bars: readonly { readonly label: string; readonly value: number }[]
}
export type Section = {
  readonly title: string
  readonly words: readonly string[]
  readonly tables: readonly Table[]
  readonly charts: readonly Bars[]
}
export type Analysis = { readonly title: string; readonly sections: readonly Section[] }

const schemeNames = { employee: '职工基本医疗保险', resident: '城乡居民基本医疗保险' } as const
export const levelNames: Readonly<Record<WarningLevel, string>> = {
  normal: '正常',
  blue: '蓝色',
  yellow: '黄色',
  orange: '橙色',
  red: '红色',
}

/** Amounts in documents of the trade are in 10,000 yuan. */
const fenInTenThousandYuan = 1_000_000
const tenThousand = (amount: number): number => quotient(amount, fenInTenThousandYuan, 2)
const wan = (amount: number): string => tenThousand(amount).toFixed(2)
const percent = (share: number): string => `${quotient(share * 100, 1, 2).toFixed(2)}%`
const points = (share: number): string => quotient(Math.abs(share) * 100, 1, 2).toFixed(2)

const shownAs: Readonly<Record<ReturnType<typeof definitionOf>['unit'], (value: number) => string>> = {
  fen: (value) => `${wan(value)}万元`,
  ratio: percent,
  months: (value) => `${value.toFixed(1)}个月`,
  days: (value) => `${value.toFixed(1)}天`,
  times: (value) => value.toFixed(2),
  yuan: (value) => `${value}元`,
}

const perHead: readonly Indicator[] = ['cost-per-head', 'average-stay-cost']

/** A value as the document says it; a dash where there is nothing to divide by. */
export const shown = ({ indicator, value }: Pick<IndicatorValue, 'indicator' | 'value'>): string => {
  if (value === null) return '—'
  if (perHead.includes(indicator)) return `${formatYuan(value)}元`
  return shownAs[definitionOf(indicator).unit](value)
}

/** What the policy aims at, as the document says it: one share, or between which two it is to lie. */
const aimed = ({ indicator, aim }: Pick<IndicatorValue, 'indicator' | 'aim'>): string => {
  if (aim === undefined) return ''
  return definitionOf(indicator).unit === 'ratio'
    ? aim
        .split('–')
        .map((share) => percent(Number(share)))
        .join('–')
    : aim
}

const find = (values: readonly IndicatorValue[], indicator: Indicator): number | null =>
  values.find((each) => each.indicator === indicator && each.of === undefined)?.value ?? null

const grew = (growth: number | null): string => {
  if (growth === null) return '上年同期无数据'
  return growth >= 0 ? `同比增长${percent(growth)}` : `同比下降${percent(-growth)}`
}

const surplus = (amount: number): string =>
  amount >= 0 ? `结余${wan(amount)}万元` : `赤字${wan(-amount)}万元`

const tableOf = (values: readonly IndicatorValue[], wanted: readonly Indicator[]): Table => ({
  columns: ['指标', '项目', '数值', '政策目标', '计算公式'],
  rows: values
    .filter(({ indicator }) => wanted.includes(indicator))
    .map((each) => {
      const { name, formula } = definitionOf(each.indicator)
      return [name.zh, each.of === undefined ? '' : ofWords(each.of).zh, shown(each), aimed(each), formula.zh]
    }),
})

const none = { words: [], tables: [], charts: [] } as const

const whole = ({ figures, values, history }: AnalysisInput): Section => {
  const months = find(values, 'months-payable')
  return {
    ...none,
    title: '一、基金收支总体情况',
    words: [
      `本年截至本月，统筹基金收入${wan(at(figures, 'income'))}万元，${grew(find(values, 'income-growth'))}；支出${wan(at(figures, 'expenditure'))}万元，${grew(find(values, 'expenditure-growth'))}；当期${surplus(at(figures, 'current'))}，累计${surplus(at(figures, 'balance'))}${months === null ? '。' : `，可支付${months.toFixed(1)}个月。`}`,
    ],
    charts: [
      {
        title: '各月末统筹基金累计结余（万元）',
        bars: history.map((each) => ({
          label: each.month.slice(5),
          value: tenThousand(at(each.figures, 'balance')),
        })),
      },
    ],
  }
}

const budget = ({ figures, values }: AnalysisInput): Section => {
  const pace = find(values, 'budget-pace')
  const paced =
    pace === null
      ? '本年尚无已批准的支出预算。'
      : `统筹支出预算${wan(at(figures, 'planned'))}万元，执行进度较季节规律${pace >= 0 ? '快' : '慢'}${points(pace)}个百分点。`
  const lines = values.filter(({ indicator }) => indicator === 'line-pace')
  return {
    ...none,
    title: '二、预算执行情况',
    words: [
      paced,
      `按季节规律和预算预计，当年${surplus(at(figures, 'forecastCurrent'))}，年末累计${surplus(at(figures, 'forecastBalance'))}。`,
    ],
    tables: [
      {
        columns: ['科目', '预算（万元）', '执行（万元）', '执行率'],
        rows: lines.map(({ of = '', ...each }) => [
          ofWords(of).zh,
          wan(at(figures, `budget-${of}`)),
          wan(at(figures, `executed-${of}`)),
          shown(each),
        ]),
      },
    ],
  }
}

const care = ({ values }: AnalysisInput): Section => {
  const [scope, actual, gap] = (['policy-scope-ratio', 'actual-ratio', 'ratio-gap'] as const).map((each) =>
    find(values, each),
  )
  const aim = values.find(({ indicator }) => indicator === 'policy-scope-ratio')?.aim
  const said =
    scope === null || scope === undefined || aim === undefined
      ? '本年尚无住院结算。'
      : `政策范围内住院费用支付比例${percent(scope)}，较政策目标${percent(Number(aim))}${scope >= Number(aim) ? '高' : '低'}${points(scope - Number(aim))}个百分点；实际报销比例${percent(actual ?? 0)}，两者相差${points(gap ?? 0)}个百分点。`
  return {
    ...none,
    title: '三、待遇保障和医疗服务利用',
    words: [said],
    tables: [
      tableOf(values, [
        ...(['admission-rate', 'average-stay', 'average-stay-cost', 'cost-per-head'] as const),
        ...(['policy-scope-ratio', 'scope-ratio-by-level', 'level-difference', 'actual-ratio'] as const),
        ...(['ratio-gap', 'share-by-level', 'out-of-area-share', 'readmission'] as const),
      ]),
    ],
  }
}

const funding = ({ figures, values }: AnalysisInput): Section => ({
  ...none,
  title: '四、参保筹资和总额控制',
  words: [`月末参保${at(figures, 'insured')}人，其中退休${at(figures, 'retired')}人。`],
  tables: [
    tableOf(values, [
      ...(['dependency-ratio', 'collection-rate', 'quota-overrun'] as const),
      ...(['institutions-over-quota', 'suspended', 'point-value'] as const),
    ]),
  ],
})

const risks = ({ warnings }: AnalysisInput): Section => {
  const unanswered = warnings.filter(({ answer }) => answer === undefined).length
  const said =
    warnings.length === 0
      ? '目前没有未销号的预警。'
      : `目前有${warnings.length}项未销号的预警，其中${unanswered}项尚未答复。`
  return {
    ...none,
    title: '五、风险预警和处置',
    words: [said],
    tables:
      warnings.length === 0
        ? []
        : [
            {
              columns: ['统筹区', '指标', '级别', '起始日期', '责任人', '措施', '期限'],
              rows: warnings.map(({ city, indicator, level, since, answer }) => [
                ...[city, definitionOf(indicator).name.zh, levelNames[level], since],
                ...[answer?.officer ?? '未答复', answer?.plan ?? '', answer?.until ?? ''],
              ]),
            },
          ],
  }
}

const compared: readonly Indicator[] = [
  ...(['months-payable', 'current-balance', 'accumulated-balance', 'expenditure-growth'] as const),
  ...(['policy-scope-ratio', 'actual-ratio', 'admission-rate'] as const),
]

const cityTable = ({ cities }: AnalysisInput): Section[] =>
  cities.length === 0
    ? []
    : [
        {
          ...none,
          title: '六、各市情况',
          tables: [
            {
              columns: ['统筹区', ...compared.map((each) => definitionOf(each).name.zh)],
              rows: cities.map(({ name, values }) => [
                name,
                ...compared.map((indicator) => shown({ indicator, value: find(values, indicator) })),
              ]),
            },
          ],
        },
      ]

/** The analysis of a fund's operation (运行分析): every word and table of it is made from the month's figures. */
export const analysisOf = (input: AnalysisInput): Analysis => {
  const [year, month] = [input.month.slice(0, 4), Number(input.month.slice(5))]
  return {
    title: `${input.division}${schemeNames[input.scheme]}基金运行分析（${year}年${month}月）`,
    sections: [whole(input), budget(input), care(input), funding(input), risks(input), ...cityTable(input)],
  }
}
