import type { FundYear } from '#shared/calendar/day.ts'
import type { CountedYearsRule } from '#shared/policy/counted-years.ts'
import type { Accumulators, InsuredYear } from './insured-year.ts'
import { accumulatorNames } from './insured-year.ts'
import { countedWithJoined } from './joined-years.ts'
import type { Registrations } from './registrations.ts'

const paidNames = accumulatorNames.filter((name) => name.endsWith('Paid'))

const isClaimFree = (counted: Accumulators): boolean => paidNames.every((name) => (counted[name] ?? 0) === 0)

/** What a year does to the number of claim-free years before it. */
type Effect = 'adds' | 'resets' | 'leaves'

const effectOf = (held: InsuredYear, { schemes }: CountedYearsRule): Effect => {
  const counting = schemes.map((scheme) => countedWithJoined(held, scheme))
  if (counting.some(({ additionPaid = 0 }) => additionPaid > 0)) return 'resets'
  const isEntitled = held.spells.some(({ scheme }) => schemes.includes(scheme))
  return isEntitled && counting.every(isClaimFree) ? 'adds' : 'leaves'
}

/**
 * The years before a year of which no fund paid anything, as the law rewards them (国办发〔2024〕38号). One in which
 * something was paid adds none. One in which more was paid than without the reward ends what came before it. Of years
 * that were never recorded here an office may have registered since when nothing was claimed.
 * @param earlier the person's years before it, as they are recorded
 */
export const claimFreeYears = (
  year: FundYear,
  earlier: readonly InsuredYear[],
  { claimFreeSince = Infinity }: Pick<Registrations, 'claimFreeSince'>,
  rule: CountedYearsRule,
): number => {
  const recorded = new Map(earlier.filter(({ version }) => version > 0).map((each) => [each.year, each]))
  let free = 0
  for (let each = rule.countsFrom; each < year; each += 1) {
    const held = recorded.get(each)
    const effect = held ? effectOf(held, rule) : claimFreeSince <= each ? 'adds' : 'leaves'
    if (effect === 'resets') free = 0
    if (effect === 'adds') free += 1
  }
  return free
}
