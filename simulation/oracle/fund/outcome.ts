import type { Day } from '#shared/calendar/day.ts'
import { addDays } from '#shared/calendar/day.ts'
import type { FundKnown } from '../../lives/fund/known.ts'
import type { FundStory } from '../../lives/fund/story.ts'
import { fundYear } from '../../lives/fund/story.ts'
import type { Who } from '../../lives/story.ts'
import { storyCities } from '../../lives/story.ts'
import { percent, seriousIllness } from '../resident-stays.ts'

const premium = 40_000
const subsidy = 70_000

/** The days of a year that a person paid for and was not given back. */
const entitled = (
  { payments }: FundKnown,
  who: Who,
): { readonly from: Day; readonly to: Day } | undefined => {
  const own = payments.filter((each) => each.who === who)
  const isPaid = own.some(({ kind, taken }) => kind === 'payment' && taken)
  const isGivenBack = own.some(({ kind }) => kind === 'refund')
  return isPaid && !isGivenBack ? { from: `${fundYear}-01-01`, to: `${fundYear}-12-31` } : undefined
}

/** A stay in a hospital of level 2: in the other city without filing 750 yuan first and 65 %, else 500 and 80 %. */
const basicOf = (total: number, isElsewhere: boolean): number =>
  percent(Math.max(0, total - (isElsewhere ? 75_000 : 50_000)), isElsewhere ? 65n : 80n)

/** What the pool pays for a stay, and what the insurer of serious illness does. */
type PaidStay = { readonly basic: number; readonly serious: number }
const nothing: PaidStay = { basic: 0, serious: 0 }

/** What is paid for each settled stay, in the order in which they ended; nothing where it was taken back. */
export const paidStays = (story: FundStory, known: FundKnown): ReadonlyMap<number, PaidStay> => {
  const paid = new Map<number, PaidStay>()
  for (const { who, city } of story.people) {
    const days = entitled(known, who)
    const settled = [...known.stays]
      .filter(([, { act, status }]) => act.who === who && status === 201)
      .toSorted(([, one], [, other]) => (one.act.left < other.act.left ? -1 : 1))
    let borne = 0
    for (const [stay, { act }] of settled) {
      const isRight = days !== undefined && addDays(act.left, -act.days) >= days.from && act.left <= days.to
      const isStanding = isRight && known.reversals.get(stay)?.status !== 201
      if (!isStanding) {
        paid.set(stay, nothing)
        continue
      }
      const total = act.yuan * 100
      const basic = basicOf(total, act.at !== city)
      const before = seriousIllness(borne)
      borne += total - basic
      paid.set(stay, { basic, serious: seriousIllness(borne) - before })
    }
  }
  return paid
}

/** What a year must come to for a city: its income, its cost to the pool, and what its hospital is paid by whomever. */
export type CityYear = { readonly income: number; readonly cost: number; readonly hospital: number }

/** What the fund year must come to for each city. */
export const cityYears = (story: FundStory, known: FundKnown): ReadonlyMap<string, CityYear> => {
  const fund = paidStays(story, known)
  return new Map(
    storyCities.map((city) => {
      const own = new Set(story.people.filter((each) => each.city === city).map(({ who }) => who))
      const told = known.payments.filter(({ who, taken }) => own.has(who) && taken)
      const paid = new Set(told.filter(({ kind }) => kind === 'payment').map(({ who }) => who))
      const givenBack = told.filter(({ kind, who }) => kind === 'refund' && paid.has(who)).length
      let [cost, hospital] = [0, 0]
      for (const [stay, { basic, serious }] of fund) {
        const act = known.stays.get(stay)?.act
        if (act && own.has(act.who)) cost += basic
        if (act?.at === city) hospital += basic + serious
      }
      const income = (paid.size - givenBack) * premium + paid.size * subsidy
      return [city, { income, cost, hospital }] as const
    }),
  )
}
