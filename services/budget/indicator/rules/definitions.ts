import type { Phrase } from '#shared/kernel/language.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import type { Rate } from '#shared/money/rate.ts'
import { Exact, quotient } from '#shared/money/rate.ts'
import { awayPlaces } from '../../claims/rules/volumes.ts'
import { monthsPayable } from '../../execution/rules/months-payable.ts'
import { chineseNameOf, isAccount } from '../../ledger/rules/chart.ts'
import type { Figures } from './figures.ts'
import { at, careName } from './figures.ts'

/** How a value is to be read: whole fen, a share of one, months, days, persons for each. */
export const units = ['fen', 'ratio', 'months', 'days', 'times', 'yuan'] as const

/** What figures are measured against: how far the year is, how it usually lies, and what the policy aims at. */
export type Frame = {
  readonly scheme: Scheme
  /** Months of the year so far, 1 to 12. */
  readonly months: number
  /** The share of the year's spending that usually lies in them. */
  readonly seasonal: number
  readonly aims: {
    readonly policyScope: string
    readonly levelDifference: { readonly least: string; readonly most: string }
  }
}

/** One value: of what (a line, a level), with the figures it comes from; null where there is nothing to divide by. */
export type Measure = {
  readonly of?: string
  readonly value: number | null
  readonly parts: Figures
  /** What the policy aims at, where it says. */
  readonly aim?: string
}

type Definition = {
  readonly name: Phrase
  readonly unit: (typeof units)[number]
  readonly formula: Phrase
  readonly source: Phrase
  /** What its value is called among the figures that a warning is raised with, where not the indicator's own name. */
  readonly called?: string
  readonly measure: (figures: Figures, frame: Frame) => readonly Measure[]
}

const ledger = { zh: '基金总账（期间余额）', en: 'the ledger of the fund, by periods' }
const budget = { zh: '预算和基金总账', en: 'the budget, and the ledger' }
const claims = {
  zh: '医疗费用结算，入账时按医疗机构等级累计',
  en: 'settled claims, counted by level of institution as they are booked',
}
const ratioPlaces = 4

const pick = (figures: Figures, names: readonly string[]): Figures =>
  Object.fromEntries(names.map((name) => [name, at(figures, name)]))

/** Dividend ÷ divisor; null where the divisor is nothing, or less. */
const over = (dividend: Rate, divisor: number, places = ratioPlaces): number | null =>
  divisor <= 0 ? null : quotient(dividend, divisor, places)

const amount =
  (name: string): Definition['measure'] =>
  (figures) => [{ value: at(figures, name), parts: {} }]

/** One figure over another. */
const share =
  (part: string, whole: string, places = ratioPlaces): Definition['measure'] =>
  (figures) => [
    { value: over(at(figures, part), at(figures, whole), places), parts: pick(figures, [part, whole]) },
  ]

/** One figure over another at each of some places: levels, lines, pools. */
const shareAt =
  <Place extends string | number>(
    places: readonly Place[] | ((figures: Figures) => readonly Place[]),
    names: (place: Place) => readonly [part: string, whole: string],
  ): Definition['measure'] =>
  (figures, frame) =>
    (typeof places === 'function' ? places(figures) : places).flatMap((place) =>
      share(...names(place))(figures, frame).map((measure) => ({ of: String(place), ...measure })),
    )

/** What stands behind a prefix among the names of figures. */
const namedAfter = (figures: Figures, prefix: string): string[] =>
  Object.keys(figures).flatMap((name) => (name.startsWith(prefix) ? [name.slice(prefix.length)] : []))

/** How much more than the same months of the year before. */
const growth =
  (name: string): Definition['measure'] =>
  (figures) => {
    const [now, before] = [at(figures, name), at(figures, `${name}Before`)]
    return [{ value: over(now - before, before), parts: pick(figures, [name, `${name}Before`]) }]
  }

const hospitalLevels = [1, 2, 3] as const
const inpatient = (figure: Parameters<typeof careName>[1]) => careName('inpatient', figure)
const scope = inpatient('inScope')

/** What the basic pool pays of stays at institutions of a level, and their in-scope cost. */
const scopeNames = (level: (typeof hospitalLevels)[number]) =>
  [careName('inpatient', 'basic', level), careName('inpatient', 'inScope', level)] as const

const scopeAt = (figures: Figures, level: (typeof hospitalLevels)[number]): number | null => {
  const [basic, inScope] = scopeNames(level)
  return over(at(figures, basic), at(figures, inScope))
}

/** By how much what one level is paid of lies above the next. */
const levelDifferences: Definition['measure'] = (figures, { aims: { levelDifference } }) =>
  ([1, 2] as const).map((level) => {
    const [lower, higher] = [scopeAt(figures, level), scopeAt(figures, (level + 1) as 2 | 3)]
    return {
      of: `${level}-${level + 1}`,
      value:
        lower === null || higher === null ? null : quotient(new Exact(lower).minus(higher), 1, ratioPlaces),
      parts: {},
      aim: `${levelDifference.least}–${levelDifference.most}`,
    }
  })

const budgetPace: Definition['measure'] = (figures, { seasonal }) => {
  const spent = over(at(figures, 'expenditure'), at(figures, 'planned'))
  if (spent === null) return [{ value: null, parts: {} }]
  return [{ value: quotient(new Exact(spent).minus(seasonal), 1, ratioPlaces), parts: { spent, seasonal } }]
}

const ratioGap: Definition['measure'] = (figures) => {
  const inScope = over(at(figures, inpatient('basic')), at(figures, scope))
  const actual = over(at(figures, inpatient('fund')), at(figures, inpatient('total')))
  if (inScope === null || actual === null) return [{ value: null, parts: {} }]
  return [{ value: quotient(new Exact(inScope).minus(actual), 1, ratioPlaces), parts: { inScope, actual } }]
}

/** Points are counted in ten-thousandths, and paid for in yuan. */
const partsOfAPoint = 10_000
const fenInYuan = 100

const pointValues: Definition['measure'] = (figures) =>
  namedAfter(figures, 'points-').map((pool) => ({
    of: pool,
    value: over(
      new Exact(at(figures, `pointsFund-${pool}`)).times(partsOfAPoint).div(fenInYuan),
      at(figures, `points-${pool}`),
    ),
    parts: pick(figures, [`pointsFund-${pool}`, `points-${pool}`]),
  }))

/** Every indicator of a fund's month: what it is, how it is worked out, and what of. All are of the year so far. */
export const definitions = {
  'months-payable': {
    name: { zh: '统筹基金可支付月数', en: 'Months payable' },
    unit: 'months',
    formula: {
      zh: '统筹基金累计结余 ÷（本年归属本年的统筹支出 ÷ 月数）',
      en: 'pooled balance ÷ (what the year cost so far ÷ months)',
    },
    source: ledger,
    measure: (figures, { months }) => {
      const parts = { balance: at(figures, 'balance'), expenditure: at(figures, 'cost') }
      return [{ value: monthsPayable({ ...parts, months }), parts }]
    },
  },
  'current-balance': {
    name: { zh: '当期结余', en: 'Current balance' },
    unit: 'fen',
    formula: {
      zh: '本年统筹收入 − 本年统筹支出',
      en: 'pooled income − pooled expenditure of the year so far',
    },
    source: ledger,
    measure: amount('current'),
  },
  'accumulated-balance': {
    name: { zh: '累计结余', en: 'Accumulated balance' },
    unit: 'fen',
    formula: {
      zh: '年初统筹结余 ＋ 当期结余',
      en: 'pooled balance at the start of the year + current balance',
    },
    source: ledger,
    measure: amount('balance'),
  },
  'forecast-current': {
    name: { zh: '预计当年结余', en: 'Current balance forecast for the year' },
    unit: 'fen',
    formula: {
      zh: '各科目预计全年收入合计 − 支出合计（按季节规律或预算）',
      en: 'income − expenditure of all lines as forecast for the year, by season or budget',
    },
    source: budget,
    measure: amount('forecastCurrent'),
  },
  'forecast-balance': {
    name: { zh: '预计年末累计结余', en: "Balance forecast for the year's end" },
    unit: 'fen',
    formula: { zh: '年初统筹结余 ＋ 预计当年结余', en: 'opening balance + current balance forecast' },
    source: budget,
    measure: amount('forecastBalance'),
  },
  'forecast-result': {
    name: { zh: '预计当年结余率', en: 'Current balance forecast, of the income' },
    unit: 'ratio',
    formula: {
      zh: '预计当年结余 ÷ 本年已入账统筹收入；为负即预计当年赤字',
      en: 'current balance forecast ÷ pooled income of the year so far; below zero a deficit is forecast',
    },
    source: budget,
    measure: share('forecastCurrent', 'income'),
  },
  'budget-pace': {
    name: { zh: '预算执行进度偏差', en: 'Budget pace' },
    unit: 'ratio',
    called: 'ahead',
    formula: {
      zh: '统筹支出 ÷ 支出预算 − 按往年季节规律应达到的比例',
      en: 'pooled expenditure ÷ its budget − the share that usually lies in the months so far',
    },
    source: budget,
    measure: budgetPace,
  },
  'line-pace': {
    name: { zh: '各科目预算执行率', en: 'Execution of each line' },
    unit: 'ratio',
    formula: { zh: '科目执行数 ÷ 科目预算数', en: 'executed ÷ budget of the line' },
    source: budget,
    measure: shareAt(
      (figures) => namedAfter(figures, 'budget-'),
      (line) => [`executed-${line}`, `budget-${line}`],
    ),
  },
  'income-growth': {
    name: { zh: '统筹收入增长率', en: 'Growth of income' },
    unit: 'ratio',
    formula: {
      zh: '（本年收入 − 上年同期收入）÷ 上年同期收入',
      en: '(income − that of the same months of the year before) ÷ the latter',
    },
    source: ledger,
    measure: growth('income'),
  },
  'expenditure-growth': {
    name: { zh: '统筹支出增长率', en: 'Growth of expenditure' },
    unit: 'ratio',
    formula: {
      zh: '（本年支出 − 上年同期支出）÷ 上年同期支出',
      en: '(expenditure − that of the same months of the year before) ÷ the latter',
    },
    source: ledger,
    measure: growth('expenditure'),
  },
  'cost-per-head': {
    name: { zh: '人均统筹支出', en: 'Cost per head' },
    unit: 'fen',
    formula: {
      zh: '本年统筹支出 ÷ 月末参保人数',
      en: "pooled expenditure of the year so far ÷ insured at the month's end",
    },
    source: { zh: '基金总账；参保人数统计', en: 'the ledger; the count of the insured' },
    measure: share('expenditure', 'insured', 0),
  },
  'admission-rate': {
    name: { zh: '住院率', en: 'Admission rate' },
    unit: 'ratio',
    formula: {
      zh: '本年住院人次 ÷ 月末参保人数',
      en: "stays of the year so far ÷ insured at the month's end",
    },
    source: { zh: '医疗费用结算；参保人数统计', en: 'settled claims; the count of the insured' },
    measure: share(inpatient('claims'), 'insured'),
  },
  'average-stay': {
    name: { zh: '平均住院日', en: 'Average stay' },
    unit: 'days',
    formula: { zh: '住院床日 ÷ 住院人次', en: 'days of stays ÷ stays' },
    source: claims,
    measure: share(inpatient('days'), inpatient('claims'), 1),
  },
  'average-stay-cost': {
    name: { zh: '次均住院费用', en: 'Average cost of a stay' },
    unit: 'fen',
    formula: { zh: '住院总费用 ÷ 住院人次', en: 'whole cost of stays ÷ stays' },
    source: claims,
    measure: share(inpatient('total'), inpatient('claims'), 0),
  },
  'share-by-level': {
    name: { zh: '住院费用机构等级构成', en: 'Cost of stays by level' },
    unit: 'ratio',
    formula: {
      zh: '该等级医疗机构住院总费用 ÷ 住院总费用',
      en: 'cost of stays at institutions of the level ÷ cost of all stays',
    },
    source: claims,
    measure: shareAt(hospitalLevels, (level) => [careName('inpatient', 'total', level), inpatient('total')]),
  },
  'dependency-ratio': {
    name: { zh: '职退比', en: 'Dependency ratio: in work to retired' },
    unit: 'times',
    formula: {
      zh: '在职（含灵活就业）参保人数 ÷ 退休参保人数',
      en: 'insured in work, flexible workers with them ÷ insured retired',
    },
    source: { zh: '参保人数统计', en: 'the count of the insured' },
    measure: (figures, frame) =>
      frame.scheme === 'employee' ? share('working', 'retired', 2)(figures, frame) : [],
  },
  'collection-rate': {
    name: { zh: '征缴率', en: 'Collection rate' },
    unit: 'ratio',
    formula: {
      zh: '近12个月实收（减退费）÷（近12个月实收 ＋ 月末未缴，多缴不抵）',
      en: "collected in twelve months, less refunds ÷ (the same + what stands open at the month's end, nothing set off)",
    },
    source: { zh: '征收月报', en: 'monthly statements of contributions' },
    measure: (figures) => {
      const [collected, openBills] = [at(figures, 'collected'), at(figures, 'openBills')]
      return [{ value: over(collected, collected + openBills), parts: { collected, openBills } }]
    },
  },
  'quota-overrun': {
    name: { zh: '总额控制超支率', en: 'Overrun of quotas' },
    unit: 'ratio',
    formula: { zh: '超出当期指标暂缓支付额 ÷ 指标内应付额', en: 'above the quotas so far ÷ within them' },
    source: { zh: '医疗机构月度结算', en: 'monthly settlements with institutions' },
    measure: share('aboveQuota', 'withinQuota'),
  },
  'institutions-over-quota': {
    name: { zh: '超指标医疗机构占比', en: 'Institutions above their quotas' },
    unit: 'ratio',
    formula: { zh: '超指标医疗机构数 ÷ 医疗机构数', en: 'institutions above their quotas ÷ institutions' },
    source: { zh: '医疗机构月度结算', en: 'monthly settlements with institutions' },
    measure: share('institutionsAbove', 'institutions'),
  },
  suspended: {
    name: { zh: '暂缓支付余额', en: 'Suspended money' },
    unit: 'fen',
    formula: { zh: '总账“暂缓支付”科目余额', en: 'balance of what is suspended to the end of the year' },
    source: ledger,
    measure: amount('suspended'),
  },
  'policy-scope-ratio': {
    name: { zh: '政策范围内住院费用支付比例', en: 'Policy-scope ratio' },
    unit: 'ratio',
    formula: {
      zh: '统筹基金支付住院费用 ÷ 政策范围内住院费用',
      en: 'basic pool’s part of stays ÷ their in-scope cost',
    },
    source: claims,
    measure: (figures, frame) =>
      share(inpatient('basic'), scope)(figures, frame).map((each) => ({
        ...each,
        aim: frame.aims.policyScope,
      })),
  },
  'scope-ratio-by-level': {
    name: { zh: '各级医疗机构政策范围内支付比例', en: 'Policy-scope ratio by level' },
    unit: 'ratio',
    formula: {
      zh: '该等级机构统筹支付住院费用 ÷ 该等级政策范围内住院费用',
      en: 'basic pool’s part of stays at the level ÷ their in-scope cost',
    },
    source: claims,
    measure: shareAt(hospitalLevels, scopeNames),
  },
  'level-difference': {
    name: { zh: '不同等级机构支付比例之差', en: 'Difference between levels' },
    unit: 'ratio',
    formula: {
      zh: '低一级机构支付比例 − 高一级机构支付比例',
      en: 'ratio at the lower level − ratio at the next',
    },
    source: claims,
    measure: levelDifferences,
  },
  'actual-ratio': {
    name: { zh: '住院费用实际报销比例', en: 'Actual reimbursement ratio' },
    unit: 'ratio',
    formula: {
      zh: '各项基金支付住院费用 ÷ 住院总费用',
      en: 'what all funds pay of stays ÷ their whole cost',
    },
    source: claims,
    measure: share(inpatient('fund'), inpatient('total')),
  },
  'ratio-gap': {
    name: { zh: '政策范围内与实际报销比例之差', en: 'Gap between policy-scope and actual ratio' },
    unit: 'ratio',
    formula: { zh: '政策范围内支付比例 − 实际报销比例', en: 'policy-scope ratio − actual ratio' },
    source: claims,
    measure: ratioGap,
  },
  'out-of-area-share': {
    name: { zh: '异地住院费用占比', en: 'Out-of-area share' },
    unit: 'ratio',
    formula: {
      zh: '异地（市外、省外）住院费用 ÷ 住院总费用',
      en: 'cost of stays in other cities and provinces ÷ cost of all stays',
    },
    source: claims,
    measure: shareAt(awayPlaces, (place) => [`away-${place}-total`, inpatient('total')]),
  },
  readmission: {
    name: { zh: '同病再入院率', en: 'Readmission' },
    unit: 'ratio',
    formula: {
      zh: '出院后规定天数内同病再入院人次 ÷ 住院人次',
      en: 'stays soon after another of the same disease ÷ stays',
    },
    source: claims,
    measure: share(inpatient('readmissions'), inpatient('claims')),
  },
  'point-value': {
    name: { zh: '点值（上年清算）', en: "Points' value when the year before was cleared" },
    unit: 'yuan',
    formula: { zh: '点数基金 ÷ 点数合计', en: 'the fund of the points ÷ their sum' },
    source: { zh: '年终清算', en: 'the clearing of the year' },
    measure: pointValues,
  },
} as const satisfies Readonly<Record<string, Definition>>

export type Indicator = keyof typeof definitions
export const indicators = Object.keys(definitions) as Indicator[]
export const definitionOf = (indicator: Indicator): Definition => definitions[indicator]

/** One value of an indicator. */
export type IndicatorValue = Measure & { readonly indicator: Indicator }

/** All indicators of figures. */
export const valuesOf = (figures: Figures, frame: Frame): IndicatorValue[] =>
  indicators.flatMap((indicator) =>
    definitionOf(indicator)
      .measure(figures, frame)
      .map((measure) => ({ indicator, ...measure })),
  )

const levelNames: Readonly<Record<string, Phrase>> = {
  '1': { zh: '一级', en: 'level 1' },
  '2': { zh: '二级', en: 'level 2' },
  '3': { zh: '三级', en: 'level 3' },
  '1-2': { zh: '一级高于二级', en: 'level 1 above level 2' },
  '2-3': { zh: '二级高于三级', en: 'level 2 above level 3' },
  'in-province': { zh: '省内异地', en: 'elsewhere in the province' },
  'out-of-province': { zh: '跨省异地', en: 'in other provinces' },
}

/** What a value is of, in words: a level, a place, a line of the budget, else as it is named. */
export const ofWords = (of: string): Phrase =>
  levelNames[of] ?? { zh: isAccount(of) ? chineseNameOf(of) : of, en: of }

/** The figures that a value is told with: itself under its name, and what it comes from. */
export const toldFigures = ({ indicator, value, parts }: IndicatorValue): Figures => {
  const { called } = definitionOf(indicator)
  const name = called ?? indicator.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
  return value === null ? parts : { [name]: value, ...parts }
}
