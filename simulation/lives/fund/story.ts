import type { Day, Month } from '#shared/calendar/day.ts'
import { addDays, addMonths, firstDayOf, monthsOf } from '#shared/calendar/day.ts'
import type { Random } from '../../../cli/generate/random.ts'
import { seededRandom } from '../../../cli/generate/random.ts'
import type { City, Person, Who } from '../story.ts'
import { byTime, storyCities } from '../story.ts'

/** How the tax authority tells of money. */
type Told = { readonly by: 'door' | 'bus'; readonly times: number }

/** What happens to whom, on which day and at which second of it. */
export type FundAct = { readonly on: Day; readonly second: number } & (
  | { readonly who: Who; readonly does: 'enrol' }
  | ({ readonly who: Who; readonly does: 'pay' } & Told)
  | ({ readonly who: Who; readonly does: 'refund' } & Told)
  /** A stay that ended on `left`, perhaps in the other city; it is settled on that day or weeks later. */
  | {
      readonly who: Who
      readonly does: 'stay'
      readonly stay: number
      readonly left: Day
      readonly days: number
      readonly yuan: number
      readonly times: number
      readonly at: City
    }
  | { readonly who: Who; readonly does: 'reverse'; readonly stay: number }
  /** The hospital of a city contests a claim of its month, if it has one; the office dismisses it. */
  | { readonly does: 'contest'; readonly city: City; readonly month: Month }
  /** The treasury fails to pay a city's orders of a month at first. */
  | { readonly does: 'fail'; readonly city: City; readonly month: Month }
  /** The hospital of a city disputes its year; the office adds or takes nothing. */
  | { readonly does: 'dispute'; readonly city: City }
)

/** A small province through a fund year: budgets, quotas, months, clearing, levy and gaps. */
export type FundStory = {
  readonly kind: 'fund'
  readonly people: readonly Person[]
  readonly acts: readonly FundAct[]
  /** What each city plans to spend on stays, in yuan; quotas come of it. */
  readonly plannedYuan: number
  /** What each fund has when the year begins, in yuan: ample where absent; else barely what its care will cost. */
  readonly openingsYuan?: Readonly<Record<City, number>>
  /** The share of the quota that is advanced in January. */
  readonly advanced: '0' | '0.02'
  /** What each budget is cut to once quotas are agreed, in yuan: care goes beyond it. Absent where it stays ample. */
  readonly cutToYuan?: number
  /** What is owed back of a share is given back after its last day. */
  readonly givesBackLate?: true
}

export const fundYear = 2026
export const fundBegins: Day = '2025-11-05'
export const fundBilledOn: Day = '2025-11-20'
export const plannedOn: Day = '2025-12-20'
export const fundMonths: readonly Month[] = monthsOf(fundYear)
/** By this day all care of the year is told, and officers have it judged again. */
export const correctedOn: Day = '2026-07-02'
/** By this day the year is cleared, and what is missing in it is shared. */
export const allIsCleared: Day = '2027-04-26'
/** The final accounts of the year are approved; what came to it since is decided, and given back through the treasury. */
export const finalisedOn: Day = '2027-04-27'
export const truedUpOn: Day = '2027-05-04'
export const givenBackOn: Day = '2027-05-06'
/** The treasury of some gives it back later than it may, and then pays what that costs. */
export const givenBackLateOn: Day = '2027-06-10'
/** When nothing of the year is open. */
export const fundEndsOf = ({ givesBackLate }: FundStory): Day => (givesBackLate ? '2027-06-16' : '2027-05-10')

/** A day of the month after one. */
export const dayAfter = (month: Month, day: number): Day => addDays(firstDayOf(addMonths(month, 1)), day - 1)

const morning = (random: Random): number => random.between(30_000, 60_000)
const told = (random: Random): Told => ({ by: random.pick(['door', 'bus']), times: random.pick([1, 1, 2]) })

const staysOf = (random: Random, { who, city }: Person): FundAct[] => {
  const other = city === storyCities[0] ? storyCities[1] : storyCities[0]
  let day = addDays('2026-01-04', random.between(0, 20))
  return Array.from({ length: random.between(0, 4) }, (_, index) => {
    const days = random.between(2, 6)
    const left = addDays(day, days)
    // Stays lie apart, so that none is a transfer of the one before.
    day = addDays(left, random.between(3, 25))
    const stay: FundAct = {
      ...{
        who,
        on: addDays(left, random.pick([0, 0, 0, 3, 35])),
        second: morning(random),
        does: 'stay',
        left,
      },
      ...{ stay: who * 10 + index, days, yuan: random.pick([900, 4_000, 20_000, 90_000]) },
      ...{ times: random.pick([1, 1, 2]), at: random.chance(0.3) ? other : city },
    }
    return stay
  })
}

type Stay = Extract<FundAct, { readonly does: 'stay' }>

/** After the year was cleared and its gap shared: it comes to the year all the same. */
const reversedLate = (random: Random, { who, stay }: Stay): FundAct[] =>
  random.chance(0.3)
    ? [{ who, on: addDays(allIsCleared, random.between(1, 6)), second: 70_000, does: 'reverse', stay }]
    : []

const lifeOf = (random: Random, person: Person): FundAct[] => {
  const { who } = person
  const enrol: FundAct = {
    who,
    on: addDays('2025-11-06', random.between(0, 9)),
    second: morning(random),
    does: 'enrol',
  }
  const pay: FundAct = {
    ...{ who, on: addDays('2025-11-23', random.between(0, 20)), second: morning(random), does: 'pay' },
    ...told(random),
  }
  const refund: FundAct = {
    ...{
      ...pay,
      ...told(random),
      does: 'refund',
      on: addDays('2026-01-28', random.between(0, 60)),
      times: 1,
    },
  }
  const stays = staysOf(random, person)
  const reversals = stays.flatMap((act): FundAct[] => {
    if (act.does !== 'stay') return []
    if (!random.chance(0.2)) return reversedLate(random.part(`late-${act.stay}`), act)
    return [
      {
        who,
        on: addDays(act.on, random.pick([1, 5, 40])),
        second: 70_000,
        does: 'reverse',
        stay: act.stay,
      },
    ]
  })
  const money = random.chance(0.9) ? [pay, ...(random.chance(0.12) ? [refund] : [])] : []
  return [enrol, ...money, ...stays, ...reversals]
}

const months = ['2026-01', '2026-02', '2026-03'] as const

const citiesActs = (random: Random): FundAct[] =>
  storyCities.flatMap((city) => {
    const second = morning(random)
    const dispute: FundAct = { does: 'dispute', city, on: '2027-03-12', second }
    return [
      ...months.flatMap((month): FundAct[] => [
        ...(random.chance(0.3)
          ? [{ does: 'contest', city, month, on: dayAfter(month, 8), second } as const]
          : []),
        ...(random.chance(0.3)
          ? [{ does: 'fail', city, month, on: dayAfter(month, 20), second } as const]
          : []),
      ]),
      ...(random.chance(0.3) ? [dispute] : []),
    ]
  })

type Does<Name extends FundAct['does']> = Extract<FundAct, { readonly does: Name }>
const isA =
  <Name extends FundAct['does']>(does: Name) =>
  (act: FundAct): act is Does<Name> =>
    act.does === does

/** In a poor year nobody takes anything back before it is cleared, and no stay is dear: money that comes and goes is no gap. */
const keptActs = (acts: readonly FundAct[]): FundAct[] =>
  acts
    .filter((act) => act.does !== 'refund' && (act.does !== 'reverse' || act.on > allIsCleared))
    .map((act) => (act.does === 'stay' ? { ...act, yuan: Math.min(act.yuan, 20_000) } : act))

/** Roughly what the pool pays for a person's stays in yuan, and what it lays out for the insurer of serious illness. */
const laidOut = (
  stays: readonly Stay[],
  city: City,
): { readonly basic: number; readonly serious: number } => {
  const basic = stays.reduce((sum, { yuan, at }) => {
    const [first, share] = at === city ? [500, 0.8] : [750, 0.65]
    return sum + Math.max(0, yuan - first) * share
  }, 0)
  const borne = stays.reduce((sum, { yuan }) => sum + yuan, 0) - basic
  return { basic, serious: Math.max(0, borne - 15_000) * 0.65 }
}

/**
 * What leaves a fund poor: it can pay its hospitals for the year, and no more. Months of its cost stay with it when a gap is
 * shared, so that a part of the gap is the province's. Undefined where what it lays out for others leaves no such balance.
 */
const poorOpening = (acts: readonly FundAct[], city: City, people: readonly Person[]): number | undefined => {
  const paying = new Set(acts.filter(isA('pay')).map(({ who }) => who))
  const own = people.filter((person) => person.city === city && paying.has(person.who))
  const stays = acts.filter(isA('stay'))
  const parts = own.map(({ who }) =>
    laidOut(
      stays.filter((act) => act.who === who),
      city,
    ),
  )
  const basic = parts.reduce((sum, part) => sum + part.basic, 0)
  const opening = Math.ceil(basic + parts.reduce((sum, part) => sum + part.serious, 0)) + 500
  const income = own.length * 1_100
  return opening + income < basic * 1.15 ? opening : undefined
}

const openingsOf = (acts: readonly FundAct[], people: readonly Person[]): FundStory['openingsYuan'] => {
  const [one, other] = storyCities.map((city) => poorOpening(acts, city, people))
  if (one === undefined && other === undefined) return undefined
  const rich = 2_000_000
  return { [storyCities[0]]: one ?? rich, [storyCities[1]]: other ?? rich } as Record<City, number>
}

/** The story of a seed. */
export const planFund = (seed: number | string, people: number): FundStory => {
  const random = seededRandom(`${seed}/fund`)
  const persons = Array.from({ length: people }, (_, who) => ({ who, city: random.pick(storyCities) }))
  const acts = [
    ...persons.flatMap((person) => lifeOf(random.part(`${person.who}`), person)),
    ...citiesActs(random.part('cities')),
  ].toSorted(byTime)
  const kept = keptActs(acts)
  const openingsYuan = random.part('poor').chance(0.6) ? openingsOf(kept, persons) : undefined
  const plannedYuan = random.pick([400_000, 600_000, 900_000])
  const advanced = random.pick(['0', '0.02'] as const)
  const cutToYuan = random.part('cut').chance(0.4) ? { cutToYuan: 500 } : {}
  const late = random.part('gives-back').chance(0.5) ? { givesBackLate: true as const } : {}
  return {
    ...{ kind: 'fund', ...late },
    people: persons,
    // More than any care of a story: what hospitals bear of an overrun the oracle does not reckon.
    plannedYuan,
    ...(openingsYuan ? { advanced: '0', openingsYuan, acts: kept } : { advanced, ...cutToYuan, acts }),
  }
}
