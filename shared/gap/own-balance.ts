import * as z from 'zod'
import { ratio } from '#shared/gap/gap.ts'
import type { Fen } from '#shared/money/fen.ts'
import { Exact, quotient, roundToFen } from '#shared/money/rate.ts'
import { stepsFallToZero } from '#shared/policy/bands.ts'

/**
 * How much of a city's accumulated balance covers its gap before the fund does: bands of the months that it would pay, the
 * highest first. Each band's share is of the balance within it.
 */
export const ownBalanceRule = z
  .array(z.strictObject({ fromMonths: z.string().regex(/^\d+(\.\d+)?$/), share: ratio }))
  .min(1)
  .refine(
    (bands) => stepsFallToZero(bands.map(({ fromMonths }) => fromMonths)),
    'the bands fall, and the last starts at no months',
  )
export type OwnBalanceRule = z.output<typeof ownBalanceRule>

/** A city's accumulated balance before its gap, how long it would pay, and what of it goes first. */
export type OwnBalance = {
  readonly balance: Fen
  /** A decimal to 0.1; null where nothing was spent. */
  readonly monthsPayable: string | null
  readonly available: Fen
}

/**
 * What of a balance is available: within each band its share, rounded once. With a month's cost of 100 and bands of all
 * above 3 months and half from 1 month on, 450 are 150 + 100 = 250; 80 are nothing. A balance that no spending measures
 * is available whole.
 */
export const ownBalanceOf = (
  { balance, expenditure }: { readonly balance: Fen; readonly expenditure: Fen },
  bands: OwnBalanceRule,
): OwnBalance => {
  if (balance <= 0) return { balance, monthsPayable: expenditure > 0 ? '0' : null, available: 0 }
  if (expenditure <= 0) return { balance, monthsPayable: null, available: balance }
  const month = new Exact(expenditure).dividedBy(12)
  const monthsPayable = String(quotient(new Exact(balance).times(12), expenditure, 1))
  let upper = new Exact(balance)
  let available = new Exact(0)
  for (const { fromMonths, share } of bands) {
    const lower = month.times(fromMonths)
    if (upper.greaterThan(lower)) {
      available = available.plus(upper.minus(lower).times(share))
      upper = lower
    }
  }
  return { balance, monthsPayable, available: Math.min(balance, roundToFen(available)) }
}
