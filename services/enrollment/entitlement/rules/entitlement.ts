import type { Day, FundYear } from '#shared/calendar/day.ts'
import {
  addDays,
  firstDayOf,
  firstDayOfYear,
  lastDayOf,
  lastDayOfYear,
  monthsBefore,
  yearOf,
} from '#shared/calendar/day.ts'
import type { CountedYearsRule } from '#shared/policy/counted-years.ts'
import type { CoverageSpell, EntitledSpell, Insured, YearEntitlement } from '../../person/rules/insured.ts'
import { aidOn, periodsElsewhere } from '../../person/rules/insured.ts'
import type { EnrolledYears } from './continuous-years.ts'
import { isAlike, yearsOfEnrolment } from './continuous-years.ts'
import type { DayRange } from './day-range.ts'
import { cutAt, overlap, union, without } from './day-range.ts'
import { employeeDays } from './employee-entitlement.ts'
import type { EntitlementRules } from './entitlement-rules.ts'
import { residentDays } from './resident-entitlement.ts'

const farAway = '9999-12-31'

/** What somebody was entitled to or insured by before a spell, until which day; no city here: it was another place's. */
type InsuredBefore = Pick<EntitledSpell, 'scheme' | 'from' | 'to'> & Partial<Pick<EntitledSpell, 'city'>>

const elsewhere = (insured: Insured): InsuredBefore[] =>
  periodsElsewhere(insured).map(({ scheme, from, to }) => ({
    scheme,
    from: firstDayOf(from),
    to: lastDayOf(to),
  }))

/** A resident's year holds in every city: only employees come to another city as to another scheme. */
const isElsewhere = (spell: CoverageSpell, { scheme, city }: InsuredBefore): boolean =>
  scheme !== spell.scheme || (scheme === 'employee' && city !== spell.city)

/** Since when somebody was insured on end up to the last day before one; gaps that a change may have break nothing. */
const onEndSince = (before: readonly InsuredBefore[], day: Day, gapMonths: number): Day => {
  const inTurn = before.filter(({ to }) => to < day).sort((a, b) => (a.to < b.to ? 1 : -1))
  return inTurn.reduce(
    (since, { from, to }) => (monthsBefore(since, gapMonths) <= to && from < since ? from : since),
    day,
  )
}

/** Whether a flexible worker from the other scheme was insured for so many years on end that they do not wait. */
const hasYearsOnEnd = (
  spell: CoverageSpell,
  before: readonly InsuredBefore[],
  { switchMonths, switchYears }: EntitlementRules,
): boolean => {
  const { from, city } = spell
  const years = switchYears(from, city)
  const last = before.reduce((latest, { to }) => (to < from && to > latest ? to : latest), '')
  if (years === 0 || last === '') return years === 0
  return onEndSince(before, from, switchMonths(from, city)) <= monthsBefore(addDays(last, 1), 12 * years)
}

/**
 * Whether somebody was entitled in another scheme or, as an employee, in another city so shortly before a spell that the
 * change leaves no gap (医保办发〔2021〕43号 第十三条). A flexible worker from the other scheme was insured for years on end, too.
 */
export const isSwitch = (
  spell: CoverageSpell,
  before: readonly InsuredBefore[],
  rules: EntitlementRules,
): boolean => {
  const others = before.filter((each) => isElsewhere(spell, each) && each.to < spell.from)
  if (others.length === 0) return false
  const earliest = monthsBefore(spell.from, rules.switchMonths(spell.from, spell.city))
  const shortly = others.filter(({ to }) => earliest <= to)
  const isOfScheme = shortly.some(({ scheme }) => scheme === spell.scheme)
  if (shortly.length === 0 || isOfScheme || spell.employment !== 'flexible') return shortly.length > 0
  return hasYearsOnEnd(spell, before, rules)
}

const entitledIn = (
  insured: Insured,
  spell: CoverageSpell,
  { before, rules }: { readonly before: readonly EntitledSpell[]; readonly rules: EntitlementRules },
): EntitledSpell[] => {
  const isSwitched = isSwitch(spell, [...before, ...elsewhere(insured)], rules)
  const given =
    spell.scheme === 'employee'
      ? employeeDays(insured, spell, { isSwitched, rules })
      : residentDays(insured, spell, { isSwitched, rules })
  const covered: DayRange = { from: spell.from, to: spell.to ?? farAway }
  const days = without(union(given.flatMap((range) => overlap(range, covered) ?? [])), insured.struck ?? [])
  const aidChanges = insured.aids.map(({ from }) => from)
  const { scheme, city, employment } = spell
  return days
    .flatMap((range) => cutAt(range, [...aidChanges, ...newYears(range)]))
    .map((range) => ({ scheme, city, employment, aid: aidOn(insured.aids, range.from), ...range }))
}

const newYears = ({ from, to }: DayRange) =>
  Array.from({ length: yearOf(to) - yearOf(from) }, (_, index) => firstDayOfYear(yearOf(from) + 1 + index))

/** Joins neighbours that differ in nothing but their days, within a year. */
const join = (spells: readonly EntitledSpell[]): EntitledSpell[] => {
  const joined: EntitledSpell[] = []
  for (const spell of spells) {
    const last = joined.at(-1)
    const continues =
      last !== undefined &&
      addDays(last.to, 1) === spell.from &&
      last.scheme === spell.scheme &&
      last.city === spell.city &&
      last.employment === spell.employment &&
      last.aid === spell.aid &&
      yearOf(last.from) === yearOf(spell.from)
    if (continues) joined[joined.length - 1] = { ...last, to: spell.to }
    else joined.push(spell)
  }
  return joined
}

/** What somebody was entitled to by the spells before one, and where they were insured elsewhere. */
export const entitledBefore = (
  insured: Insured,
  spell: CoverageSpell,
  rules: EntitlementRules,
): InsuredBefore[] => {
  const entitled: EntitledSpell[] = []
  for (const each of insured.spells) {
    if (each === spell) break
    entitled.push(...entitledIn(insured, each, { before: entitled, rules }))
  }
  return [...entitled, ...elsewhere(insured)]
}

/** The days on which the person may claim by their own coverage. */
export const ownSpells = (insured: Insured, rules: EntitlementRules): EntitledSpell[] => {
  const entitled: EntitledSpell[] = []
  for (const spell of insured.spells)
    entitled.push(...entitledIn(insured, spell, { before: entitled, rules }))
  return join(entitled)
}

/** Every day on which the person may claim, by what decides how much; in order, none across a year's end. */
export const entitledSpells = (insured: Insured, rules: EntitlementRules): EntitledSpell[] => {
  const own = ownSpells(insured, rules)
  const { lent } = insured
  return lent ? join([...own, ...lent.spells].sort((a, b) => (a.from < b.from ? -1 : 1))) : own
}

const sameSpells = (a: readonly EntitledSpell[], b: readonly EntitledSpell[]): boolean =>
  a.length === b.length &&
  a.every((spell, index) => {
    const other = b[index]
    return (
      other !== undefined &&
      Object.entries(spell).every(([field, value]) => other[field as keyof EntitledSpell] === value)
    )
  })

/** The yearly snapshots as they now are: a year whose days or years of enrolment changed gets its next version, the others stay. */
export const nextEntitlements = (
  published: readonly YearEntitlement[],
  spells: readonly EntitledSpell[],
  enrolledBy: (rule: CountedYearsRule) => EnrolledYears,
  counted: (year: FundYear) => CountedYearsRule,
): YearEntitlement[] => {
  const known = new Map<CountedYearsRule, EnrolledYears>()
  // Years of one rule are counted over the same years of enrolment.
  const enrolled = (rule: CountedYearsRule): EnrolledYears => {
    const found = known.get(rule) ?? enrolledBy(rule)
    known.set(rule, found)
    return found
  }
  const years = new Set<FundYear>([
    ...published.map(({ year }) => year),
    ...spells.map(({ from }) => yearOf(from)),
  ])
  return [...years]
    .sort((a, b) => a - b)
    .map((year) => {
      const days: DayRange = { from: firstDayOfYear(year), to: lastDayOfYear(year) }
      const ofYear = spells.filter((spell) => overlap(spell, days) !== undefined)
      const before = published.find((each) => each.year === year)
      const years = yearsOfEnrolment(enrolled(counted(year)), year, counted(year))
      if (before && sameSpells(before.spells, ofYear) && isAlike(before, years)) return before
      const version = (before?.version ?? 0) + 1
      return { year, version, spells: ofYear, ...years }
    })
}
