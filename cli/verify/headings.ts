import type { Phrase } from '#shared/kernel/language.ts'

/** What the invariants are about, by their number. */
export const invariantHeadings: Readonly<Record<number, Phrase>> = {
  1: { zh: '账目平衡', en: 'The ledger balances' },
  2: { zh: '结算金额相符', en: 'A claim adds up' },
  3: { zh: '一笔业务只生效一次', en: 'One effect per business id' },
  4: { zh: '年度累计等于逐笔重算', en: "A person's accumulators are the replay of their claims" },
  5: {
    zh: '参保关系唯一，待遇期内结算',
    en: 'One coverage, and no claim outside an entitlement',
  },
  6: { zh: '应缴、实缴与收入户', en: 'Bills, payments and the income account' },
  7: { zh: '总额指标与机构拨付', en: 'Quotas and what institutions are paid' },
  8: { zh: '省级调剂金', en: 'The adjustment fund' },
  9: { zh: '已结账期不再变动', en: 'What is closed does not change' },
  10: { zh: '各方只及于本方数据', en: 'Nobody reaches what is another’s' },
  11: { zh: '对外可见：有缴费才有待遇，收到的款项有着落', en: 'As the outside world sees it' },
}
