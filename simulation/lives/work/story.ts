import type { Day, Month } from '#shared/calendar/day.ts'
import { addDays, firstDayOf } from '#shared/calendar/day.ts'
import type { Random } from '../../../cli/generate/random.ts'
import { seededRandom } from '../../../cli/generate/random.ts'
import type { City, Who } from '../story.ts'
import { byTime, storyCities } from '../story.ts'

/** How somebody is covered. Flexible workers pay for themselves; residents pay for the year. */
export type Post =
  | { readonly as: 'employed'; readonly employer: string; readonly city: City }
  | { readonly as: 'flexible' | 'resident' | 'retired'; readonly city: City }

/** What becomes of the request of another city. */
export type Released = 'released' | 'refused' | 'by-province'

/** Who is late with a month, and what is told of it. */
type Told = { readonly by: 'door' | 'bus'; readonly times: number }

/** What happens to whom, on which day and at which second of it. */
export type WorkAct = { readonly on: Day; readonly second: number } & (
  | {
      readonly who: Who
      readonly does: 'join'
      readonly post: Post
      readonly from: Day
      readonly months: number
    }
  /** Carried over in their city: to another scheme, another employer, or to retirement. */
  | { readonly who: Who; readonly does: 'move'; readonly post: Post; readonly from: Day }
  /** Another city asks for them. */
  | {
      readonly who: Who
      readonly does: 'transfer'
      readonly post: Post
      readonly from: Day
      readonly released: Released
    }
  /** Flexible workers pay a month. */
  | ({ readonly who: Who; readonly does: 'pay-month'; readonly month: Month } & Told)
  /** Residents pay the year. */
  | ({ readonly who: Who; readonly does: 'pay-year' } & Told)
  | {
      readonly who: Who
      readonly does: 'stay'
      readonly stay: number
      readonly days: number
      readonly yuan: number
      readonly times: number
      readonly useAccount: boolean
    }
  | { readonly who: Who; readonly does: 'reverse'; readonly stay: number }
  /** An employer pays its part of a month, or what it withheld; or is given the latter back. */
  | ({
      readonly employer: string
      readonly does: 'employer-pays'
      readonly part: 'employer' | 'individual'
      readonly kind: 'payment' | 'refund'
      readonly month: Month
    } & Told)
)

/** Somebody with the wage that is written for them, in fen. */
export type Worker = { readonly who: Who; readonly wageFen: number }

/** Employees, flexible workers and those who move, over some months. */
export type WorkStory = {
  readonly kind: 'work'
  readonly people: readonly Worker[]
  readonly acts: readonly WorkAct[]
}

/** The employers, each in its city. */
export const employers: ReadonlyMap<string, City> = new Map([
  ['EMP-HF', storyCities[0]],
  ['EMP-WH', storyCities[1]],
])

export const workBegins: Day = '2026-01-08'
export const workMonths: readonly Month[] = ['2026-02', '2026-03', '2026-04']
export const workEnds: Day = '2026-06-05'
export const workYear = 2026

/** Wage lists are handed in a week before the month, and its bills are issued on its second day. */
export const listedOn = (month: Month): Day => addDays(firstDayOf(month), -6)
export const monthBilledOn = (month: Month): Day => addDays(firstDayOf(month), 1)
/** Whoever became a resident in the year is billed on these days. */
export const lateBilledOn: readonly Day[] = ['2026-03-10', '2026-04-10']

const morning = (random: Random): number => random.between(30_000, 60_000)
const told = (random: Random) => ({
  by: random.pick(['door', 'bus'] as const),
  times: random.pick([1, 1, 2]),
})

const postIn = (random: Random, city: City): Post => {
  const employer = [...employers].find(([, at]) => at === city)?.[0] ?? ''
  return random.chance(0.7) ? { as: 'employed', employer, city } : { as: 'flexible', city }
}

const staysOf = (random: Random, who: Who, from: Day): WorkAct[] => {
  let day = addDays(from, random.between(0, 40))
  return Array.from({ length: random.between(0, 3) }, (_, index) => {
    const days = random.between(2, 6)
    const on = addDays(day, days)
    // Stays lie apart, so that none is a transfer of the one before.
    day = addDays(on, random.between(3, 30))
    return {
      ...{ who, on, second: random.chance(0.2) ? 9_000 : morning(random), does: 'stay' as const },
      ...{ stay: who * 10 + index, days, yuan: random.pick([300, 900, 4_000, 12_000]) },
      ...{ times: random.pick([1, 1, 2]), useAccount: random.chance(0.7) },
    }
  }).flatMap((stay): WorkAct[] =>
    stay.on >= '2026-05-25'
      ? []
      : random.chance(0.2)
        ? [
            stay,
            {
              who,
              on: addDays(stay.on, random.between(0, 5)),
              second: 70_000,
              does: 'reverse',
              stay: stay.stay,
            },
          ]
        : [stay],
  )
}

/** The next change of somebody's post, if there is one: at most one in a story. */
const changeOf = (random: Random, who: Who, post: Post, months: number): WorkAct[] => {
  const { city } = post
  const month = random.pick(['2026-03', '2026-04'] as const)
  const from = firstDayOf(month)
  const act = { who, from, second: morning(random), on: addDays(from, -random.between(10, 20)) }
  const other = city === storyCities[0] ? storyCities[1] : storyCities[0]
  const kind = random.pick(['none', 'none', 'city', 'city', 'scheme', 'retired'] as const)
  if (kind === 'city') {
    const released = random.pick(['released', 'released', 'refused', 'by-province'] as const)
    // The province decides when the city's fifteen days are over.
    const on = released === 'by-province' ? addDays(from, -24) : act.on
    const to = post.as === 'resident' ? ({ as: 'resident', city: other } as const) : postIn(random, other)
    return [{ ...act, on, does: 'transfer', post: to, released }]
  }
  if (kind === 'scheme') {
    const to: Post = post.as === 'resident' ? postIn(random, city) : { as: 'resident', city }
    return [{ ...act, does: 'move', post: to }]
  }
  if (kind === 'retired' && post.as === 'employed' && months > 0)
    return [{ ...act, does: 'move', post: { as: 'retired', city } }]
  return []
}

/** The resident's year is paid by whoever becomes one, once their bill is there. */
const yearPaidBy = (random: Random, who: Who, first: Post, changes: readonly WorkAct[]): WorkAct[] => {
  const becomes = changes.find((act) => act.does === 'move' && act.post.as === 'resident')
  if (first.as !== 'resident' && !becomes) return []
  const isLater = becomes !== undefined && 'from' in becomes && becomes.from > '2026-03-01'
  const [march = '', april = ''] = lateBilledOn
  const on = addDays(isLater ? april : march, random.between(4, 12))
  return random.chance(0.85) ? [{ who, on, second: morning(random), does: 'pay-year', ...told(random) }] : []
}

const lifeOf = (random: Random, who: Who): WorkAct[] => {
  const city = random.pick(storyCities)
  const post: Post = random.chance(0.15) ? { as: 'resident', city } : postIn(random, city)
  const months = post.as === 'resident' ? 0 : random.pick([0, 0, 24, 298, 299, 320])
  // Late joiners come when the first month was billed.
  const from = post.as === 'resident' || random.chance(0.75) ? '2026-02-01' : '2026-03-01'
  const join: WorkAct = {
    ...{ who, second: morning(random), on: addDays(from, -random.between(12, 22)) },
    ...{ does: 'join', post, from, months },
  }
  const changes = changeOf(random, who, post, months).filter((act) => 'from' in act && act.from > from)
  const months_: WorkAct[] = workMonths.flatMap((month) =>
    random.chance(0.9)
      ? [
          {
            who,
            on: addDays(monthBilledOn(month), random.between(3, 24)),
            second: morning(random),
            does: 'pay-month',
            month,
            ...told(random),
          },
        ]
      : [],
  )
  return [
    join,
    ...changes,
    ...months_,
    ...yearPaidBy(random, who, post, changes),
    ...staysOf(random, who, from),
  ]
}

const employerActs = (random: Random, employer: string): WorkAct[] =>
  workMonths.flatMap((month) => {
    const billed = monthBilledOn(month)
    const late = random.chance(0.1) ? 30 : 0
    const paysAt = { on: addDays(billed, late + random.between(3, 15)), second: morning(random) }
    const withheld = random.chance(0.7)
      ? paysAt
      : { ...paysAt, on: addDays(paysAt.on, random.between(1, 10)) }
    const act = { employer, does: 'employer-pays', month } as const
    if (random.chance(0.08)) return []
    const pay: WorkAct[] = [
      { ...act, ...paysAt, part: 'employer', kind: 'payment', ...told(random) },
      ...(random.chance(0.93)
        ? [{ ...act, ...withheld, part: 'individual', kind: 'payment', ...told(random) } as const]
        : []),
    ]
    const refund: WorkAct = {
      ...{ ...act, on: addDays(withheld.on, random.between(1, 12)), second: 65_000 },
      ...{ part: 'individual', kind: 'refund', ...told(random), times: 1 },
    }
    return pay.length === 2 && random.chance(0.12) ? [...pay, refund] : pay
  })

const wages = [0, 300_000, 833_333, 1_200_000, 5_000_000] as const

/** The story of a seed. */
export const planWork = (seed: number | string, people: number): WorkStory => {
  const random = seededRandom(`${seed}/work`)
  const workers = Array.from({ length: people }, (_, who) => ({ who, wageFen: random.pick(wages) }))
  return {
    kind: 'work',
    people: workers,
    acts: [
      ...workers.flatMap(({ who }) => lifeOf(random.part(`${who}`), who)),
      ...[...employers.keys()].flatMap((employer) => employerActs(random.part(employer), employer)),
    ].toSorted(byTime),
  }
}
