import * as z from 'zod'
import type { Day } from '#shared/calendar/day.ts'
import type { Fen } from '#shared/money/fen.ts'
import type { PartsPerMillion } from '#shared/money/millionths.ts'
import { amountInYuan, share } from '#shared/policy/figures.ts'
import type { Restriction } from './restriction.ts'
import { restriction } from './restriction.ts'

/** A drug, service or consumable as the catalogue has it on a day. */
export type CatalogueEntry = {
  readonly code: string
  /** 甲 A in scope in full, 乙 B after the first self-paid share, 丙 C fully self-paid. */
  readonly class: 'A' | 'B' | 'C'
  readonly firstSelfPaid: PartsPerMillion
  /** The highest price in fen a unit is paid at, by hospital level; null where there is none. */
  readonly priceLimit: Readonly<Record<1 | 2 | 3, Fen | null>>
  /** What a plan may tell items apart by; the class itself where the catalogue says nothing else. */
  readonly itemClass: string
  /** The limits within which the fund pays the item at all; absent where there are none. */
  readonly restriction?: Restriction
}

/** Finds the entry of a code in force on a day. */
export type Catalogue = { readonly find: (code: string, on: Day) => CatalogueEntry | undefined }

const limits = z.strictObject({
  1: amountInYuan.optional(),
  2: amountInYuan.optional(),
  3: amountInYuan.optional(),
})

/** The catalogue is kept as lines of text. */
const withoutBreaks = /^[^\p{Cc}]*$/u

/**
 * An entry as catalogue files and case files write it: `class`, `firstSelfPaid` (share, class B), `priceLimit` in yuan for
 * all levels or by level, `itemClass`, `restriction`. A class B entry without a share is an error: there is no usual share.
 */
export const catalogueEntry = z
  .strictObject({
    code: z.string().min(1).max(50).regex(withoutBreaks, 'a tab or line break in a code'),
    name: z.string().max(200).regex(withoutBreaks, 'a tab or line break in a name').optional(),
    class: z.enum(['A', 'B', 'C']),
    firstSelfPaid: share.optional(),
    priceLimit: z.union([amountInYuan, limits]).optional(),
    itemClass: z.string().min(1).max(40).optional(),
    restriction: restriction.optional(),
  })
  .refine((entry) => entry.class !== 'B' || entry.firstSelfPaid !== undefined, 'class B needs firstSelfPaid')
  .refine(
    (entry) => entry.class === 'B' || entry.firstSelfPaid === undefined,
    'only class B has firstSelfPaid',
  )
  .transform((entry): CatalogueEntry => {
    const limit = entry.priceLimit
    const at = (level: 1 | 2 | 3): Fen | null => (typeof limit === 'object' ? limit[level] : limit) ?? null
    return {
      code: entry.code,
      class: entry.class,
      firstSelfPaid: entry.firstSelfPaid ?? 0,
      priceLimit: { 1: at(1), 2: at(2), 3: at(3) },
      itemClass: entry.itemClass ?? entry.class,
      ...(entry.restriction ? { restriction: entry.restriction } : {}),
    }
  })

/** An entry with the days it holds for; open at the end when `to` is null. */
export type DatedEntry = CatalogueEntry & {
  readonly name: string
  readonly listType: string
  readonly from: Day
  readonly to: Day | null
}
