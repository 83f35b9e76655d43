import type { Day } from '#shared/calendar/day.ts'
import { daysToLend, lentBy } from '../../coverage/rules/lent-days.ts'
import type { EntitlementRules } from '../../entitlement/rules/entitlement-rules.ts'
import type { Insured } from '../../person/rules/insured.ts'
import type { Formerly, Merged } from './merge.ts'

/**
 * How all those stand who turned out to be one person, but that one: what they could claim up to the decision by their own
 * numbers is judged by what the others may claim on those days, so that no claim made in good faith is lost.
 */
export const lentInMerge = (
  before: Pick<Merged, 'ended'>,
  { kept, ended, others, ofKept, ofEnded }: Merged & Formerly,
  { rules, until }: { readonly rules: EntitlementRules; readonly until: Day },
): Insured[] => {
  const after = (each: Insured): Insured => others.find(({ personId }) => personId === each.personId) ?? each
  const changed: [Insured, Insured][] = [
    [before.ended, ended],
    ...ofEnded.map((each): [Insured, Insured] => [each, after(each)]),
    ...ofKept.map((each): [Insured, Insured] => [each, each]),
  ]
  const lenders = [kept, ...changed.map(([, now]) => now)]
  return changed.flatMap(([was, now]) => {
    const days = now === was ? (was.lent?.days ?? []) : daysToLend(was, now, { rules, until })
    const lent = lentBy(now, lenders, rules, days)
    return lent === was ? [] : [lent]
  })
}
