import type { FundYear } from '#shared/calendar/day.ts'
import { addDays, daysBetween, firstDayOfYear, lastDayOfYear, yearOf } from '#shared/calendar/day.ts'
import type { YearEvidence } from '#shared/contracts/budget.ts'
import type { PolicyChangePriced } from '#shared/contracts/settlement.ts'
import type { GapCause } from '#shared/gap/gap.ts'
import type { Fen } from '#shared/money/fen.ts'
import { fen, sum } from '#shared/money/fen.ts'
import { Exact, proportion, roundToFen } from '#shared/money/rate.ts'

/** How far figures prove a cause: which growth of price counts. */
export type CausesRule = { readonly mostPriceGrowth: string }

/** What figures prove of a cause: the most that it can count for, and the figures themselves. */
export type Proof = {
  readonly cause: GapCause
  readonly amount: Fen
  readonly figures: Readonly<Record<string, number | string>>
}

const kinds = ['inpatient', 'outpatient', 'chronic'] as const

/** What a priced change cost the basic pool in the year it began to hold in: the days of it that it held. Nothing in other years. */
const costOfChange = ({ care, holdsFrom }: PolicyChangePriced, year: FundYear): Fen => {
  if (yearOf(holdsFrom) !== year) return 0
  const whole = sum(kinds.map((kind) => fen(care[kind].proposed.basic - care[kind].inForce.basic)))
  const end = addDays(lastDayOfYear(year), 1)
  return proportion(whole, daysBetween(holdsFrom, end), daysBetween(firstDayOfYear(year), end))
}

/** A change of policy: what re-adjudication says that it costs, each pricing once, of the claims of this year or the last. */
const policyChange = (pricings: readonly PolicyChangePriced[], year: FundYear): Proof => {
  const counted = pricings.filter((each) => each.year === year || each.year === year - 1)
  return {
    cause: 'policy-change',
    amount: Math.max(0, sum(counted.map((each) => costOfChange(each, year)))),
    figures: { pricings: counted.map(({ pricingId }) => pricingId).join(', ') },
  }
}

const majorEpidemic = ({ epidemic }: YearEvidence): Proof => ({
  cause: 'major-epidemic',
  amount: Math.max(0, epidemic.cost),
  figures: { ...epidemic },
})

/**
 * Fewer in work for each retired person than the year before: how many more would keep the ratio, at what each in work
 * paid. 100 in work for 40 retired, and the year after 100 for 50: 25 are missing.
 */
const dependencyRatio = ({ dependency, collection }: YearEvidence): Proof => {
  const cause = 'dependency-ratio'
  if (!dependency) return { cause, amount: 0, figures: {} }
  const { working, retired, workingBefore, retiredBefore } = dependency
  const figures = { ...dependency, collected: collection.collected }
  if (working <= 0 || retiredBefore <= 0) return { cause, amount: 0, figures }
  const missing = new Exact(retired).times(workingBefore).dividedBy(retiredBefore).minus(working)
  const amount = roundToFen(missing.times(Math.max(0, collection.collected)).dividedBy(working))
  return { cause, amount: Math.max(0, amount), figures }
}

/**
 * More care, or dearer care: the volume at the price of the year before, and of the growth of the price what counts. Where
 * the year before is not in the books, what care cost above the first approved budget.
 */
const reasonableSpending = ({ care }: YearEvidence, { mostPriceGrowth }: CausesRule, other: Fen): Proof => {
  const { basis, volume, cost, volumeBefore, costBefore } = care
  if (basis === 'first-budget' || volumeBefore <= 0) {
    const amount = Math.max(0, cost - costBefore - other)
    return { cause: 'reasonable-spending', amount, figures: { basis, cost, costBefore, other } }
  }
  const atOldPrice = proportion(costBefore, volume, volumeBefore)
  const byVolume = fen(atOldPrice - costBefore)
  const byPrice = fen(cost - atOldPrice)
  const counted = Math.min(byPrice, roundToFen(new Exact(atOldPrice).times(mostPriceGrowth)))
  return {
    cause: 'reasonable-spending',
    amount: Math.max(0, fen(byVolume + counted - other)),
    figures: { basis, volume, cost, volumeBefore, costBefore, byVolume, byPrice, counted, other },
  }
}

/**
 * What the figures of a year prove of each cause that a city names. Care for an epidemic and care that a policy made dearer
 * are in what care costs too: they count once.
 */
export const provenCauses = (
  causes: readonly GapCause[],
  { year, evidence, pricings }: ProofsOf,
  rule: CausesRule,
): Proof[] => {
  const [policy, epidemic] = [policyChange(pricings, year), majorEpidemic(evidence)]
  const proofs: Readonly<Record<GapCause, Proof>> = {
    'policy-change': policy,
    'major-epidemic': epidemic,
    'dependency-ratio': dependencyRatio(evidence),
    'reasonable-spending': reasonableSpending(evidence, rule, fen(policy.amount + epidemic.amount)),
  }
  return [...new Set(causes)].map((cause) => proofs[cause])
}

/** What the causes of a year are proved by. */
export type ProofsOf = {
  readonly year: FundYear
  readonly evidence: YearEvidence
  readonly pricings: readonly PolicyChangePriced[]
}

/** What was due of the year's revenue and did not come in: the city's own matter, whatever the cause. */
export const uncollectedOf = ({ collection: { due, collected } }: YearEvidence): Fen =>
  Math.max(0, fen(due - collected))
