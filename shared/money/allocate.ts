import { must } from '#shared/kernel/errors.ts'
import type { Fen } from '#shared/money/fen.ts'
import { fen, sum } from '#shared/money/fen.ts'
import type { Rate } from '#shared/money/rate.ts'
import { Exact } from '#shared/money/rate.ts'

/**
 * Divides an amount by weights so that the shares sum to it to the fen. Each share is cut down to whole fen. The fen
 * left over go one each to the largest remainders, the earlier weight first among equals. A negative amount is divided
 * as its positive counterpart and negated, so that a correction mirrors what it corrects.
 * @throws TongchouError `money.no-weights` when no weight is positive, `money.negative-weight` when one is negative
 */
export const allocate = (amount: Fen, weights: readonly Rate[]): Fen[] => {
  if (amount < 0) return allocate(-amount, weights).map((share) => fen(-share))
  const exactWeights = weights.map((weight) => new Exact(weight))
  must(
    exactWeights.every((weight) => !weight.isNegative() || weight.isZero()),
    'money.negative-weight',
    'a weight is negative',
  )
  const whole = exactWeights.reduce((total, weight) => total.plus(weight), new Exact(0))
  must(whole.greaterThan(0), 'money.no-weights', 'an amount cannot be divided without a positive weight')
  const cuts = exactWeights.map((weight, index) => {
    const exact = new Exact(amount).times(weight).div(whole)
    const share = exact.floor()
    return { index, share: share.toNumber(), remainder: exact.minus(share) }
  })
  const left = amount - sum(cuts.map((cut) => cut.share))
  const byRemainder = [...cuts].sort((a, b) => b.remainder.comparedTo(a.remainder) || a.index - b.index)
  for (const cut of byRemainder.slice(0, left)) cut.share += 1
  return cuts.map((cut) => fen(cut.share))
}
