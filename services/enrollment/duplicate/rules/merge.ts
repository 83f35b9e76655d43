import type { Day } from '#shared/calendar/day.ts'
import { addDays } from '#shared/calendar/day.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { DayRange } from '../../entitlement/rules/day-range.ts'
import { overlap, without as rangesWithout, union } from '../../entitlement/rules/day-range.ts'
import type { Insured, SamePerson } from '../../person/rules/insured.ts'
import { lastSpell, latestDifferences } from '../../person/rules/insured.ts'
import { refuse } from '../../refusals.ts'

const farAway: Day = '9999-12-31'

const coveredDays = ({ spells, struck = [] }: Insured): DayRange[] =>
  rangesWithout(
    spells.map(({ from, to }) => ({ from, to: to ?? farAway })),
    struck,
  )

/** The days on which both are covered. */
export const sharedDays = (one: Insured, other: Insured): DayRange[] =>
  union(
    coveredDays(one).flatMap((range) =>
      coveredDays(other).flatMap((against) => overlap(range, against) ?? []),
    ),
  )

/** Those who turned out to be either of two before: what is left of their days stands beside the days of both. */
export type Formerly = { readonly ofKept: readonly Insured[]; readonly ofEnded: readonly Insured[] }
const nobody: Formerly = { ofKept: [], ofEnded: [] }

/** The ids of those who turned out to be any of these. */
export const formerIdsOf = (persons: readonly Insured[]): string[] => [
  ...new Set(persons.flatMap(({ alsoAs = [] }) => alsoAs.map(({ personId }) => personId))),
]

/** Those who turned out to be either of two, as they are read. */
export const formerlyOf = (
  { kept, ended }: Pick<Merged, 'kept' | 'ended'>,
  insuredOf: (personId: string) => Insured | undefined,
): Formerly => {
  const of = (person: Insured): Insured[] => formerIdsOf([person]).flatMap((each) => insuredOf(each) ?? [])
  return { ofKept: of(kept), ofEnded: of(ended) }
}

/** Two who turned out to be one: how each stands then, and those who were the one who ends, whose days are fewer now. */
export type Merged = { readonly kept: Insured; readonly ended: Insured; readonly others: readonly Insured[] }

/** The money follows: what was paid under the number that ends is paid by the person who goes on. */
const withBillsOf = (kept: Insured, ended: Insured): Insured => {
  const known = new Set([...kept.paidBills, ...(kept.shortBills ?? [])].map(({ billId }) => billId))
  const news = <Bill extends { readonly billId: string }>(bills: readonly Bill[]): Bill[] =>
    bills.filter(({ billId }) => !known.has(billId))
  const short = [...(kept.shortBills ?? []), ...news(ended.shortBills ?? [])]
  const differences = latestDifferences([kept, ended])
  return {
    ...kept,
    paidBills: [...kept.paidBills, ...news(ended.paidBills)],
    ...(short.length === 0 ? {} : { shortBills: short }),
    ...(differences.length === 0 ? {} : { differences }),
    aids: kept.aids.length === 0 ? ended.aids : kept.aids,
    horizonYear: Math.max(kept.horizonYear, ended.horizonYear),
  }
}

/** The last spell ends before the days that are the other's, if these last to its end. */
const endedBefore = (ended: Insured, struck: readonly DayRange[]): Insured['spells'] => {
  const last = lastSpell(ended)
  const rest = struck.find(({ from, to }) => from <= (last.to ?? farAway) && to >= (last.to ?? farAway))
  if (!rest) return ended.spells
  const to = addDays(rest.from > last.from ? rest.from : last.from, -1)
  const [first, ...more] = ended.spells
  more.pop()
  return ended.spells.length === 1 ? [{ ...first, to }] : [first, ...more, { ...last, to }]
}

/** Somebody without the days that are others' too. */
const without = (person: Insured, days: readonly DayRange[]): Insured =>
  days.length === 0 ? person : { ...person, struck: union([...(person.struck ?? []), ...days]) }

const isDead = (insured: Insured): boolean => insured.status === 'ended' && insured.reason === 'death'

/**
 * Makes one of two persons who were registered twice. The days that both were covered stay with the one who is kept; the
 * other's coverage ends, and what was paid for it counts for the one who is kept, so that no paid right is lost. Whoever was
 * either of them before has days of their own, and none of these is anybody's twice either.
 */
export const merge = (
  kept: Insured,
  ended: Insured,
  likenessId: string,
  formerly: Formerly = nobody,
): Decision<Merged> => {
  if (kept.sameAs || ended.sameAs) return refuse('duplicate.merged-already')
  if (kept.status === 'ended' && ended.status === 'covered') return refuse('duplicate.keep-the-covered')
  // Their number is the other's for good: it would never be brought.
  if (kept.awaitsNumber && !ended.awaitsNumber && ended.status === 'covered')
    return refuse('duplicate.keep-the-numbered')
  // A person is dead or lives: which of the two is wrong is said first.
  if (isDead(ended) !== isDead(kept)) return refuse('duplicate.one-is-dead')
  const staying = [kept, ...formerly.ofKept]
  const daysAgainst = (person: Insured): DayRange[] =>
    union(staying.flatMap((each) => sharedDays(each, person)))
  const struck = daysAgainst(ended)
  const ofKept: SamePerson = { personId: kept.personId, likenessId }
  const ofEnded: SamePerson = { personId: ended.personId, likenessId }
  const { status: _, ...person } = without(ended, struck)
  return accept({
    kept: { ...withBillsOf(kept, ended), alsoAs: [...(kept.alsoAs ?? []), ofEnded, ...(ended.alsoAs ?? [])] },
    ended: {
      ...person,
      status: 'ended',
      reason: ended.status === 'ended' ? ended.reason : 'duplicate',
      spells: endedBefore(ended, struck),
      sameAs: ofKept,
    } as Insured,
    others: formerly.ofEnded.flatMap((each) => {
      const days = daysAgainst(each)
      return days.length === 0 ? [] : [without(each, days)]
    }),
  })
}
