import { TongchouError } from '#shared/kernel/errors.ts'
import { chargeInFen } from '#shared/money/charge.ts'
import { shareOf } from '#shared/money/millionths.ts'
import type { CatalogueEntry } from '../../catalogue/rules/catalogue.ts'
import type { HospitalLevel } from '../../insured-year/rules/care.ts'
import type { LineParts } from '../../insured-year/rules/claim-events.ts'

/** The four parts of a cost; they add up to `total`. */
export type CostParts = {
  readonly total: number
  readonly fullySelfPaid: number
  readonly overLimit: number
  readonly firstSelfPaid: number
  readonly inScope: number
}

/**
 * Splits a line (domain order): class C is fully self-paid. Of others comes what exceeds the price limit of the
 * hospital's level, then the first self-paid share of the rest, then what is in scope.
 */
export const splitLine = (
  line: { readonly code: string; readonly quantity: string; readonly amount: number },
  entry: CatalogueEntry,
  level: HospitalLevel,
): LineParts => {
  const { code, amount } = line
  if (entry.class === 'C') {
    return { code, amount, fullySelfPaid: amount, overLimit: 0, firstSelfPaid: 0, inScope: 0 }
  }
  const limit = entry.priceLimit[level]
  const overLimit = limit === null ? 0 : Math.max(0, amount - chargeInFen(line.quantity, limit))
  const firstSelfPaid = shareOf(amount - overLimit, entry.firstSelfPaid)
  const inScope = amount - overLimit - firstSelfPaid
  return { code, amount, fullySelfPaid: 0, overLimit, firstSelfPaid, inScope }
}

/** A claim's lines split, and their parts together and by item class. */
export type SplitCharges = {
  readonly lines: readonly LineParts[]
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
  entryOf: (code: string, index: number) => CatalogueEntry | undefined,
  level: HospitalLevel,
): SplitCharges => {
  const parts = noCost()
  const classes = new Map<string, MutableParts>()
  const lines: LineParts[] = []
  for (const charged of charges) {
    const entry = entryOf(charged.code, lines.length)
    if (entry === undefined) {
      throw new TongchouError('claim.unchecked', 'a code has no catalogue entry', { code: charged.code })
    }
    const line = splitLine(charged, entry, level)
    lines.push(line)
    add(parts, line)
    add(classIn(classes, entry.itemClass), line)
  }
  return { lines, parts, classes }
}

const classIn = (classes: Map<string, MutableParts>, itemClass: string): MutableParts => {
  const known = classes.get(itemClass)
  if (known) return known
  const added = noCost()
  classes.set(itemClass, added)
  return added
}

type MutableParts = { -readonly [Part in keyof CostParts]: number }

const noCost = (): MutableParts => ({
  total: 0,
  fullySelfPaid: 0,
  overLimit: 0,
  firstSelfPaid: 0,
  inScope: 0,
})

const add = (parts: MutableParts, line: LineParts): void => {
  parts.total += line.amount
  parts.fullySelfPaid += line.fullySelfPaid
  parts.overLimit += line.overLimit
  parts.firstSelfPaid += line.firstSelfPaid
  parts.inScope += line.inScope
}
