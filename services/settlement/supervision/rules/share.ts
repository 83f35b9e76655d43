import type { Fen } from '#shared/money/fen.ts'
import type { PartsPerMillion } from '#shared/money/millionths.ts'
import { million } from '#shared/money/millionths.ts'
import { Exact } from '#shared/money/rate.ts'

/** Whether a part is more than a share of the whole; compared exactly, whatever the size of the amounts. */
export const exceeds = (part: Fen, whole: Fen, share: PartsPerMillion): boolean =>
  new Exact(part).times(million).greaterThan(new Exact(whole).times(share))

/** A share as a reader writes it: 150,000 millionths are `0.15`. */
export const shareText = (share: PartsPerMillion): string => new Exact(share).div(million).toString()
