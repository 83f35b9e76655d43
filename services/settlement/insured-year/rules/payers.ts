import type { Fen } from '#shared/money/fen.ts'
import { fen } from '#shared/money/fen.ts'
import type { Amounts } from './claim-events.ts'
import type { Payer } from './layers.ts'
import { laterLayers } from './layers.ts'

export type PayerAmounts = Readonly<Record<Payer, Fen>>

/** What each payer pays of a claim: its own layers together. */
export const paidBy = (amounts: Amounts): PayerAmounts => {
  const paid = {
    basic: amounts.basic,
    seriousIllness: 0,
    medicalAid: 0,
    supplement: 0,
    account: amounts.account,
    cash: amounts.cash,
  }
  for (const { payer, pays } of laterLayers) paid[payer] = fen(paid[payer] + amounts[pays])
  return paid
}
