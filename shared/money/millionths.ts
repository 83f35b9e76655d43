import { TongchouError } from '#shared/kernel/errors.ts'
import type { Fen } from '#shared/money/fen.ts'
import { Exact, roundToFen } from '#shared/money/rate.ts'

/** A share of one as a whole number of millionths: 0.65 is 650,000. Exact for every share with six decimals. */
export type PartsPerMillion = number

export const million = 1_000_000

/** Cost in fen and the share of it that is paid. */
export type Segment = { readonly amount: Fen; readonly rate: PartsPerMillion }

/** A safe integer, not negative, over a whole divisor, rounded half up without leaving the integers. */
export const halfUp = (exact: number, divisor: number): number => {
  const rest = exact % divisor
  return (exact - rest) / divisor + (rest * 2 >= divisor ? 1 : 0)
}

/**
 * The paid part of several segments together, rounded once, half up. Integers are used where the product of fen and
 * millionths is a safe integer, exact decimals elsewhere.
 */
export const paidOf = (segments: readonly Segment[]): Fen => {
  let exact = 0
  for (const { amount, rate } of segments) exact += amount * rate
  return exact <= Number.MAX_SAFE_INTEGER ? halfUp(exact, million) : paidInDecimals(segments)
}

const paidInDecimals = (segments: readonly Segment[]): Fen => {
  const decimals = segments.map(({ amount, rate }) => new Exact(amount).times(rate))
  return roundToFen(decimals.reduce((total, part) => total.plus(part), new Exact(0)).div(million))
}

/** One amount, not negative, times a share. */
export const shareOf = (amount: Fen, rate: PartsPerMillion): Fen => {
  const exact = amount * rate
  return exact <= Number.MAX_SAFE_INTEGER ? halfUp(exact, million) : paidInDecimals([{ amount, rate }])
}

/** The cost of which a share above nothing is so much, to the fen. */
export const costOf = (paid: Fen, rate: PartsPerMillion): Fen => {
  const exact = paid * million
  return exact <= Number.MAX_SAFE_INTEGER
    ? halfUp(exact, rate)
    : roundToFen(new Exact(paid).times(million).div(rate))
}

/**
 * A factor of a share, both in millionths.
 * @throws TongchouError `plan.rate-too-fine` when the product needs more than six decimals
 */
export const factorOf = (rate: PartsPerMillion, factor: PartsPerMillion): PartsPerMillion => {
  const exact = rate * factor
  if (exact % million === 0) return exact / million
  throw new TongchouError('plan.rate-too-fine', 'a share has at most six decimals', { rate, factor })
}
