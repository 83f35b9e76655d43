import { cities } from '#shared/kernel/divisions.ts'
import type { Language } from '#shared/kernel/language.ts'
import { aidNames } from '#shared/kernel/scheme.ts'
import type { Dimension } from '../../services/settlement/what-if/rules/effect.ts'
import { untold } from '../../services/settlement/what-if/rules/effect.ts'

type Phrase = Readonly<Record<Language, string>>

/** What the groups of each dimension are called together. */
export const dimensionNames: Readonly<Record<Dimension, Phrase>> = {
  city: { zh: '统筹区', en: 'City' },
  scheme: { zh: '险种', en: 'Scheme' },
  care: { zh: '医疗类别', en: 'Care' },
  level: { zh: '医院等级', en: 'Hospital level' },
  aid: { zh: '救助对象类别', en: 'Aid category' },
  age: { zh: '年龄', en: 'Age' },
}

const few: Readonly<Partial<Record<Dimension, Readonly<Record<string, Phrase>>>>> = {
  scheme: {
    resident: { zh: '城乡居民', en: 'residents' },
    employee: { zh: '职工', en: 'employees' },
  },
  care: { inpatient: { zh: '住院', en: 'inpatient' }, outpatient: { zh: '门诊', en: 'outpatient' } },
  level: {
    1: { zh: '一级', en: 'level 1' },
    2: { zh: '二级', en: 'level 2' },
    3: { zh: '三级', en: 'level 3' },
  },
  aid: { none: { zh: '普通参保人员', en: 'none' }, ...aidNames },
  city: Object.fromEntries(cities.map(({ code, name, chinese }) => [code, { zh: chinese, en: name }])),
}
const unknown: Phrase = { zh: '不详', en: 'not known' }

/** What a group is called. */
export const groupName = (dimension: Dimension, word: string, language: Language): string => {
  if (word === untold) return unknown[language]
  const name = few[dimension]?.[word]?.[language]
  return name ?? word
}

/** The words of the layout. */
export const layout = {
  zh: {
    title: (year: string, claims: string, persons: string) =>
      `政策试算：${year}年度，${persons}人，${claims}笔费用（只算不记账）`,
    all: '合计',
    payer: '支付方',
    inForce: '现行政策（元）',
    effect: (title: string) => `${title}（增减，元）`,
    claims: '笔数',
    cost: '总费用（元）',
    patient: '个人负担（元）',
    pool: (title: string) => `${title}：统筹基金增减`,
    burden: (title: string) => `${title}：个人增减`,
    counted: '费用笔数（含情景变动）',
    hospital: (most: string) => `医疗机构（统筹基金变动最大的${most}家）`,
    changed: '受影响笔数',
    relieved: '负担减轻人数',
    burdened: '负担加重人数',
    persons: '影响',
    most: (title: string) => `${title}：个人负担变化最大的费用`,
    claim: (place: string, cost: string, before: string, after: string) =>
      `${place}，总费用${cost}元，个人负担${before}元 → ${after}元`,
    under: { inForce: '现行政策', variant: '试算政策' },
    step: ['步骤', '现行政策', '试算政策'],
    none: '没有费用受影响',
    extracted: (claims: string, persons: string, file: string) =>
      `已提取${persons}人、${claims}笔费用，写入${file}`,
    unjudged: (persons: string) => `${persons}人的费用按现行政策无法计算，未提取：`,
    funds: {
      executed: '对基金的影响（按本年度账簿）',
      forecast: '对基金的影响（按下一年度预测）',
    },
    noFunds: '没有可供测算的基金账簿',
    refused: (title: string, field: string, code: string, reason: string) =>
      `方案“${title}”无法试算（${code}，${field}）：${reason}`,
    otherPolicy: (then: string, now: string) =>
      `提取时的政策版本为${then}，现为${now}：与现行政策的比较以现在的版本为准`,
  },
  en: {
    title: (year: string, claims: string, persons: string) =>
      `What if: the year ${year}, ${persons} persons, ${claims} claims (nothing is booked)`,
    all: 'All',
    payer: 'Payer',
    inForce: 'In force (yuan)',
    effect: (title: string) => `${title} (more or less, yuan)`,
    claims: 'Claims',
    cost: 'Cost (yuan)',
    patient: 'Patients pay (yuan)',
    pool: (title: string) => `${title}: basic pool`,
    burden: (title: string) => `${title}: patients`,
    counted: 'claims, in the world tried',
    hospital: (most: string) => `Hospital (the ${most} whose pool payments change most)`,
    changed: 'claims changed',
    relieved: 'persons who pay less',
    burdened: 'persons who pay more',
    persons: 'Effect',
    most: (title: string) => `${title}: the claims of which patients' part changes most`,
    claim: (place: string, cost: string, before: string, after: string) =>
      `${place}, cost ${cost}, the patient pays ${before} → ${after} yuan`,
    under: { inForce: 'in force', variant: 'variant' },
    step: ['Step', 'In force', 'Variant'],
    none: 'no claim is affected',
    extracted: (claims: string, persons: string, file: string) =>
      `${claims} claims of ${persons} persons were extracted into ${file}`,
    unjudged: (persons: string) =>
      `the claims of ${persons} persons cannot be judged by the law in force, and were left out:`,
    funds: {
      executed: 'What it makes of the funds, on their books of the year',
      forecast: 'What it makes of the funds, on their forecast of the year after',
    },
    noFunds: 'no fund has books to try it on',
    refused: (title: string, field: string, code: string, reason: string) =>
      `“${title}” cannot be tried (${code}, ${field}): ${reason}`,
    otherPolicy: (then: string, now: string) =>
      `the claims were extracted under policy ${then}; they are judged by ${now} as the law in force`,
  },
} as const

export const payerNames: Readonly<Record<string, Phrase>> = {
  basic: { zh: '基本医保统筹基金', en: 'basic pool' },
  seriousIllness: { zh: '大病保险', en: 'serious-illness insurance' },
  medicalAid: { zh: '医疗救助', en: 'medical aid' },
  supplement: { zh: '补充保险（大额、公务员）', en: 'supplements' },
  account: { zh: '个人账户', en: 'personal account' },
  cash: { zh: '个人现金', en: 'cash' },
}

/** What the figures of a fund's year are called. */
export const fundFigureNames = {
  income: { zh: '收入（元）', en: 'income' },
  expenditure: { zh: '支出（元）', en: 'expenditure' },
  current: { zh: '当期结余（元）', en: 'current balance' },
  balance: { zh: '累计结余（元）', en: 'accumulated balance' },
  monthsPayable: { zh: '可支付月数', en: 'months payable' },
  levy: { zh: '下年上解（元）', en: "next year's levy" },
  gap: { zh: '基金缺口（元）', en: 'gap' },
  own: { zh: '其中：自有结余', en: 'of it own balance' },
  fromFund: { zh: '其中：调剂金', en: 'of it adjustment fund' },
  local: { zh: '其中：地方承担', en: 'of it local' },
} as const satisfies Readonly<Record<string, Phrase>>
