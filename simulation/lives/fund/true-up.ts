import type { Day } from '#shared/calendar/day.ts'
import { cityClerk, cityReviewer, province, provinceApprover } from '../../../cli/year/roles.ts'
import { until } from '../hands.ts'
import { done } from '../places.ts'
import type { City } from '../story.ts'
import { storyCities } from '../story.ts'
import type { OwedBack } from './known.ts'
import { count } from './known.ts'
import type { Living } from './office.ts'
import { order, payOpen, scheme } from './office.ts'
import { finalisedOn, fundYear, givenBackLateOn, givenBackOn, truedUpOn } from './story.ts'

/** The final accounts of the year, drawn up with its budget, are reviewed by the city and approved by the province. */
const approveFinalAccounts = async (living: Living, city: City): Promise<void> => {
  const path = `budget/final-accounts/${city}/${scheme}/${fundYear}`
  await order(living, cityReviewer(city), `${path}/review`, `final-review-${city}`)
  await order(living, provinceApprover, `${path}/approval`, `final-${city}`)
  count(living.known, 'final accounts')
}

type Decision = { readonly number: number; readonly proposalId: string }

/** What may be answered where a year has no gap that was shared, or where too little came to true it up by. */
const leavesTheGap = new Set(['late-cost.no-shared-gap', 'late-cost.too-little'])

/** Two persons decide what becomes of what came to the cleared year: its gap is trued up by it, where it was shared. */
const decideLateCosts = async (living: Living, city: City): Promise<void> => {
  const { world, known } = living
  const path = `budget/late-costs/${city}/${scheme}/${fundYear}`
  const propose = (outcome: 'trued-up' | 'carried') =>
    world.call({
      ...{ as: cityClerk(city), method: 'POST', path: `/v1/${path}/proposals` },
      key: `fund-late-${outcome}-${city}`,
      body: { outcome, reason: '清算后撤销的结算，按决算更正', document: `皖医保〔2027〕${city}号` },
    })
  let proposed = await propose('trued-up')
  if (proposed.body.code === 'late-cost.none') return
  if (leavesTheGap.has(String(proposed.body.code))) proposed = await propose('carried')
  if (proposed.status !== 201) {
    known.lateCosts.set(city, String(proposed.body.code))
    return
  }
  const { number, proposalId } = proposed.body as Decision
  await order(living, provinceApprover, `${path}/proposals/${number}/approval`, `late-decided-${city}`, {
    proposalId,
  })
  known.lateCosts.set(city, String(proposed.body.outcome))
  count(known, `late costs ${proposed.body.outcome}`)
}

type Applications = {
  readonly applications: readonly {
    readonly city: City
    readonly owedBack?: readonly OwedBack[]
  }[]
}

/** What the province is told that each city owes back of its share. */
const clawedBack = async ({ world, story, known }: Living): Promise<void> => {
  const path = `/v1/adjustment-fund/gap-applications?scheme=${scheme}&year=${fundYear}`
  const { applications } = (await done(world, { as: province, method: 'GET', path })) as Applications
  for (const { city, owedBack = [] } of applications) {
    if (owedBack.length === 0) continue
    known.owedBack.set(city, owedBack)
    count(known, story.givesBackLate ? 'shares given back late' : 'shares given back')
  }
}

/** A list may show what stood there a moment before: who pays its last orders looks at it more than once. */
const looks = 5
const payAll = async (living: Living, paidOn: Day): Promise<void> => {
  for (let look = 0; look < looks; look++) for (const city of storyCities) await payOpen(living, city, paidOn)
}

/**
 * The year becomes final. What is taken back after it was cleared comes to it all the same: its gap is trued up by it, and
 * what a city has of its share beyond that goes back to the province through the treasury.
 */
export const trueUp = async (living: Living): Promise<void> => {
  const { world } = living
  await until(world, finalisedOn, 36_000)
  for (const city of storyCities) await approveFinalAccounts(living, city)
  await until(world, truedUpOn, 36_000)
  await world.quiet()
  for (const city of storyCities) await decideLateCosts(living, city)
  const paidOn = living.story.givesBackLate ? givenBackLateOn : givenBackOn
  await until(world, paidOn, 36_000)
  await world.quiet()
  await clawedBack(living)
  await payAll(living, paidOn)
  if (!living.story.givesBackLate) return
  // What comes late is charged its fee when it comes, and that is ordered too.
  await world.quiet()
  await payAll(living, paidOn)
}
