import { Exact } from '#shared/money/rate.ts'
import type { CaseFigures } from './tally-cases.ts'

/**
 * By how much more persons were treated than in the year before, as a share to four decimals. What makes an overspend
 * reasonable is more patients, not more cases of the same ones (total control, 三(五)). Nil where the year before had
 * none.
 */
export const volumeGrowth = (
  now: Pick<CaseFigures, 'persons'>,
  before: Pick<CaseFigures, 'persons'> | undefined,
): string =>
  before === undefined || before.persons === 0
    ? '0'
    : new Exact(now.persons).minus(before.persons).div(before.persons).toDecimalPlaces(4).toFixed()
