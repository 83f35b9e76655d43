import type { Payer, StatedLine } from '#shared/contracts/contribution.ts'
import type { Phrase } from '#shared/kernel/language.ts'

const payerWords: Readonly<Record<Payer, Phrase>> = {
  employer: { zh: '单位', en: 'employers' },
  individual: { zh: '个人', en: 'individuals' },
  'medical-aid': { zh: '医疗救助资助', en: 'medical aid' },
  centre: { zh: '中央财政', en: 'the central government' },
  province: { zh: '省级财政', en: 'the province' },
  city: { zh: '市级财政', en: 'the city' },
  county: { zh: '县级财政', en: 'the county' },
  'unemployment-fund': { zh: '失业保险基金', en: 'the unemployment fund' },
  collective: { zh: '集体和社会扶持', en: 'collectives' },
}

const lineWords: Readonly<Record<StatedLine['line'], Readonly<Record<string, Phrase>>>> = {
  issued: {
    'employer-month': { zh: '月度应缴核定', en: 'bills of months issued' },
    'resident-year': { zh: '居民年度应缴核定', en: 'bills of residents issued' },
    subsidy: { zh: '财政补助申报', en: 'subsidies claimed' },
    'late-fee': { zh: '滞纳金应缴', en: 'late fees billed' },
    'lump-sum': { zh: '退休一次性补缴应缴', en: 'lump sums billed' },
    'resident-repair': { zh: '居民断保修复缴费单', en: 'repairs of missed years issued' },
    'resident-difference': { zh: '居民缴费单更正', en: 'corrections of residents’ bills' },
    'large-sum': { zh: '大额医疗费用补助应缴', en: 'premiums of large-sum cover billed' },
  },
  paid: {
    premium: { zh: '到账', en: 'paid' },
    'late-fee': { zh: '滞纳金到账', en: 'late fees paid' },
    'large-sum': { zh: '大额医疗保费到账', en: 'premiums of large-sum cover paid' },
  },
  refunded: {
    premium: { zh: '退费', en: 'refunded' },
    'late-fee': { zh: '滞纳金退回', en: 'late fees refunded' },
    'large-sum': { zh: '大额医疗保费退费', en: 'premiums of large-sum cover refunded' },
  },
  'taken-off': {
    'write-off': { zh: '欠费核销', en: 'arrears written off' },
    waiver: { zh: '滞纳金减免', en: 'late fees waived' },
    reinstatement: { zh: '核销减免恢复', en: 'write-offs and waivers put back' },
  },
  suspense: {
    received: { zh: '待查收入增加', en: 'received in suspense' },
    assigned: { zh: '待查收入认领', en: 'assigned out of suspense' },
    returned: { zh: '待查收入退回', en: 'returned out of suspense' },
  },
  interest: {
    income: { zh: '收入户利息', en: 'interest on the income account' },
    special: { zh: '财政专户利息', en: 'interest on the special account' },
  },
  swept: {
    swept: { zh: '划缴财政专户', en: 'swept to the special account' },
    'come-back': { zh: '财政专户退回收入户', en: 'paid back by the special account' },
  },
}

/** A line in words, with its payer where it has one. */
export const wordsOf = ({ line, of, payer }: Pick<StatedLine, 'line' | 'of' | 'payer'>): Phrase => {
  const own = lineWords[line][of] ?? { zh: `${line} ${of}`, en: `${line} ${of}` }
  if (payer === undefined) return own
  return { zh: `${own.zh}（${payerWords[payer].zh}）`, en: `${own.en}, by ${payerWords[payer].en}` }
}

export const payerInWords = (payer: Payer): Phrase => payerWords[payer]

/** Why two figures of a statement differ; `explained` where both are right as they stand. */
export const reasonsOfDifference = {
  'not-booked': {
    isExplained: false,
    zh: '对账单有、总账未记账：消息尚未到达',
    en: 'stated and not booked: the ledger was not told yet',
  },
  'told-since': {
    isExplained: false,
    zh: '出具对账单后又有到账，须重新出具',
    en: 'told since it was stated: state the month again',
  },
  'booked-elsewhere': {
    isExplained: true,
    zh: '属于本月，记入其他会计期间（预收下年度，或本月已结账）',
    en: 'of this month and booked in another: paid for the next fund year, or the month was closed',
  },
  'of-other-months': {
    isExplained: true,
    zh: '记入本月，属于其他月份（上年预收，或迟到）',
    en: 'booked in this month and of another: paid in advance, or told late',
  },
  'by-hand': {
    isExplained: true,
    zh: '其他凭证记账（如手工凭证、结转）',
    en: 'booked by other entries, such as vouchers',
  },
  'opening-not-stated': {
    isExplained: true,
    zh: '上月未出具对账单，期初欠缴未计入',
    en: 'the month before is not stated: what was open before it is not in it',
  },
  'opening-changed': {
    isExplained: false,
    zh: '上月对账单重新出具后期末数已变，须重新出具本月',
    en: 'the month before was stated again with other balances: state this one again',
  },
} as const satisfies Readonly<Record<string, Phrase & { readonly isExplained: boolean }>>
export type WhyDifferent = keyof typeof reasonsOfDifference
