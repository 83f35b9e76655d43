import type { Day } from '#shared/calendar/day.ts'
import { daysBetween } from '#shared/calendar/day.ts'
import type { Fen } from '#shared/money/fen.ts'
import type { Stay } from '../../insured-year/rules/insured-year.ts'
import type { OneStay } from '../../plan/rules/stays.ts'

/** The stay another one counts as one with: how the deductible is taken, and what was taken of it so far. */
export type ContinuedStay = {
  readonly claimId: string
  readonly deductible: OneStay['deductible']
  readonly taken: Fen
}

/** Where and why a patient was admitted. */
export type Admission = {
  readonly on: Day
  readonly institution: string
  readonly diagnosis?: string | undefined
}

/**
 * The settled stay of the year that an admission continues by the plan's rules (`oneStay`): the last one left before
 * it. Undefined when it is a stay of its own. What was taken counts the whole chain of stays that are one, those of
 * another year by what the stay that continues them says.
 */
export const continuedStay = (
  rules: readonly OneStay[],
  stays: readonly Stay[],
  admission: Admission,
): ContinuedStay | undefined => {
  if (rules.length === 0) return undefined
  const left = stays
    .filter(({ to }) => to <= admission.on)
    .reverse()
    .sort(lastLeftFirst)
  for (const stay of left) {
    const rule = rules.find((candidate) => isOne(candidate, stay, admission))
    if (!rule) continue
    const earlier = stays.filter((other) => other !== stay)
    const before = continuedStay(rules, earlier, { ...stay, on: stay.from })?.taken ?? stay.before ?? 0
    return { claimId: stay.claimId, deductible: rule.deductible, taken: before + (stay.deductible ?? 0) }
  }
  return undefined
}

/** Of stays left on the same day the one begun last is the last, as a stay of one day between two transfers is. */
const lastLeftFirst = (a: Stay, b: Stay): number => daysBetween(a.to, b.to) || daysBetween(a.from, b.from)

const isOne = (rule: OneStay, stay: Stay, { on, institution, diagnosis }: Admission): boolean => {
  if (daysBetween(stay.to, on) > rule.withinDays) return false
  if (rule.institution !== 'any' && (stay.institution === institution) !== (rule.institution === 'same'))
    return false
  return rule.diagnosis === 'any' || (diagnosis !== undefined && stay.diagnosis === diagnosis)
}
