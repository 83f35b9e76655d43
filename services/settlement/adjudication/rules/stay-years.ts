import type { Day, FundYear } from '#shared/calendar/day.ts'
import { addDays, daysBetween, firstDayOfYear, lastDayOfYear, yearOf } from '#shared/calendar/day.ts'
import { must } from '#shared/kernel/errors.ts'
import { allocate } from '#shared/money/allocate.ts'
import type { YearOfStay } from '../../plan/rules/stays.ts'
import type { CostParts } from './split.ts'

/** The part of a stay that belongs to a fund year. */
export type StayInYear = {
  readonly year: FundYear
  readonly from: Day
  readonly to: Day
  readonly parts: CostParts
}

/**
 * Which fund years bear a stay, by the plan's rule. That of discharge or of admission bears the whole of it, or each
 * year its days. They are counted from the day of admission to that of discharge. Split parts add up to the stay's to
 * the fen.
 * @throws TongchouError `stay.not-in-order` when discharge lies before admission
 */
export const stayByYear = (rule: YearOfStay, from: Day, to: Day, parts: CostParts): readonly StayInYear[] => {
  must(from <= to, 'stay.not-in-order', 'a stay ends before it begins', { from, to })
  if (rule !== 'split') return [{ year: yearOf(rule === 'discharge' ? to : from), from, to, parts }]
  const years = Array.from({ length: yearOf(to) - yearOf(from) + 1 }, (_, index) => yearOf(from) + index)
  const spans = years.map((year) => ({
    year,
    from: year === yearOf(from) ? from : firstDayOfYear(year),
    to: year === yearOf(to) ? to : lastDayOfYear(year),
  }))
  const days = spans.map((span) => daysBetween(span.from, addDays(span.to, 1)))
  const share = (amount: number): number[] => allocate(amount, days)
  const shares = {
    fullySelfPaid: share(parts.fullySelfPaid),
    overLimit: share(parts.overLimit),
    firstSelfPaid: share(parts.firstSelfPaid),
    inScope: share(parts.inScope),
  }
  return spans.map((span, index) => ({ ...span, parts: partsAt(shares, index) }))
}

const partsAt = (
  shares: Readonly<Record<Exclude<keyof CostParts, 'total'>, number[]>>,
  index: number,
): CostParts => {
  const at = (amounts: readonly number[]): number => amounts[index] ?? 0
  const parts = {
    fullySelfPaid: at(shares.fullySelfPaid),
    overLimit: at(shares.overLimit),
    firstSelfPaid: at(shares.firstSelfPaid),
    inScope: at(shares.inScope),
  }
  return { ...parts, total: parts.fullySelfPaid + parts.overLimit + parts.firstSelfPaid + parts.inScope }
}
