import type { Day } from '#shared/calendar/day.ts'
import { addDays } from '#shared/calendar/day.ts'
import type { Random } from '../../cli/generate/random.ts'
import { seededRandom } from '../../cli/generate/random.ts'

/** A person of a story, by their number. */
export type Who = number

/** What happens to a person, on which day and at which second of it. */
export type Act = {
  readonly who: Who
  readonly on: Day
  readonly second: number
} /** By a clerk, or by the file of their city, which a run reads. */ & (
  | { readonly does: 'enrol'; readonly by?: 'file' }
  /** The tax authority tells of the payment, perhaps twice, at the door or over the bus. */
  | { readonly does: 'pay'; readonly by: 'door' | 'bus'; readonly times: number; readonly again?: true }
  /** At the door, unless it says otherwise. */
  | { readonly does: 'refund'; readonly by?: 'bus' }
  /** A stay is settled on its last day, perhaps with the message twice. */
  | {
      readonly does: 'stay'
      readonly stay: number
      readonly days: number
      readonly yuan: number
      readonly times: number
      /** The second hospital of the city takes over from the first: both stays have one deductible. */
      readonly at?: 2
      /** A rule of supervision holds it, and the city settles it after so many hours. */
      readonly heldHours?: number
    }
  | { readonly does: 'reverse'; readonly stay: number; readonly at?: 2 }
  /** Somebody reports a death and another approves it. */
  | { readonly does: 'die'; readonly diedOn: Day }
  /** Somebody reports that they were imprisoned after a day, and another approves it: coverage rests. */
  | { readonly does: 'leave'; readonly lastOn: Day }
  /** The rest ends by two hands, and they are covered again from the day after their release. */
  | { readonly does: 'return'; readonly releasedOn: Day }
  /** They pay for the year before, which they missed. */
  | { readonly does: 'repair'; readonly by: 'door' | 'bus'; readonly times: number }
)

/** Hefei and Wuhu. */
export const storyCities = ['340100', '340200'] as const

/** Whom medical aid stands by, as civil affairs words it. */
export const listedAids = { 'minimum-living': '低保对象', 'special-hardship': '特困人员' } as const
export type ListedAid = keyof typeof listedAids

export type City = (typeof storyCities)[number]
export type Person = { readonly who: Who; readonly city: City }

/**
 * A city's whole list of aid recipients, from a day on which all care is over. Another officer approves it, or goes to the
 * next one first: then that one takes its place.
 */
export type AidListTold = {
  readonly city: City
  readonly from: Day
  readonly listed: readonly { readonly who: Who; readonly aid: ListedAid }[]
  /** So many hours after the one before it was dealt with. */
  readonly hoursAfter: number
  /** So often a second officer approves it; it is overtaken where they approve the next one first. */
  readonly approved: 1 | 2 | 'after-the-next'
}

/** Some lives, as they are meant to go. What becomes of them decides the product. */
export type Story = {
  readonly people: readonly Person[]
  readonly acts: readonly Act[]
  /** In their order. */
  readonly aidLists?: readonly AidListTold[]
}

/** Enrolment and payment go before the year, care is in it. */
export const storyBegins: Day = '2025-11-03'
export const storyYear = 2026
/** Bills are issued on this day; whoever is enrolled later has none. */
export const billedOn: Day = '2025-11-20'
/** Cities send the files of whom they enrol on this day. */
const fileOn: Day = '2025-11-05'
/** Officers order a correction on this day, while faults go on. */
export const correctedOn: Day = '2026-01-25'
export const storyEnds: Day = '2026-02-20'

const from = (day: Day, random: Random, days: number): Day => addDays(day, random.between(0, days))

/** Early in the morning of China it is still the day before in Greenwich. */
const nightly = 9_000

/** When a hospital hands in what it settled on a day: many in one moment, so that claims come together. */
const handedInAt = 57_600

const secondOf = (random: Random): number => {
  if (random.chance(0.4)) return handedInAt
  return random.chance(0.2) ? nightly : random.between(30_000, 57_000)
}

const heldOf = (random: Random): { readonly heldHours?: number } =>
  random.chance(0.15) ? { heldHours: random.pick([1, 20, 50]) } : {}

const staysOf = (random: Random, who: Who, firstStay: number): Act[] => {
  let day = addDays('2026-01-03', random.between(0, 10))
  let transfers = false
  return Array.from({ length: random.between(0, 3) }, (_, index) => {
    const days = random.between(2, 6)
    const on = addDays(day, days)
    // Others lie apart.
    const isTransfer = transfers
    transfers = random.chance(0.3)
    day = addDays(on, transfers ? random.between(0, 1) : random.between(3, 6))
    const stay: Act = {
      ...{ who, on, second: secondOf(random), does: 'stay', stay: firstStay + index, days },
      ...(isTransfer ? { at: 2 as const } : {}),
      yuan: random.pick([300, 900, 4_000, 20_000, 90_000, 160_000]),
      times: random.pick([1, 1, 2]),
      ...heldOf(random.part(`held-${index}`)),
    }
    return stay
  })
}

const reversalsOf = (random: Random, stays: readonly Act[]): Act[] =>
  stays.flatMap((act) =>
    act.does === 'stay' && random.chance(0.25)
      ? [
          {
            ...act,
            does: 'reverse' as const,
            on: from(act.on, random, 6),
            second: random.between(60_001, 80_000),
          },
        ]
      : [],
  )

/** Many pay in the same moment, when a village hands in what it collected. */
const collectedAt = { on: '2025-12-10', second: 36_000 } as const

type Payment = Extract<Act, { does: 'pay' }>

/** Whoever was given the year back may pay it again, minutes or days later. */
const paidAgain = (random: Random, pay: Payment, refund: Act): Payment[] => {
  const isAfter = addDays(pay.on, 3) < refund.on && addDays(refund.on, 3) < '2026-01-25'
  if (!isAfter || !random.chance(0.6)) return []
  const when = random.chance(0.5)
    ? { on: refund.on, second: refund.second + 300 }
    : { on: from(addDays(refund.on, 3), random, 12) }
  return [{ ...pay, again: true, times: random.pick([1, 2]), ...when }]
}

/** Some are imprisoned for some days of January, and released; both are told later. */
const restOf = (random: Random, who: Who): Act[] => {
  if (!random.chance(0.15)) return []
  const lastOn = from('2026-01-06', random, 10)
  const releasedOn = addDays(lastOn, random.between(5, 12))
  const at = { who, second: random.between(30_000, 60_000) }
  return [
    { ...at, does: 'leave', lastOn, on: from(lastOn, random, 4) },
    { ...at, does: 'return', releasedOn, on: from(addDays(releasedOn, 1), random, 5) },
  ]
}

/** Some pay for the year before after all. */
const repairOf = (random: Random, who: Who): Act[] => {
  if (!random.chance(0.15)) return []
  const told = { by: random.pick(['door', 'bus'] as const), times: random.pick([1, 2]) }
  const on = from('2026-01-03', random, 30)
  return [{ ...{ who, on, second: random.between(30_000, 60_000) }, does: 'repair', ...told }]
}

const lifeOf = (random: Random, who: Who): Act[] => {
  const act = { who, second: random.between(30_000, 60_000) }
  const enrol: Act = { ...act, on: from(storyBegins, random, 15), does: 'enrol' }
  const times = random.pick([1, 1, 1, 2])
  const pay: Payment = {
    ...{ ...act, does: 'pay', by: random.pick(['door', 'bus'] as const), times },
    on: random.chance(0.8) ? from('2025-11-22', random, 39) : from('2026-01-01', random, 20),
    ...(random.chance(0.2) ? collectedAt : {}),
  }
  const refund: Act = random.chance(0.3)
    ? { ...pay, does: 'refund', by: 'bus' }
    : { ...act, does: 'refund', on: from('2025-12-20', random, 50) }
  const diedOn = from('2026-01-05', random, 40)
  const death: Act = { ...act, does: 'die', diedOn, on: from(diedOn, random, 8) }
  const stays = staysOf(random, who, who * 10)
  const pays = random.chance(0.9)
  const isRefunded = random.chance(0.15)
  const dies = random.chance(0.1)
  const rests = pays && !isRefunded && !dies && pay.on < '2026-01-01'
  const rest = rests ? restOf(random.part('rest'), who) : []
  const repair = dies || rest.length > 0 ? [] : repairOf(random.part('repair'), who)
  return [
    enrol,
    ...(pays ? [pay] : []),
    ...(isRefunded ? [refund] : []),
    ...(pays && isRefunded ? paidAgain(random, pay, refund) : []),
    ...(dies ? [death] : []),
    ...rest,
    ...repair,
    ...stays,
    ...reversalsOf(random, stays),
  ]
}

type Dated = { readonly on: Day; readonly second: number }

/** What happens first comes first. */
export const byTime = (one: Dated, other: Dated): number =>
  one.on === other.on ? one.second - other.second : one.on < other.on ? -1 : 1

/** From these days on the lists of a city say who has aid: care is over by then. */
const listedFrom: readonly Day[] = ['2026-02-21', '2026-02-24', '2026-02-27']
/** Civil affairs sends its lists from this day on. */
export const listsBegin: Day = '2026-02-06'

/** Whom a list names, somebody at least: one that names nobody is refused. */
const listedOf = (random: Random, own: readonly Person[]): AidListTold['listed'] => {
  const sure = random.pick(own)
  return own.flatMap((person) =>
    person === sure || random.chance(0.4)
      ? [{ who: person.who, aid: random.pick(['minimum-living', 'special-hardship'] as const) }]
      : [],
  )
}

const aidListsOf = (random: Random, people: readonly Person[]): AidListTold[] =>
  storyCities.flatMap((city) => {
    const own = people.filter((each) => each.city === city)
    const days = own.length === 0 ? [] : listedFrom.slice(0, random.between(1, listedFrom.length))
    return days.map((from, index): AidListTold => {
      const isLast = index === days.length - 1
      return {
        ...{ city, from, hoursAfter: random.pick([0, 0, 2, 50]), listed: listedOf(random, own) },
        approved: !isLast && random.chance(0.3) ? 'after-the-next' : random.pick([1, 1, 2]),
      }
    })
  })

/** Some stories have their people enrolled by a file of each city, or lists of aid recipients. */
const byFiles = (random: Random, people: readonly Person[], acts: readonly Act[]): Omit<Story, 'people'> => {
  const isByFile = random.chance(0.3)
  return {
    acts: acts.map((act) =>
      act.does === 'enrol' && isByFile ? { ...act, on: fileOn, second: 36_000, by: 'file' } : act,
    ),
    ...(random.chance(0.3) ? { aidLists: aidListsOf(random, people) } : {}),
  }
}

/** The story of a seed. */
export const planStory = (seed: number | string, people: number): Story => {
  const random = seededRandom(`${seed}/story`)
  const persons = Array.from({ length: people }, (_, who) => ({
    who,
    city: random.pick(storyCities),
  }))
  const acts = persons.flatMap(({ who }) => lifeOf(random.part(`${who}`), who))
  const told = byFiles(random.part('files'), persons, acts)
  return { people: persons, ...told, acts: told.acts.toSorted(byTime) }
}
