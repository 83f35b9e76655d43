import type { Fen } from '#shared/money/fen.ts'
import { fen } from '#shared/money/fen.ts'
import type { Amounts } from './claim-events.ts'
import type { Payer } from './layers.ts'
import { laterLayers, payers } from './layers.ts'

export type PayerAmounts = Readonly<Record<Payer, Fen>>

/** What is said of each payer, by its place among them. */
export const byPayer = (amountOf: (payer: Payer, place: number) => Fen): PayerAmounts =>
  Object.fromEntries(payers.map((payer, place) => [payer, amountOf(payer, place)])) as Record<Payer, Fen>

export const nothingPaid: PayerAmounts = byPayer(() => 0)

/** The sum of what was paid for two claims, payer by payer. */
export const addPaid = (one: PayerAmounts, other: PayerAmounts): PayerAmounts =>
  byPayer((payer) => one[payer] + other[payer])

/** What payers pay more, or less, than before. */
export const paidMore = (before: PayerAmounts, after: PayerAmounts): PayerAmounts =>
  byPayer((payer) => after[payer] - before[payer])

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
