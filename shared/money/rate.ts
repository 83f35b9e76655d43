import { Decimal } from 'decimal.js'
import type { Fen } from '#shared/money/fen.ts'
import { fen } from '#shared/money/fen.ts'

/** Exact decimals for rates, shares and unit prices; never used to hold an amount of money. */
export const Exact = Decimal.clone({ precision: 40, rounding: Decimal.ROUND_HALF_UP })
export type Exact = Decimal

/** A rate as policy data writes it: a decimal string, or a number whose shortest decimal form is meant. */
export type Rate = string | number | Decimal

/** Rounds an exact amount in fen to whole fen, half up (away from zero): the only rounding in the product. */
export const roundToFen = (exactFen: Decimal): Fen =>
  fen(exactFen.toDecimalPlaces(0, Decimal.ROUND_HALF_UP).toNumber())

/** An amount times a rate, rounded once. */
export const times = (amount: Fen, rate: Rate): Fen => roundToFen(new Exact(amount).times(rate))

/** What an amount is rounded to: a whole multiple of a step, 100 fen for the yuan; half up, or always up. */
export type Rounding = { readonly step: Fen; readonly up?: boolean }

/** To the fen, half up. */
export const toFen: Rounding = { step: 1 }

/** Rounds an exact amount in fen by a stated rule, once. */
export const roundBy = (exactFen: Decimal, { step, up = false }: Rounding): Fen =>
  fen(
    exactFen
      .div(step)
      .toDecimalPlaces(0, up ? Decimal.ROUND_UP : Decimal.ROUND_HALF_UP)
      .toNumber() * step,
  )

/** An amount times a rate, rounded once by a stated rule. */
export const timesBy = (amount: Fen, rate: Rate, rounding: Rounding): Fen =>
  roundBy(new Exact(amount).times(rate), rounding)

/** `amount × part / whole`, rounded once; used for pro-rata figures that need not add up. */
export const proportion = (amount: Fen, part: Rate, whole: Rate): Fen =>
  roundToFen(new Exact(amount).times(part).div(whole))

/** The quotient of two amounts as a decimal with the given places, for display and indicators only. */
export const quotient = (dividend: Rate, divisor: Rate, places: number): number =>
  new Exact(dividend).div(divisor).toDecimalPlaces(places, Decimal.ROUND_HALF_UP).toNumber()

/** A ratio or an average as text with so many decimals, half up, for display and indicators only. */
export const ratioText = (ratio: Exact, places: number): string =>
  ratio.toFixed(places, Decimal.ROUND_HALF_UP)
