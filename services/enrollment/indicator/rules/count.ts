import type { Day, Month } from '#shared/calendar/day.ts'
import { daysBetween, firstDayOf, monthOf } from '#shared/calendar/day.ts'
import type { Employment } from '#shared/contracts/fields.ts'
import { employment as employmentField } from '#shared/contracts/fields.ts'
import type { CityCode, provinceCode } from '#shared/kernel/divisions.ts'
import { divisionLevels } from '#shared/kernel/divisions.ts'
import { must } from '#shared/kernel/errors.ts'
import type { AidCategory, Scheme } from '#shared/kernel/scheme.ts'
import { schemes } from '#shared/kernel/scheme.ts'
import { halfUp, million } from '#shared/money/millionths.ts'
import type { PersonRecord } from '../../coverage/rules/person-record.ts'
import type { Likeness } from '../../likeness/rules/likeness.ts'
import type { Insured } from '../../person/rules/insured.ts'
import { lastSpell, standingDeath } from '../../person/rules/insured.ts'

/** What is counted of a city: by scheme and employment who is insured and who may claim, and its recipients of aid. */
export type Count = Readonly<Record<string, number>>
/** The counts of cities; the province's own division counts what is of two of them. */
export type Counts = Readonly<Partial<Record<CityCode | typeof provinceCode, Count>>>

export const insuredAs = (scheme: Scheme, employment: Employment): string => `insured:${scheme}:${employment}`
export const entitledIn = (scheme: Scheme): string => `entitled:${scheme}`
/** Insured persons who belong to a county; whoever belongs to no unit is in none. */
export const insuredIn = (county: string): string => `insured-in:${county}`
/** Bills paid in the month of which the person may claim, the days until they might, and bills of which nobody may. */
export const billsGiving = (scheme: Scheme): string => `bills:${scheme}`
export const daysUntil = (scheme: Scheme): string => `days:${scheme}`
export const billsWithout = (scheme: Scheme): string => `bills-without:${scheme}`
/** Pairs that may be one person registered twice, and wait for a decision. */
export const duplicates = 'duplicates'
export const recipients = 'recipients'
export const recipientsInsured = 'recipients:insured'

const isOn = ({ from, to }: { readonly from: Day; readonly to: Day | null }, day: Day): boolean =>
  from <= day && (to === null || day <= to)

/** The category that held on a day. */
const aidOn = ({ aids }: Insured, day: Day): AidCategory =>
  aids.findLast(({ from }) => from <= day)?.aid ?? 'none'

const isDeadOn = (insured: Insured, day: Day): boolean =>
  insured.status === 'ended' &&
  insured.reason === 'death' &&
  (standingDeath(insured)?.on ?? lastSpell(insured).to ?? day) < day

/** What a person counts as on a day, and for which city: the one that covers them then, or covered them last. */
export const countedOn = (
  { insured, entitlements }: PersonRecord,
  day: Day,
): { readonly city: CityCode; readonly as: readonly string[] } => {
  const spell = insured.spells.find((each) => isOn(each, day))
  const claims = entitlements.flatMap(({ spells }) => spells).find((each) => isOn(each, day))
  const isRecipient = aidOn(insured, day) !== 'none' && !isDeadOn(insured, day)
  return {
    city: (spell ?? lastSpell(insured)).city,
    as: [
      ...(spell ? [insuredAs(spell.scheme, spell.employment)] : []),
      ...(spell && insured.unit ? [insuredIn(insured.unit.code.slice(0, divisionLevels.county))] : []),
      ...(claims ? [entitledIn(claims.scheme)] : []),
      ...(isRecipient ? [recipients] : []),
      ...(isRecipient && spell ? [recipientsInsured] : []),
    ],
  }
}

/** Counts of two parts of the records together. */
export const together = (one: Counts, other: Counts): Counts => {
  const sum: Partial<Record<CityCode, Record<string, number>>> = {}
  for (const counts of [one, other])
    for (const [city, of] of Object.entries(counts) as [CityCode, Count][]) {
      sum[city] ??= {}
      for (const [what, number] of Object.entries(of)) sum[city][what] = (sum[city][what] ?? 0) + number
    }
  return sum
}

/**
 * How long those who paid in a month wait until they may claim: from the payment, or from the first day of what it pays for where that
 * comes later, to the first day of their entitlement in the scheme. Whoever turned out to be another is told by that one.
 */
export const waitsOf = ({ insured, entitlements }: PersonRecord, month: Month): Count => {
  const found: Record<string, number> = {}
  const add = (what: string, number: number): void => {
    found[what] = (found[what] ?? 0) + number
  }
  if (insured.sameAs) return found
  const spells = entitlements.flatMap((each) => each.spells)
  for (const { scheme, from, paidOn, bought } of insured.paidBills) {
    if (bought !== undefined || monthOf(paidOn) !== month) continue
    const start = firstDayOf(from) > paidOn ? firstDayOf(from) : paidOn
    const days = spells
      .filter((spell) => spell.scheme === scheme && spell.to >= start)
      .map((spell) => (spell.from > start ? daysBetween(start, spell.from) : 0))
    if (days.length === 0) add(billsWithout(scheme), 1)
    else {
      add(billsGiving(scheme), 1)
      add(daysUntil(scheme), Math.min(...days))
    }
  }
  return found
}

const isOpenOn = (likeness: Likeness, day: Day): boolean => {
  if (likeness.foundOn > day || likeness.status === 'over') return false
  return likeness.status === 'open' || likeness.decided.on > day
}

/** The pairs that waited for a decision on a day, by the division whose work they are. */
export const duplicatesOf = (likenesses: readonly Likeness[], day: Day): Counts => {
  const open = likenesses.filter((each) => isOpenOn(each, day))
  const byDivision = Map.groupBy(open, ({ division }) => division)
  return Object.fromEntries(
    [...byDivision].map(([division, pairs]) => [division, { [duplicates]: pairs.length }]),
  )
}

/** The counts of some persons on a day. */
export const countOf = (records: readonly PersonRecord[], day: Day): Counts => {
  const counts: Partial<Record<CityCode, Record<string, number>>> = {}
  for (const record of records) {
    const { city, as } = countedOn(record, day)
    counts[city] ??= {}
    const own = counts[city]
    const add = (what: string, number: number): void => {
      own[what] = (own[what] ?? 0) + number
    }
    for (const what of as) add(what, 1)
    for (const [what, number] of Object.entries(waitsOf(record, monthOf(day)))) add(what, number)
  }
  return counts
}

const everyPlace = schemes.flatMap((scheme) =>
  employmentField.options.map((employment) => ({ scheme, employment })),
)

/** Who is insured, by scheme and employment, and who may claim; nobody is not said. */
export const placesIn = (count: Count) => ({
  insured: everyPlace.flatMap((place) => {
    const persons = count[insuredAs(place.scheme, place.employment)] ?? 0
    return persons === 0 ? [] : [{ ...place, persons }]
  }),
  entitled: schemes.flatMap((scheme) => {
    const persons = count[entitledIn(scheme)] ?? 0
    return persons === 0 ? [] : [{ scheme, persons }]
  }),
})

/** A share in parts per million, rounded half up; none of nothing. */
export const shareIn = (part: number, whole: number): number | undefined => {
  must(part >= 0 && whole >= 0, 'indicator.negative', 'a count is negative', { part, whole })
  return whole === 0 ? undefined : halfUp(part * million, whole)
}
