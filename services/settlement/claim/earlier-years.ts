import type { Write } from '#shared/edge/store/store.ts'
import type { CountedYearsRule } from '#shared/policy/counted-years.ts'
import type { YearEffects } from '../insured-year/effects.ts'
import type { InsuredYear } from '../insured-year/rules/insured-year.ts'
import type { PersonYear, RecordedYear } from '../insured-year/rules/recorded-year.ts'
import { requireYear } from '../insured-year/year-writes.ts'
import type { PlanBook } from '../plan/rules/plan-book.ts'
import { needsEarlierYears } from './rules/settle-claim.ts'

/** The person's years before one, from the first that counts. */
const readEarlierYears = (
  { personId, year }: PersonYear,
  { countsFrom }: CountedYearsRule,
  { claims }: Pick<YearEffects, 'claims'>,
): Promise<readonly RecordedYear[]> => {
  const years = Array.from({ length: Math.max(0, year - countsFrom) }, (_, index) => countsFrom + index)
  return claims.findYears(years.map((each) => ({ personId, year: each })))
}

/** An outcome, and the years before that it hangs on beside its own. */
type Judged<Outcome> = { readonly outcome: Outcome; readonly earlier: readonly RecordedYear[] }

/**
 * Judges a claim by what was read of its year. Where its plan asks how many years went without a claim, as few claims do,
 * the years before are read and it is judged again: so no other claim reads them.
 */
export const judgeWithYears = async <Outcome>(
  judge: (earlier?: readonly InsuredYear[]) => Outcome,
  of: PersonYear,
  plans: PlanBook,
  effects: Pick<YearEffects, 'claims'>,
): Promise<Judged<Outcome>> => {
  const rule = plans.countedYears(of.year)
  try {
    return { outcome: judge(), earlier: [] }
  } catch (error) {
    if (rule === undefined || !needsEarlierYears(error)) throw error
  }
  const earlier = await readEarlierYears(of, rule, effects)
  return { outcome: judge(earlier.map(({ state }) => state)), earlier }
}

/** Requires the years that a claim was judged by to be as they were read, those aside that its write looks at anyway. */
export const requireYears = (
  earlier: readonly RecordedYear[],
  written: readonly RecordedYear[],
): readonly Write[] => {
  const others = new Set(written.map(({ state }) => state.year))
  return earlier.filter(({ state }) => !others.has(state.year)).map(requireYear)
}
