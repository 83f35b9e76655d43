import type { Day } from '#shared/calendar/day.ts'
import { sameContent } from '#shared/kernel/canonical.ts'
import type { DayRange } from '../../entitlement/rules/day-range.ts'
import { overlap, union } from '../../entitlement/rules/day-range.ts'
import { ownSpells } from '../../entitlement/rules/entitlement.ts'
import type { EntitlementRules } from '../../entitlement/rules/entitlement-rules.ts'
import type { Insured } from '../../person/rules/insured.ts'

const shared = (one: readonly DayRange[], other: readonly DayRange[]): DayRange[] =>
  union(one.flatMap((range) => other.flatMap((against) => overlap(range, against) ?? [])))

/**
 * The days up to a decision that are the other's now, on which somebody could claim by their own number before: who was
 * treated on them was entitled, whichever number the hospital had.
 */
export const daysToLend = (
  before: Insured,
  after: Insured,
  { rules, until }: { readonly rules: EntitlementRules; readonly until: Day },
): DayRange[] => {
  const own = union([...ownSpells(before, rules), ...(before.lent?.days ?? [])])
  return shared(shared(own, after.struck ?? []), [{ from: '0000-01-01', to: until }])
}

/** Somebody with what those whom they are may claim on the days lent to them; the very same object where nothing differs. */
export const lentBy = (
  former: Insured,
  lenders: readonly Insured[],
  rules: EntitlementRules,
  days: readonly DayRange[] = former.lent?.days ?? [],
): Insured => {
  if (days.length === 0) return former
  const spells = lenders
    .filter(({ personId }) => personId !== former.personId)
    .flatMap((each) => ownSpells(each, rules))
    .flatMap((spell) =>
      days.flatMap((range) => {
        const both = overlap(spell, range)
        return both ? [{ ...spell, ...both }] : []
      }),
    )
    .sort((a, b) => (a.from < b.from ? -1 : 1))
  const lent = { days, spells }
  return former.lent && sameContent(former.lent, lent) ? former : { ...former, lent }
}
