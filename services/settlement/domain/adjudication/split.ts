import { must } from '#shared/kernel/errors.ts'
import { Exact, roundToFen } from '#shared/money/rate.ts'
import type { CatalogueEntry } from '../catalogue.ts'
import type { SplitLine } from '../claim-events.ts'
import type { HospitalLevel } from '../institution.ts'
import { halfUp, shareOf } from '../rate.ts'

/** The four parts of a cost; they add up to `total`. */
export type CostParts = {
  readonly total: number
  readonly fullySelfPaid: number
  readonly overLimit: number
  readonly firstSelfPaid: number
  readonly inScope: number
}

const quantityPattern = /^\d{1,12}(?:\.\d{1,4})?$/
const pricePattern = /^\d{1,10}(?:\.\d{1,6})?$/

export const isQuantity = (text: string): boolean => quantityPattern.test(text) && Number(text) > 0
export const isUnitPrice = (text: string): boolean => pricePattern.test(text)

/** Quantity times unit price in yuan, in fen, rounded once: 3 × 33.335 is 100.01. */
export const charge = (quantity: string, unitPrice: string): number => {
  const exact = scaled(quantity, 4) * scaled(unitPrice, 6)
  return Number.isSafeInteger(exact)
    ? halfUp(exact, 100_000_000)
    : roundToFen(new Exact(quantity).times(unitPrice).times(100))
}

/** A decimal text without its point, as if it had so many decimals. */
const scaled = (text: string, decimals: number): number => {
  const point = text.indexOf('.')
  if (point < 0) return Number(text) * 10 ** decimals
  const fraction = text.length - point - 1
  return Number(text.slice(0, point) + text.slice(point + 1)) * 10 ** (decimals - fraction)
}

/**
 * Splits a line (domain order): class C is fully self-paid; else what exceeds the price limit of the hospital's level,
 * then the first self-paid share of the rest, then what is in scope.
 */
export const splitLine = (
  line: { readonly code: string; readonly quantity: string; readonly amount: number },
  entry: CatalogueEntry,
  level: HospitalLevel,
): SplitLine => {
  const { code, amount } = line
  const whole = { code, amount, fullySelfPaid: 0, overLimit: 0, firstSelfPaid: 0, inScope: 0 }
  if (entry.class === 'C') return { ...whole, fullySelfPaid: amount }
  const limit = entry.priceLimit[level]
  const overLimit = limit === null ? 0 : Math.max(0, amount - limitFor(line.quantity, limit))
  const firstSelfPaid = entry.firstSelfPaid === 0 ? 0 : shareOf(amount - overLimit, entry.firstSelfPaid)
  return { ...whole, overLimit, firstSelfPaid, inScope: amount - overLimit - firstSelfPaid }
}

const limitFor = (quantity: string, limit: number): number => {
  const exact = scaled(quantity, 4) * limit
  return Number.isSafeInteger(exact) ? halfUp(exact, 10_000) : roundToFen(new Exact(quantity).times(limit))
}

/** A claim's lines split, and their parts together and by item class. */
export type SplitCharges = {
  readonly lines: readonly SplitLine[]
  readonly parts: CostParts
  readonly classes: ReadonlyMap<string, CostParts>
}

type Charge = { readonly code: string; readonly quantity: string; readonly amount: number }

/**
 * Splits all lines of a claim.
 * @throws TongchouError `claim.unchecked` when a code has no entry: unlisted codes are refused before
 */
export const splitCharges = (
  charges: readonly Charge[],
  entryOf: (code: string) => CatalogueEntry | undefined,
  level: HospitalLevel,
): SplitCharges => {
  const parts = noCost()
  const classes = new Map<string, MutableParts>()
  const lines = charges.map((charged) => {
    const entry = entryOf(charged.code)
    must(entry !== undefined, 'claim.unchecked', 'a code has no catalogue entry', { code: charged.code })
    const line = splitLine(charged, entry, level)
    const ofClass = classes.get(entry.itemClass) ?? noCost()
    classes.set(entry.itemClass, ofClass)
    add(parts, line)
    add(ofClass, line)
    return line
  })
  return { lines, parts, classes }
}

type MutableParts = { -readonly [Part in keyof CostParts]: number }

const noCost = (): MutableParts => ({
  total: 0,
  fullySelfPaid: 0,
  overLimit: 0,
  firstSelfPaid: 0,
  inScope: 0,
})

const add = (parts: MutableParts, line: SplitLine): void => {
  parts.total += line.amount
  parts.fullySelfPaid += line.fullySelfPaid
  parts.overLimit += line.overLimit
  parts.firstSelfPaid += line.firstSelfPaid
  parts.inScope += line.inScope
}
