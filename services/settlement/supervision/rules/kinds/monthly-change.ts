import * as z from 'zod'
import { sum } from '#shared/money/fen.ts'
import { million } from '#shared/money/millionths.ts'
import { Exact, ratioText } from '#shared/money/rate.ts'
import { factor, share } from '#shared/policy/figures.ts'
import type { MonthFacts } from '../facts.ts'
import type { MonthFigureName } from '../month-figures.ts'
import { monthFigureNames } from '../month-figures.ts'
import { monthRule } from '../rule-kind.ts'
import { shareText } from '../share.ts'

const figures = z
  .strictObject({
    of: z.enum(monthFigureNames),
    /** What the month is held against: the same month a year ago, or the average of so many months before it. */
    against: z.union([
      z.literal('sameMonthLastYear'),
      z.strictObject({ monthsBefore: z.int().min(1).max(12) }),
    ]),
    /** By what share of the earlier figure it may grow, or decline. */
    mostGrowth: factor.optional(),
    mostDecline: share.optional(),
    /** Below this (in fen or as a number, as `of` is) the earlier figure is too small to compare with. */
    leastBefore: z.int().min(0),
  })
  .refine(
    ({ mostGrowth, mostDecline }) => (mostGrowth ?? mostDecline) !== undefined,
    'needs `mostGrowth` or `mostDecline`',
  )
type ChangeFigures = z.output<typeof figures>

/** The earlier figures, or undefined when a month that is asked for was never counted. */
const earlier = (against: ChangeFigures['against'], of: MonthFigureName, { before }: MonthFacts) => {
  const months =
    against === 'sameMonthLastYear'
      ? [12]
      : Array.from({ length: against.monthsBefore }, (_, index) => index + 1)
  const found = months.flatMap((month) => before(month)?.[of] ?? [])
  return found.length === months.length ? found : undefined
}

/** A month that grows or declines out of line with earlier ones: abnormal growth, or patients sent away. */
export const monthlyChange = monthRule(figures, (wanted, facts) => {
  const { of, against, mostGrowth, mostDecline, leastBefore } = wanted
  const months = earlier(against, of, facts)
  if (!months) return undefined
  const average = new Exact(sum(months)).div(months.length)
  if (average.lessThan(leastBefore) || average.isZero()) return undefined
  const now = facts.now[of]
  const change = new Exact(now).minus(average).div(average)
  const figure = (most: number) => ({ of, now, before: ratioText(average, 0), most: shareText(most) })
  if (mostGrowth !== undefined && change.times(million).greaterThan(mostGrowth))
    return { ...figure(mostGrowth), growth: ratioText(change, 4) }
  if (mostDecline !== undefined && change.times(-million).greaterThan(mostDecline))
    return { ...figure(mostDecline), decline: ratioText(change.negated(), 4) }
  return undefined
})
