import type { Fen } from '#shared/money/fen.ts'
import { halfUp } from '#shared/money/millionths.ts'
import { Exact, roundToFen } from '#shared/money/rate.ts'

/** A decimal text without idle zeros, with so many decimals at least: 025.60 is 25.6. Another text stays as it is. */
export const plainDecimal = (text: string, decimals = 0): string => {
  const [, sign = '', whole = '', fraction = ''] = decimalPattern.exec(text) ?? []
  if (whole === '' && fraction === '') return text
  const integer = whole.replace(/^0+(?=\d)/, '') || '0'
  const told = fraction.replace(/0+$/, '').padEnd(decimals, '0')
  return `${sign}${integer}${told === '' ? '' : '.'}${told}`
}

const decimalPattern = /^(-?)(\d*)(?:\.(\d*))?$/
const quantityPattern = /^\d{1,12}(?:\.\d{1,4})?$/
const pricePattern = /^\d{1,10}(?:\.\d{1,6})?$/

/** Whether a text is a quantity: positive, with up to four decimals. */
export const isQuantity = (text: string): boolean => quantityPattern.test(text) && Number(text) > 0
/** Whether a text is a unit price in yuan, with up to six decimals. */
export const isUnitPrice = (text: string): boolean => pricePattern.test(text)

/** A decimal text without its point, as if it had so many decimals. */
const scaled = (text: string, decimals: number): number => {
  const point = text.indexOf('.')
  if (point < 0) return Number(text) * 10 ** decimals
  const fraction = text.length - point - 1
  return Number(text.slice(0, point) + text.slice(point + 1)) * 10 ** (decimals - fraction)
}

/** A quantity as a whole number of ten-thousandths. */
export const inTenThousandths = (quantity: string): number => scaled(quantity, 4)

/** Quantity times unit price in yuan, in fen, rounded once: 3 × 33.335 is 100.01. */
export const charge = (quantity: string, unitPrice: string): Fen => {
  const exact = scaled(quantity, 4) * scaled(unitPrice, 6)
  return Number.isSafeInteger(exact)
    ? halfUp(exact, 100_000_000)
    : roundToFen(new Exact(quantity).times(unitPrice).times(100))
}

/** Quantity times unit price in fen, rounded once. */
export const chargeInFen = (quantity: string, unitPrice: Fen): Fen => {
  const exact = scaled(quantity, 4) * unitPrice
  return Number.isSafeInteger(exact)
    ? halfUp(exact, 10_000)
    : roundToFen(new Exact(quantity).times(unitPrice))
}
