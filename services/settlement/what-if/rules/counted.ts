import type { Fen } from '#shared/money/fen.ts'
import { fen, sum } from '#shared/money/fen.ts'
import { Exact, roundToFen } from '#shared/money/rate.ts'
import type { Payer } from '../../insured-year/rules/layers.ts'
import { payers } from '../../insured-year/rules/layers.ts'
import type { PayerAmounts } from '../../insured-year/rules/payers.ts'
import { byPayer } from '../../insured-year/rules/payers.ts'

/**
 * Claims of another world and who pays them, as decimals: fen and claims times how often each counts. They add up exactly,
 * and are rounded where they are shown.
 */
export type Counted = { readonly claims: string; readonly paid: Readonly<Record<Payer, string>> }

/** What claims come to, in whole claims and fen. */
export type WhatClaimsCome = { readonly claims: number; readonly total: Fen; readonly paid: PayerAmounts }

const eachPayer = <Value>(each: (payer: Payer, place: number) => Value): Record<Payer, Value> =>
  Object.fromEntries(payers.map((payer, place) => [payer, each(payer, place)])) as Record<Payer, Value>

/** Whole figures, each list with how often it counts: claims first, then what each payer pays. */
export const countedFrom = (
  weighed: readonly { readonly count: string; readonly figures: Float64Array }[],
): Counted => {
  const at = (place: number): string =>
    weighed
      .reduce(
        (all, { count, figures }) => all.plus(new Exact(figures[place] ?? 0).times(count)),
        new Exact(0),
      )
      .toFixed()
  return { claims: at(0), paid: eachPayer((_, place) => at(place + 1)) }
}

export const addCounted = (one: Counted, other: Counted): Counted => {
  const plus = (first: string, second: string): string => new Exact(first).plus(second).toFixed()
  return {
    claims: plus(one.claims, other.claims),
    paid: eachPayer((payer) => plus(one.paid[payer], other.paid[payer])),
  }
}

/** Ten trillion yuan, the most that any amount is: a world that costs more is none. */
const mostOfWorld = 1_000_000_000_000_000

/** Whether a world's claims cost more than an amount can be. */
export const isTooMuch = ({ paid }: Counted): boolean =>
  payers.reduce((all, payer) => all.plus(new Exact(paid[payer]).abs()), new Exact(0)).greaterThan(mostOfWorld)

/** A world's claims as they are shown: each payer's part rounded to the fen, the cost their sum. */
export const roundCounted = ({ claims, paid }: Counted): WhatClaimsCome => {
  const rounded = byPayer((payer) => roundToFen(new Exact(paid[payer])))
  return {
    claims: new Exact(claims).toDecimalPlaces(0).toNumber(),
    total: fen(sum(payers.map((payer) => rounded[payer]))),
    paid: rounded,
  }
}
