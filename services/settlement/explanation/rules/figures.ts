import type { Fen } from '#shared/money/fen.ts'
import { formatYuan } from '#shared/money/fen.ts'
import type { PartsPerMillion, Segment } from '#shared/money/millionths.ts'
import { million } from '#shared/money/millionths.ts'
import { Exact } from '#shared/money/rate.ts'
import type { Phrase } from './language.ts'
import { alike } from './language.ts'

/** An amount with its unit. */
export const yuan = (amount: Fen): Phrase => ({
  zh: `${formatYuan(amount)} 元`,
  en: `${formatYuan(amount)} yuan`,
})

/** A share, as per cent. */
export const percent = (rate: PartsPerMillion): string =>
  `${new Exact(rate).times(100).div(million).toFixed()} %`

/** A factor, as a plain number: one and a half is 1.5. */
export const plain = (factor: PartsPerMillion): string => new Exact(factor).div(million).toFixed()

/** Percentage points with their sign. */
export const signedPoints = (points: PartsPerMillion): string =>
  `${points > 0 ? '+' : ''}${new Exact(points).times(100).div(million).toFixed()}`

/** Amounts at their rates, as they are added up: `20000.00 × 70 % + 500.00 × 80 %`. */
export const sumOf = (segments: readonly Segment[]): Phrase =>
  alike(segments.map(({ amount, rate }) => `${formatYuan(amount)} × ${percent(rate)}`).join(' + ') || '0.00')
