import type { Payer } from '#shared/contracts/contribution.ts'

/** What offices call those who pay. */
export const payerNames: Readonly<Record<Payer, string>> = {
  employer: '单位',
  individual: '个人',
  'medical-aid': '医疗救助',
  centre: '中央财政',
  province: '省级财政',
  city: '市级财政',
  county: '县级财政',
  'unemployment-fund': '失业保险基金',
  collective: '集体扶持',
}
