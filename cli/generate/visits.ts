import type { Day, FundYear } from '#shared/calendar/day.ts'
import { addDays, daysBetween, firstDayOfYear, lastDayOfYear } from '#shared/calendar/day.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import { schemes } from '#shared/kernel/scheme.ts'
import { profileOf } from './city-profiles.ts'
import type { InventedInstitution } from './institutions.ts'
import type { Person } from './people.ts'
import type { Random } from './random.ts'

/** One use of an institution, to be charged. */
export type Visit = {
  readonly person: Person
  readonly care: 'inpatient' | 'outpatient'
  /** Day of discharge or of service. */
  readonly on: Day
  readonly admittedOn: Day
  readonly institution: InventedInstitution
  /** Roughly what it costs, in fen. */
  readonly cost: number
}

/** National figures of 2025: stays and visits a head and year, average cost in fen (domain: scale). */
const staysAHead = 0.21
const visitsAHead = 5.4
const stayCost: Readonly<Record<Scheme, number>> = { employee: 1_115_300, resident: 733_800 }
const visitCost: Readonly<Record<Scheme, number>> = { employee: 26_000, resident: 15_000 }

const levelOf = {
  inpatient: { share: { 1: 0.25, 2: 0.4, 3: 0.35 }, cost: { 1: 0.49, 2: 0.92, 3: 1.46 } },
  outpatient: { share: { 1: 0.55, 2: 0.28, 3: 0.17 }, cost: { 1: 0.7, 2: 1.1, 3: 1.8 } },
} as const
const awayShare = 0.04
const provincialShare = 0.05

/** The old and the very young use hospitals most; who has not paid mostly stays away from the counter. */
const useOf = ({ age, habit }: Person): number => {
  const byAge = age >= 65 ? 2.6 : age >= 45 ? 1.3 : age <= 6 ? 1.4 : 0.7
  return habit === 'never' ? byAge * 0.15 : byAge
}

const chooseInstitution = (
  random: Random,
  { city }: Person,
  care: Visit['care'],
  institutions: readonly InventedInstitution[],
): InventedInstitution => {
  const elsewhere = random.chance(awayShare)
  const provincial = institutions.filter((each) => each.provincial)
  if (care === 'inpatient' && provincial.length > 0 && random.chance(provincialShare))
    return random.pick(provincial)
  const near = institutions.filter((each) => !each.provincial && (each.city === city) !== elsewhere)
  const choice = near.length > 0 ? near : institutions
  return random.weighted(choice, ({ level }) => levelOf[care].share[level])
}

/** A stay and the days around it that another visit may not touch. */
const clashes = (visit: { admittedOn: Day; on: Day }, others: readonly Visit[]): boolean =>
  others.some(
    (other) => other.admittedOn <= addDays(visit.on, 1) && addDays(visit.admittedOn, -1) <= other.on,
  )

const inventDays = (random: Random, care: Visit['care'], year: FundYear) => {
  const length = care === 'inpatient' ? random.between(2, 13) : 0
  const latest = daysBetween(firstDayOfYear(year), lastDayOfYear(year))
  const on = addDays(firstDayOfYear(year), random.between(length, latest))
  return { on, admittedOn: addDays(on, -length) }
}

const inventCost = (random: Random, { scheme }: Person, care: Visit['care'], level: 1 | 2 | 3): number => {
  const mean = care === 'inpatient' ? stayCost[scheme] : visitCost[scheme]
  return Math.round(random.skewed(mean * levelOf[care].cost[level], care === 'inpatient' ? 0.75 : 0.6))
}

const mostTries = 50

/** Adds so many visits to those of a group's people, none of them overlapping for a person. */
const addVisits = (
  random: Random,
  group: readonly Person[],
  care: Visit['care'],
  count: number,
  world: {
    readonly institutions: readonly InventedInstitution[]
    readonly year: FundYear
    readonly byPerson: Map<Person, Visit[]>
  },
): void => {
  let missing = count
  for (let tries = 0; missing > 0 && tries < count + mostTries; tries += 1) {
    const person = random.weighted(group, useOf)
    const days = inventDays(random, care, world.year)
    const institution = chooseInstitution(random, person, care, world.institutions)
    const own = world.byPerson.get(person) ?? []
    if (clashes(days, own)) continue
    own.push({
      ...days,
      person,
      care,
      institution,
      cost: inventCost(random, person, care, institution.level),
    })
    world.byPerson.set(person, own)
    missing -= 1
  }
}

/**
 * Invents a year's stays and visits, spread over people by age. Their number a head is the nation's, or more where a
 * city's profile says so. The number of stays of a city and scheme is fixed, so that a small province is not ruled by
 * chance.
 */
export const inventVisits = (
  random: Random,
  people: readonly Person[],
  institutions: readonly InventedInstitution[],
  year: FundYear,
): Visit[] => {
  const byPerson = new Map<Person, Visit[]>()
  const world = { institutions, year, byPerson }
  for (const city of new Set(people.map((person) => person.city))) {
    for (const scheme of schemes) {
      const group = people.filter((person) => person.city === city && person.scheme === scheme)
      if (group.length === 0) continue
      const ofGroup = random.part(`${city}/${scheme}`)
      const use = scheme === 'resident' ? profileOf(city).use : 1
      addVisits(ofGroup, group, 'inpatient', Math.round(group.length * staysAHead * use), world)
      addVisits(ofGroup, group, 'outpatient', Math.round(group.length * visitsAHead), world)
    }
  }
  return [...byPerson.values()].flat()
}
