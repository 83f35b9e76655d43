import type { Phrase } from '#shared/kernel/language.ts'
import type { ProvenanceTag } from '#shared/policy/format.ts'

/** What is said, with `{name}` for a figure of that name, and what would mend it where something would. */
type Text = Phrase & { readonly mend?: Phrase }

/** Everything that an explanation of a day may say. */
export const texts = {
  covered: {
    zh: '自{from}起在{cityZh}参加{schemeZh}，当日在保',
    en: 'Covered since {from} in {cityEn} by the {scheme} scheme.',
  },
  'not-yet-covered': {
    zh: '参保自{from}起，当日尚未参保',
    en: 'Coverage begins on {from}, after that day.',
  },
  'between-coverages': {
    zh: '前一参保关系至{to}止，后一参保关系自{from}起，当日未参保',
    en: 'One coverage ended on {to} and the next began on {from}: nothing covers that day.',
    mend: {
      zh: '实际在保的，由经办机构以追溯变更办理（一人报告、一人审核）',
      en: 'If a coverage really went on, it is reported as a move back and approved by another person.',
    },
  },
  ended: {
    zh: '参保关系已于{to}终止（{whyZh}）',
    en: 'Coverage ended on {to}: {whyEn}.',
    mend: {
      zh: '重新办理参保登记并缴费，待遇按新参保的规定享受',
      en: 'Enrol again and pay: benefits begin as they do for whoever enrols.',
    },
  },
  'ended-by-death': { zh: '参保关系因死亡于{to}终止', en: 'Coverage ended on {to} by death.' },
  'covered-as-another': {
    zh: '经认定与人员{personId}为同一人，当日按该人员参保和享受待遇',
    en: 'Turned out to be person {personId}: on that day they are covered and claim as that person.',
    mend: { zh: '请查询人员{personId}', en: 'Ask for person {personId}.' },
  },
  'year-unpaid': {
    zh: '{year}年度居民医保费未缴清',
    en: 'The resident’s contribution of {year} is not paid in full.',
  },
  'year-over': {
    zh: '{year}年度居民医保费未缴清，该年度已结束',
    en: 'The resident’s contribution of {year} was not paid, and the year is over.',
  },
  'wait-runs': {
    zh: '{year}年度保费于{paidOn}缴清，等待期至{entitledFrom}前一日，连续断保{missed}年',
    en: '{year} was paid on {paidOn}; the wait ends before {entitledFrom}, after {missed} missed years.',
  },
  'paid-in-window': {
    zh: '{year}年度保费于{paidOn}在集中征缴期内缴清',
    en: '{year} was paid on {paidOn}, within the window.',
  },
  'wait-is-over': {
    zh: '{year}年度保费于{paidOn}缴清，自{entitledFrom}起享受待遇',
    en: '{year} was paid on {paidOn}; benefits began on {entitledFrom}.',
  },
  'difference-open': {
    zh: '{year}年度缴费单已更正，差额（{billId}）待缴，{dueOn}前待遇不变',
    en: 'The bill of {year} was corrected upwards: until {dueOn} nothing changes, while the difference {billId} is unpaid.',
    mend: {
      zh: '在{dueOn}前缴清差额，逾期次日起待遇暂停',
      en: 'Pay the difference by {dueOn}; from the day after, benefits rest until it is paid.',
    },
  },
  'difference-unpaid': {
    zh: '{year}年度缴费单更正后的差额（{billId}）应于{dueOn}前缴清，尚未缴清，次日起待遇暂停',
    en: 'The difference {billId} to the bill of {year} was to be paid by {dueOn} and is not: benefits rest from the day after.',
    mend: {
      zh: '缴清差额之日起恢复待遇，暂停期间不补享',
      en: 'Benefits come back on the day the difference is paid; the days before stay without.',
    },
  },
  'difference-paid-late': {
    zh: '{year}年度缴费单更正后的差额（{billId}）应于{dueOn}前缴清，于{paidOn}缴清，其间待遇暂停',
    en: 'The difference {billId} to the bill of {year} was due on {dueOn} and paid on {paidOn}: benefits rested between.',
  },
  'newborn-needs-no-wait': {
    zh: '新生儿，于{paidOn}缴清{year}年度保费，不设等待期，自{entitledFrom}起享受待遇',
    en: 'A newborn, paid on {paidOn} for {year}: no wait, benefits begin on {entitledFrom}.',
  },
  'newly-aided-needs-no-wait': {
    zh: '新增救助对象，于{paidOn}缴清{year}年度保费，不设等待期',
    en: 'Newly in need of aid, paid on {paidOn} for {year}: no wait.',
  },
  'leaver-needs-no-wait': {
    zh: '职工医保中断后规定期限内，于{paidOn}缴清{year}年度保费，不设等待期',
    en: 'Left the employee scheme shortly before, paid on {paidOn} for {year}: no wait.',
  },
  'discharged-needs-no-wait': {
    zh: '退役后规定期限内，于{paidOn}缴清{year}年度保费，不设等待期',
    en: 'Discharged from service shortly before, paid on {paidOn} for {year}: no wait.',
  },
  'released-needs-no-wait': {
    zh: '刑满释放后规定期限内，于{paidOn}缴清{year}年度保费，不设等待期',
    en: 'Released shortly before, paid on {paidOn} for {year}: no wait.',
  },
  'month-paid': {
    zh: '{month}医保费于{paidOn}缴清，次月享受待遇',
    en: '{month} was paid on {paidOn}, which gives the month after it.',
  },
  'month-on-switching': {
    zh: '三个月内由居民医保或其他统筹区转入，首个缴费月{month}当月享受待遇',
    en: 'Came from the resident scheme or another city within three months: {month}, the first month paid, is given itself.',
  },
  'month-on-continuing': {
    zh: '此前已有缴费{months}个月，参保首月享受待遇',
    en: 'Paid {months} months before: the first month of coverage is given.',
  },
  'month-unpaid': {
    zh: '{month}医保费未缴清，待遇中断',
    en: '{month} is not paid, so the month after it gives no benefits.',
  },
  'month-lost': {
    zh: '{month}医保费在{by}前未缴清，该月待遇不再补享',
    en: '{month} was not paid by {by}: its benefits are not restored.',
  },
  'month-paid-too-late': {
    zh: '{month}医保费于{paidOn}缴清，迟于补享期限{by}',
    en: '{month} was paid on {paidOn}, later than {by}, by which a payment restores benefits.',
  },
  'first-month': {
    zh: '职工医保自缴费次月起享受待遇，当月为参保首月',
    en: 'An employee has benefits from the month after the first paid: this is the first month of coverage.',
  },
  'first-wait': {
    zh: '灵活就业人员首次参保须连续缴费{wait}个月，截至上月已连续{paid}个月',
    en: 'A flexible worker who enrols for the first time pays {wait} months on end; {paid} are paid by the month before.',
  },
  'wait-after-break': {
    zh: '中断缴费超过{allowed}个月后重新缴费，须连续缴费{wait}个月，截至上月已连续{paid}个月',
    en: 'Whoever pays again after more than {allowed} months without insurance pays {wait} months on end first; {paid} are paid by the month before.',
  },
  'retired-for-life': {
    zh: '退休，缴费满{needed}个月（或已一次性补足），自{from}起终身享受待遇',
    en: 'Retired with {needed} months paid or bought: entitled from {from} for life.',
  },
  'retired-lacks-months': {
    zh: '已退休，累计缴费{months}个月，少于规定的{needed}个月',
    en: 'Retired, with {months} months paid or bought of the {needed} that are needed.',
  },
  'retired-unproven': {
    zh: '退休身份和缴费月数尚无两人审核的凭证',
    en: 'That they are retired, and the months they paid, are not proven by two hands.',
    mend: {
      zh: '报告缴费月数或转退休并附凭证，由另一人审核',
      en: 'Report the months paid, or the move into retirement, with evidence, and have another approve it.',
    },
  },
} as const satisfies Readonly<Record<string, Text>>

export type ReasonCode = keyof typeof texts

/** What somebody may do so that a day is given, or days to come are: each promise holds when it is done. */
export const mends = {
  'pay-year': {
    zh: '如于{today}缴清{year}年度保费，自{entitledFrom}起享受待遇',
    en: 'If {year} is paid in full on {today}, benefits begin on {entitledFrom}.',
  },
  'begins-anyway': {
    zh: '自{entitledFrom}起享受待遇',
    en: 'Benefits begin on {entitledFrom}.',
  },
  'repair-years': {
    zh: '如于{today}补缴{yearsZh}年度，自{earlierFrom}起享受待遇；不补缴的，自{entitledFrom}起享受待遇',
    en: 'If {yearsEn} are paid on {today}, benefits begin on {earlierFrom}; without, on {entitledFrom}.',
  },
  'pay-months': {
    zh: '{by}前缴清{monthsZh}保费的，补享{day}的待遇',
    en: 'Pay {monthsEn} by {by}: the benefits of {day} are restored.',
  },
  'pay-on': {
    zh: '按月缴清{monthsZh}保费，自{entitledFrom}起享受待遇',
    en: 'Pay {monthsEn}, each in its month: benefits begin on {entitledFrom}.',
  },
  'buy-months': {
    zh: '如于{today}一次性补缴{missing}个月，自该日起终身享受待遇；也可按月继续缴费至满',
    en: 'If the missing {missing} months are bought on {today}, benefits begin that day for life; or go on paying monthly.',
  },
} as const satisfies Readonly<Record<string, Phrase>>

export type Mend = { readonly code: keyof typeof mends; readonly figures: Figures }

/** Where a reason comes from, and how sure that is. */
export type Source = { readonly article: string; readonly tag: ProvenanceTag }

type Figures = Readonly<Record<string, string | number>>

/** A reason for what holds on a day; its mend where that depends on the person, beside what its text says of it. */
export type Reason = Source & {
  readonly code: ReasonCode
  readonly figures: Figures
  readonly mend?: Mend
}

const filled = (text: string, figures: Reason['figures']): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => String(figures[name] ?? whole))

const phrase = ({ zh, en }: Phrase, figures: Reason['figures']): Phrase => ({
  zh: filled(zh, figures),
  en: filled(en, figures),
})

/** A reason in both languages, with what would mend it. */
export const said = ({ code, figures, article, tag, mend }: Reason) => {
  const text: Text = texts[code]
  const mended = mend ? phrase(mends[mend.code], mend.figures) : text.mend && phrase(text.mend, figures)
  return {
    ...{ code, article, tag },
    ...phrase(text, figures),
    ...(mended ? { mend: mended } : {}),
  }
}
