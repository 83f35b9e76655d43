import type { Fen } from '#shared/money/fen.ts'
import type { Amounts } from './claim-events.ts'

/** Who pays a claim, as other services tell them apart; together they pay all of it. */
export const payers = ['basic', 'seriousIllness', 'medicalAid', 'supplement', 'account', 'cash'] as const
export type Payer = (typeof payers)[number]
export type PaidBy = Readonly<Record<Payer, Fen>>

/** What each payer pays of a claim: tilted aid is medical aid's, large-sum and civil servants' insurance are supplements. */
export const paidBy = (amounts: Amounts): PaidBy => ({
  basic: amounts.basic,
  seriousIllness: amounts.seriousIllness,
  medicalAid: amounts.medicalAid + amounts.tiltedAid,
  supplement: amounts.largeSum + amounts.civilServant,
  account: amounts.account,
  cash: amounts.cash,
})
