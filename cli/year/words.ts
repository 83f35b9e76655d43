import type { Language, Phrase } from '#shared/kernel/language.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'

/** Phases by their name, which is what machines read; English readers get the name itself. */
const chinesePhases: Readonly<Record<string, string>> = {
  stack: '启动本地环境',
  files: '读取文件',
  'openings, budgets, quotas': '期初、预算、指标',
  'institutions, catalogue': '机构与目录',
  'service agreements': '服务协议',
  'payment by cases': '按病种付费',
  'working capital': '周转金',
  enrolment: '参保登记',
  duplicates: '重复参保核查',
  certificates: '新生儿及境外人员参保',
  divisions: '区划登记',
  'insured statements': '参保凭证',
  'persons parted': '一人档案实为两人',
  'moves between cities': '跨市转移',
  'paid months': '缴费年限',
  'aid categories': '救助身份',
  'wage lists': '工资申报',
  bills: '核定账单',
  payments: '征缴',
  exchange: '税务信息交换',
  subsidies: '财政补助',
  sweeps: '收入户划缴',
  statements: '月度对账',
  claims: '费用结算',
  supervision: '基金监管',
  'maternity allowances': '生育津贴',
  'corrections of bills': '缴费单更正',
  'deaths told late': '迟报死亡追回',
  'coverage at rest': '参保关系中止与恢复',
  'missed years': '断保年度修复',
  'shares given back': '调剂金退回',
  forecast: '收支预测',
  'a day of the tax authority': '税务缴费日处理',
  'late fees': '滞纳金',
  refunds: '退费',
  'accounts shared with family': '个人账户家庭共济',
  'premiums of relatives from accounts': '个人账户代缴亲属保费',
  'interest of accounts': '个人账户计息',
  'heirs of accounts': '个人账户继承',
  corrections: '追溯更正',
  'monthly settlement': '月度结算',
  'settlement between cities': '市际清算',
  'support of funds': '财政支持',
  warnings: '运行预警',
  'answers to warnings': '预警答复',
  indicators: '运行指标',
  'budget adjustments': '预算调整',
  'year close': '年度关账',
  'performance of budgets': '预算绩效评价',
  levy: '调剂金上解',
  'gaps and allocations': '缺口与下拨',
  'costs after clearing': '清算后新增费用',
  'corrections after final accounts': '决算后再次调整缺口',
  clearing: '年终清算',
  'final accounts': '决算',
  'public documents': '信息公开',
  'next budget': '编制下年预算',
  'collecting by county': '区县征缴统计',
  'lists of offices': '部门名单比对',
  'what if': '政策试算',
  unity: '全省统一测算',
  seals: '账簿封存',
  verify: '核对',
}

/** What a phase is called. */
export const phaseName = (name: string, language: Language): string =>
  language === 'zh' ? (chinesePhases[name] ?? name) : name

/** The columns of a scheme's table. */
export const fundColumns = {
  city: { zh: '统筹区', en: 'city' },
  insured: { zh: '参保人数', en: 'insured' },
  income: { zh: '收入', en: 'income' },
  expenditure: { zh: '支出', en: 'expenditure' },
  clearedCost: { zh: '清算后支出', en: 'cleared' },
  ofBudget: { zh: '占预算', en: 'of budget' },
  pace: { zh: '进度偏差', en: 'pace' },
  balance: { zh: '累计结余', en: 'balance' },
  months: { zh: '可支付月数', en: 'months' },
  levy: { zh: '上解', en: 'levy' },
  allocation: { zh: '下拨', en: 'allocation' },
  warnings: { zh: '预警', en: 'warnings' },
} satisfies Record<string, Phrase>

export const refusalColumns = {
  code: { zh: '拒付代码', en: 'refused because' },
  reason: { zh: '原因', en: 'that is' },
  claims: { zh: '笔数', en: 'claims' },
  example: { zh: '示例报文', en: 'for example' },
} satisfies Record<string, Phrase>

export const province: Phrase = { zh: '全省', en: 'Anhui' }

const schemeNames: Readonly<Record<Scheme, Phrase>> = {
  employee: { zh: '职工基本医疗保险', en: 'Employees' },
  resident: { zh: '城乡居民基本医疗保险', en: 'Residents' },
}

const indicatorNames: Readonly<Record<string, string>> = {
  'months-payable': '可支付月数',
  'budget-pace': '预算执行进度',
  'forecast-result': '预计当年结余率',
  'expenditure-growth': '支出增长率',
  'collection-rate': '征缴率',
  'quota-overrun': '超指标率',
  'policy-scope-ratio': '政策范围内支付比例',
  readmission: '同病再入院率',
}
const levelNames: Readonly<Record<string, string>> = {
  blue: '蓝色',
  yellow: '黄色',
  orange: '橙色',
  red: '红色',
}

export const tableTitle = (scheme: Scheme, year: number, language: Language): string =>
  ({
    zh: `${schemeNames[scheme].zh} ${year} 年度（元）`,
    en: `${schemeNames[scheme].en} ${year}, yuan`,
  })[language]

/** The indicators that a year shows, and how each is read. */
export const indicatorColumns = {
  'months-payable': { zh: '可支付月数', en: 'months' },
  'admission-rate': { zh: '住院率', en: 'admitted' },
  'average-stay': { zh: '平均住院日', en: 'stay, days' },
  'average-stay-cost': { zh: '次均住院费用', en: 'cost of a stay' },
  'policy-scope-ratio': { zh: '政策范围内支付比例', en: 'in scope' },
  'actual-ratio': { zh: '实际报销比例', en: 'actual' },
  readmission: { zh: '同病再入院率', en: 'readmitted' },
  'collection-rate': { zh: '征缴率', en: 'collected' },
  'quota-overrun': { zh: '超指标率', en: 'above quotas' },
  'dependency-ratio': { zh: '职退比', en: 'working : retired' },
} satisfies Record<string, Phrase>

export const indicatorTitle = (scheme: Scheme, year: number, language: Language): string =>
  ({
    zh: `${schemeNames[scheme].zh} ${year} 年度运行指标`,
    en: `${schemeNames[scheme].en} ${year}, indicators`,
  })[language]

/** Warnings in force, by indicator and level. */
export const warningWords = (raised: Iterable<readonly [string, string]>, language: Language): string =>
  [...raised]
    .map(([indicator, level]) =>
      language === 'zh'
        ? `${indicatorNames[indicator] ?? indicator}${levelNames[level] ?? level}预警`
        : `${indicator} ${level}`,
    )
    .join({ zh: '，', en: ', ' }[language])

type Counts = {
  readonly settled: number
  readonly reversed: number
  readonly repeated: number
  readonly refused: number
}

export const tallyWords = ({ settled, reversed, repeated, refused }: Counts, language: Language): string =>
  ({
    zh: `结算 ${settled} 笔，冲正 ${reversed} 笔，重复报送 ${repeated} 笔，拒付 ${refused} 笔`,
    en: `${settled} claims settled, ${reversed} reversed, ${repeated} sent twice, ${refused} refused`,
  })[language]

type Stated = {
  readonly months: number
  readonly tied: number
  readonly issued: string
  readonly received: string
  readonly takenOff: string
  readonly open: string
}

export const statementWords = (
  { months, tied, issued, received, takenOff, open }: Stated,
  language: Language,
): string =>
  ({
    zh: `月度对账单 ${months} 份，与总账相符 ${tied} 份：应缴 ${issued}，实收 ${received}，核销减免 ${takenOff}，未缴 ${open} 元`,
    en: `${months} monthly statements of contributions, ${tied} tied to the ledger: ${issued} billed, ${received} received, ${takenOff} taken off, ${open} yuan open`,
  })[language]

type Forecast = {
  readonly of: string
  readonly year: number
  readonly income: string
  readonly expenditure: string
  readonly balance: string
}

export const forecastWords = (
  { of, year, income, expenditure, balance }: Forecast,
  language: Language,
): string =>
  ({
    zh: `预测：${of}居民基金 ${year} 年收入 ${income}，支出 ${expenditure}，年末累计结余 ${balance} 元`,
    en: `Forecast of the residents of ${of} in ${year}: income ${income}, expenditure ${expenditure}, balance ${balance} yuan at its end`,
  })[language]

export const givenBackWords = (yuan: string, language: Language): string =>
  ({
    zh: `决算后退回调剂金 ${yuan} 元`,
    en: `${yuan} yuan of shares of the adjustment fund given back after the final accounts`,
  })[language]

type Units = {
  readonly writePerClaim: number
  readonly readPerClaim: number
  readonly roundTripsPerClaim: number
}

export const unitWords = (units: Units, language: Language): string =>
  ({
    zh: `每笔结算的请求单位（含全部后续处理）：写 ${units.writePerClaim}，读 ${units.readPerClaim}；结算一笔往返 ${units.roundTripsPerClaim} 次`,
    en: `Request units for each settled claim, all effects: ${units.writePerClaim} write, ${units.readPerClaim} read; ${units.roundTripsPerClaim} round trips to settle one`,
  })[language]

export const durationWords = (seconds: number, language: Language): string =>
  ({ zh: `全年用时 ${seconds.toFixed(0)} 秒。`, en: `The year took ${seconds.toFixed(0)} s.` })[language]

/** What is said of claims that are worth a look. */
export const noteworthyWords = {
  heading: { zh: '值得查看的结算：', en: 'Worth explaining:' },
  largest: (yuan: string): Phrase => ({
    zh: `基金支付最多的一笔，${yuan} 元`,
    en: `the claim on which the funds paid most, ${yuan} yuan`,
  }),
  corrected: {
    zh: '目录追溯变更后更正的一笔',
    en: 'corrected, since the catalogue was changed for days past',
  },
  takenBack: { zh: '参保人死亡后结算、已追回的一笔', en: 'taken back, since its patient had died before' },
  reversed: { zh: '一笔冲正，附原结算的计算过程', en: 'a reversal, with the claim that it takes back' },
  /** A stack of its own is gone with its year; the same seed gives the same ids. */
  again: {
    zh: '临时环境已结束。先运行 npm start，再以同样的选项加 --running 重跑本年，编号不变。',
    en: 'The temporary stack is gone. Run `npm start`, then this year again with --running: the ids stay the same.',
  },
} as const
