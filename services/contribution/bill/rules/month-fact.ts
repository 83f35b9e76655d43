import type { Payer } from '#shared/contracts/contribution.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import type { Fen } from '#shared/money/fen.ts'

/** The kinds of facts whose amounts stand in their keys, so that whoever adds a month up reads no item of them. */
export const factKinds = ['bill', 'interest', 'off', 'sweep'] as const
export type FactKind = (typeof factKinds)[number]

/** What a fact comes to: of whom, where a payer is named. */
export type FactAmount = { readonly payer?: Payer; readonly pooled: Fen; readonly account: Fen }

/** A fact of a month, as its key tells it. */
export type MonthFact = {
  readonly scheme: Scheme
  readonly of: string
  readonly id: string
  readonly amounts: readonly FactAmount[]
}
