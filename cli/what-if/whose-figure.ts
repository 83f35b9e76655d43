import { must } from '#shared/kernel/errors.ts'
import type { Language } from '#shared/kernel/language.ts'
import { triableOfPayment } from '../../services/budget/what-if/rules/payment-law.ts'
import type { FundFigure } from '../../services/budget/what-if/rules/variant.ts'
import { fundFigures, triableOfFunds } from '../../services/budget/what-if/rules/variant.ts'
import { isLayer } from '../../services/settlement/what-if/rules/variant.ts'

type Phrase = Readonly<Record<Language, string>>

/** Who tries a figure of the law: the claims, the funds or the payment of institutions; or why nobody does. */
export type TriedBy =
  | { readonly by: 'claims' | 'payment' }
  | { readonly by: 'funds'; readonly as?: FundFigure }
  | { readonly by: 'nobody'; readonly reason: Phrase }

/** What a fund's what-if calls a parameter that it has another name for. */
const fundNames: Readonly<Record<string, FundFigure>> = {
  'adjustment_fund.levy.rate.employee': 'adjustment_fund.levy.rate',
  'adjustment_fund.levy.rate.resident': 'adjustment_fund.levy.rate',
}

/** Beginnings of keys whose figures no what-if changes, the more particular first, and why. */
const untried: readonly (readonly [start: string, reason: Phrase])[] = [
  [
    'adjustment_fund.gap.epidemic_diagnoses',
    {
      zh: '是认定疫情的病种目录，疫情按情景试算',
      en: 'names what an epidemic is: an epidemic is tried as a world',
    },
  ],
  [
    'adjustment_fund.gap.',
    {
      zh: '决定申请、认定和补差的程序，缺口按规则和比例试算',
      en: 'decides how a gap is asked for, proven and trued up: its rules and shares are tried',
    },
  ],
  [
    'adjustment_fund.levy.rate_cap',
    { zh: '是上解比例的法定上限，试算不得超过', en: 'is the cap of the law, which no trial goes beyond' },
  ],
  [
    'adjustment_fund.levy.pause_line',
    {
      zh: '按全省累计调剂金判断是否暂停，试算给出未暂停时的上解',
      en: 'pauses levies by what the whole province holds: a trial tells the levy while none is paused',
    },
  ],
  [
    'adjustment_fund.levy.',
    {
      zh: '决定上解的期限和滞纳金，不改变应上解额',
      en: 'decides when a levy is remitted, not what it comes to',
    },
  ],
  [
    'contribution.',
    {
      zh: '决定每人每单位的账单，试算不重新开账单：收入按费率、标准、补助和缴费人数同比例变动',
      en: 'decides each bill, and nobody is billed again: income follows rate, standard, subsidy and who pays',
    },
  ],
  [
    'enrollment.',
    {
      zh: '决定谁参保、何时享受待遇，年度费用只有已享受待遇的人：人数按情景试算',
      en: 'decides who is insured since when, and a year has claims of those who were: heads are tried as a world',
    },
  ],
  [
    'supervision.',
    { zh: '只筛选可疑费用，查实前不改变支付', en: 'picks claims to look at, and pays nobody otherwise' },
  ],
  [
    'warning.',
    { zh: '只决定何时预警，不改变基金收支', en: 'decides when somebody is warned, and moves no money' },
  ],
  ['indicator.', { zh: '是考核目标，不改变基金收支', en: 'is an aim, and moves no money' }],
  [
    'performance.',
    { zh: '用于绩效评价和下年预算，不改变本年', en: 'scores a year for the next budget, and changes none' },
  ],
  [
    'drafting.',
    { zh: '用于编制下年预算，编制时即可试算', en: 'drafts the next budget, which is tried as it is drafted' },
  ],
  ['disclosure.', { zh: '只决定公开的时间和口径', en: 'decides what the public sees, and when' }],
  ['income.', { zh: '是已公布的统计数', en: 'is a published statistic' }],
  [
    'unity.',
    {
      zh: '以 unify 试算按全省规定的待遇',
      en: 'is tried as `unify`: the province’s benefits in place of a city’s',
    },
  ],
  ['general.resident_population', { zh: '是已公布的统计数', en: 'is a published statistic' }],
  [
    'general.counted_years',
    {
      zh: '决定费用提取前计入的连续参保年限',
      en: 'counts the years of enrolment before claims are extracted with them',
    },
  ],
  [
    'general.',
    {
      zh: '是办理期限或入账日期的限制，不改变金额',
      en: 'is a time to act in, or bounds a day: it moves no money',
    },
  ],
  [
    'total_control.risk_reserve_share',
    {
      zh: '决定年度目标本身，目标经批准后才分配',
      en: 'makes the target itself, which was approved before it was divided',
    },
  ],
  [
    'total_control.',
    {
      zh: '决定已按月结算的支付、已作出的考核或协议期限，年终清算不再改变',
      en: 'decided on months, assessments or agreements before the year’s end, which are settled',
    },
  ],
  [
    'payment.',
    {
      zh: '决定已计算的病例点数或支付期限，须重新分组',
      en: 'decided on the points of cases, or is a time to pay in: cases would be grouped again',
    },
  ],
  ['assessment.', { zh: '决定已作出的考核，须重新考核', en: 'decided on an assessment that was made' }],
  [
    'clearing.',
    {
      zh: '是清算的期限或争议决定的上限，不改变清算规则',
      en: 'is a time to answer in, or bounds a decision',
    },
  ],
  [
    'budget.',
    { zh: '用于预算执行的预测和审批，不改变收支', en: 'forecasts or approves, and moves no money' },
  ],
  [
    'settlement.retiree_account_credit',
    {
      zh: '是统筹基金逐月划入账户的金额，不随费用支付',
      en: 'is paid into accounts month by month, whatever is claimed',
    },
  ],
  [
    'settlement.account_interest',
    { zh: '是个人账户的利息，不随费用支付', en: 'is interest of accounts, whatever is claimed' },
  ],
  ['settlement.maternity', { zh: '是生育津贴，不是费用的报销', en: 'is an allowance, and pays no claim' }],
  [
    'settlement.',
    {
      zh: '决定费用是否受理或系统如何应答，提取的都是已受理的费用',
      en: 'decides whether a claim is taken, or how calls are answered: an extract has claims that were taken',
    },
  ],
]

/**
 * Who tries a figure of the law.
 * @throws TongchouError `what-if.figure-unsaid` for a parameter of which nobody said whether it is tried, or why not
 */
export const triedBy = (key: string): TriedBy => {
  if (isLayer(key)) return { by: 'claims' }
  if (Object.hasOwn(triableOfPayment.readers, key)) return { by: 'payment' }
  const as = fundNames[key] ?? fundFigures.find((figure) => figure === key)
  if (as !== undefined) return { by: 'funds', as }
  if (Object.hasOwn(triableOfFunds.readers, key)) return { by: 'funds' }
  const found = untried.find(([start]) => key.startsWith(start))
  must(found !== undefined, 'what-if.figure-unsaid', `nobody says whether ${key} is tried`, { key })
  return { by: 'nobody', reason: found[1] }
}
