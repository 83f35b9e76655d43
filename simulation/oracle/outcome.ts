import type { Day } from '#shared/calendar/day.ts'
import { addDays } from '#shared/calendar/day.ts'
import type { Known } from '../lives/live.ts'
import type { Act, Person, Who } from '../lives/story.ts'
import { fundOfStays } from './resident-stays.ts'

/** Days on which somebody may claim. */
export type Entitled = { readonly from: Day; readonly to: Day }

/** Days on which somebody may claim, and whether medical aid stands by them. */
export type AidedDays = Entitled & { readonly aid: string }

/** What the world must come to when all is done. */
export type Outcome = {
  readonly entitled: readonly Entitled[]
  /** The entitled days, parted where somebody comes onto a list of aid recipients or off it. */
  readonly spells: readonly AidedDays[]
  /** What the last list in force says of them. */
  readonly aid: string
  /** What the fund pays for each settled stay, by its number; nothing for one that was reversed. */
  readonly fund: ReadonlyMap<number, number>
}

const yearBegins = '2026-01-01'
const yearEnds = '2026-12-31'
const earlier = (one: Day, other: Day): Day => (one < other ? one : other)

/** The payment that stands when all is told: what is given back was not paid, and may be paid again. */
const standingPayment = ({ payments }: Known, who: Who): Known['payments'][number] | undefined => {
  const own = payments.filter((each) => each.who === who)
  const paid = own.filter(({ kind, taken }) => kind === 'payment' && taken)
  // A refund that is told before its payment waits for it.
  const givenBack = own.filter(({ kind, on }) => kind === 'refund' && paid.some((each) => on >= each.on))
  return paid[givenBack.length]
}

/** A resident pays the year once; in its first months they are entitled from the day after. In prison nobody is. */
const entitledDays = (known: Known, who: Who): readonly Entitled[] => {
  const paid = standingPayment(known, who)
  if (!paid) return []
  const from = paid.on < yearBegins ? yearBegins : addDays(paid.on, 1)
  const to = earlier(known.deaths.get(who) ?? yearEnds, yearEnds)
  const { lastOn = to, releasedOn } = known.rests.get(who) ?? {}
  const days = [
    { from, to: earlier(lastOn, to) },
    ...(releasedOn === undefined ? [] : [{ from: addDays(releasedOn, 1), to }]),
  ]
  return days.filter((each) => each.from <= each.to)
}

/** What lists in force say of somebody, from which day on: whoever a list leaves out has no aid from its day. */
const aidsOf = ({ aidLists }: Known, { who, city }: Person): { readonly from: Day; readonly aid: string }[] =>
  aidLists
    .filter((list) => list.city === city)
    .map(({ from, listed }) => ({ from, aid: listed.find((each) => each.who === who)?.aid ?? 'none' }))

/** Days parted where the aid becomes another. */
const parted = (days: Entitled, aids: ReturnType<typeof aidsOf>): AidedDays[] => {
  return aids.reduce<AidedDays[]>(
    (spells, { from, aid }) => {
      const last = spells.at(-1)
      if (!last || last.aid === aid || from > last.to) return spells
      if (from <= last.from) return [...spells.slice(0, -1), { ...last, aid }]
      return [...spells.slice(0, -1), { ...last, to: addDays(from, -1) }, { from, to: last.to, aid }]
    },
    [{ ...days, aid: 'none' }],
  )
}

type Stay = Extract<Act, { does: 'stay' }>

/** Whoever leaves one hospital and enters another on the same day or the next is transferred. */
const isTransfer = (act: Stay, before: Stay | undefined): boolean =>
  before !== undefined && before.at !== act.at && addDays(act.on, -act.days) <= addDays(before.on, 1)

/** What becomes of one person. */
export const outcomeOf = (known: Known, person: Person): Outcome => {
  const { who } = person
  const aids = aidsOf(known, person)
  const entitled = entitledDays(known, who)
  const settled = [...known.stays]
    .filter(([, { act, status }]) => act.who === who && status === 201)
    .toSorted(([, one], [, other]) => (one.act.on < other.act.on ? -1 : 1))
  const isPaid = ([stay, { act }]: (typeof settled)[number]): boolean =>
    known.reversals.get(stay)?.status !== 201 &&
    entitled.some(({ from, to }) => addDays(act.on, -act.days) >= from && act.on <= to)
  const standing = settled.filter(isPaid)
  const paid = fundOfStays(
    standing.map(([, { act }], index) => ({
      total: act.yuan * 100,
      goesOn: isTransfer(act, standing[index - 1]?.[1].act),
    })),
  )
  const fund = new Map(settled.map(([stay]) => [stay, 0]))
  for (const [index, [stay]] of standing.entries()) fund.set(stay, paid[index] ?? 0)
  const spells = entitled.flatMap((days) => parted(days, aids))
  return { entitled, spells, aid: aids.at(-1)?.aid ?? 'none', fund }
}
