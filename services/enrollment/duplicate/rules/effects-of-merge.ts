import type { FundYear } from '#shared/calendar/day.ts'
import { daysBetween, firstDayOfYear, lastDayOfYear, yearOf } from '#shared/calendar/day.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import type { Fen } from '#shared/money/fen.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { amountAt } from '#shared/policy/policy.ts'
import type { DayRange } from '../../entitlement/rules/day-range.ts'
import { entitledSpells } from '../../entitlement/rules/entitlement.ts'
import type { EntitlementRules } from '../../entitlement/rules/entitlement-rules.ts'
import type { Insured } from '../../person/rules/insured.ts'
import { lastSpell } from '../../person/rules/insured.ts'
import type { Merged } from './merge.ts'
import { sharedDays } from './merge.ts'

/** A year whose subsidy was paid for both, and what of it is one too many. */
export type SubsidyTwice = { readonly year: FundYear; readonly city: CityCode; readonly amount: Fen }

const residentYears = ({ paidBills }: Insured): ReadonlySet<FundYear> =>
  new Set(paidBills.filter(({ scheme }) => scheme === 'resident').map(({ from }) => yearOf(from)))

/** Where somebody was covered as a resident in a year, as far as that is known. */
const cityIn = ({ spells }: Insured, year: FundYear): CityCode => {
  const until = spells.filter(({ from }) => from <= lastDayOfYear(year))
  return (until.findLast(({ scheme }) => scheme === 'resident') ?? spells[0]).city
}

/** The years for which both paid as residents, so that the subsidy was due for both. */
export const subsidiesTwice = (kept: Insured, ended: Insured, policy: Policy): SubsidyTwice[] => {
  const years = residentYears(kept)
  return [...residentYears(ended)]
    .filter((year) => years.has(year))
    .sort((a, b) => a - b)
    .map((year) => {
      const city = cityIn(ended, year)
      const moment = { on: firstDayOfYear(year), city }
      return { year, city, amount: amountAt(policy, 'contribution.resident.subsidy', moment) }
    })
}

/** What a merge does to two persons. */
export type EffectsOfMerge = {
  /** Days on which both were covered. */
  readonly twice: readonly DayRange[]
  readonly schemes: readonly [Insured['spells'][0]['scheme'], Insured['spells'][0]['scheme']]
  /** Days on which the one who ends may claim no more, and those that the one who is kept may claim besides. */
  readonly daysLost: number
  readonly daysGained: number
  readonly subsidies: readonly SubsidyTwice[]
}

const daysOf = (ranges: readonly DayRange[]): number =>
  ranges.reduce((days, { from, to }) => days + daysBetween(from, to) + 1, 0)

type Before = Pick<Merged, 'kept' | 'ended'> & { readonly ofEnded: readonly Insured[] }

const lostBy = (before: Insured, after: Insured, rules: EntitlementRules): number =>
  daysOf(entitledSpells(before, rules)) - daysOf(entitledSpells(after, rules))

export const effectsOfMerge = (
  { kept, ended, ofEnded }: Before,
  merged: Merged,
  { rules, policy }: { readonly rules: EntitlementRules; readonly policy: Policy },
): EffectsOfMerge => ({
  twice: sharedDays(kept, ended),
  schemes: [lastSpell(kept).scheme, lastSpell(ended).scheme],
  daysLost: merged.others.reduce(
    (days, after) => {
      const before = ofEnded.find(({ personId }) => personId === after.personId)
      return days + (before ? lostBy(before, after, rules) : 0)
    },
    lostBy(ended, merged.ended, rules),
  ),
  daysGained: daysOf(entitledSpells(merged.kept, rules)) - daysOf(entitledSpells(kept, rules)),
  subsidies: subsidiesTwice(kept, ended, policy),
})
