import type { Day } from '#shared/calendar/day.ts'
import { must } from '#shared/kernel/errors.ts'
import { schemes } from '#shared/kernel/scheme.ts'
import { negativeAmounts, negativeChange } from '../../claim/rules/reverse-claim.ts'
import { plusAmounts } from '../../insured-year/rules/as-it-stands.ts'
import type {
  ClaimCorrected,
  ClaimSettled,
  CorrectionCause,
  CorrectionHands,
} from '../../insured-year/rules/claim-events.ts'
import { amountNames } from '../../insured-year/rules/claim-events.ts'
import { evolve } from '../../insured-year/rules/evolve.ts'
import type { Accumulators, InsuredYear } from '../../insured-year/rules/insured-year.ts'
import { accumulatorNames, addTo, countedIn } from '../../insured-year/rules/insured-year.ts'
import { medicalOf } from '../../insured-year/rules/medical.ts'
import type { ClaimReview, CorrectionBasis, YearOfClaims } from './replay.ts'
import { replay } from './replay.ts'

/** A correction as it was ordered: by which run, why, dated which day. */
export type CorrectionOrder = {
  readonly runId: string
  readonly cause: CorrectionCause
  readonly correctedOn: Day
  /** Absent where the correction starts by itself. */
  readonly hands?: CorrectionHands
}

/**
 * The differences between a person's claims as they stand and as they should be, from a day on, in service order. Empty
 * when all is right. With them applied the year is the replay of its claims, so a second correction finds nothing.
 * @throws TongchouError `correction.claims-missing` when the year does not count what these claims count
 */
export const correctYear = (
  claims: YearOfClaims,
  from: Day,
  basis: CorrectionBasis,
  order: CorrectionOrder,
): readonly ClaimCorrected[] => {
  const { reviewed, after } = replay(claims, from, basis)
  const { year } = claims
  const entries = reviewed.flatMap((each) => differenceOf(each, order))
  const corrected = entries.reduce(evolve, year)
  must(
    countsAlike(corrected, after) && corrected.account === after.account,
    'correction.claims-missing',
    'the year counts other claims than were found of it',
    { personId: year.personId, year: year.year },
  )
  return entries
}

const countsAlike = (one: InsuredYear, other: InsuredYear): boolean =>
  schemes.every((scheme) => sameCounts(countedIn(one, scheme), countedIn(other, scheme)))

const sameCounts = (one: Accumulators, other: Accumulators): boolean =>
  accumulatorNames.every((name) => (one[name] ?? 0) === (other[name] ?? 0))

/** What one claim lacks, by no entry, one, or two where another fund should have paid. */
const differenceOf = (reviewed: ClaimReview, order: CorrectionOrder): ClaimCorrected[] => {
  const { stands, rightful } = reviewed
  if (rightful.status === 'not-paid')
    return stands.isPaid ? [takeBack(reviewed, order, rightful.refusedFor)] : []
  const { claim } = rightful
  const isOwnFund = claim.scheme === stands.claim.scheme && claim.city === stands.claim.city
  if (!stands.isPaid) return [give(reviewed, claim, order, 1)]
  if (!isOwnFund) return [takeBack(reviewed, order), give(reviewed, claim, order, 2)]
  const adjusted = give(reviewed, claim, order, 1, stands.claim)
  return changesNothing(adjusted) ? [] : [adjusted]
}

const changesNothing = ({ amounts, change }: ClaimCorrected): boolean =>
  amountNames.every((name) => amounts[name] === 0) && accumulatorNames.every((name) => !change[name])

/** A claim is corrected on the day of the order, and not before the day on which it was settled itself. */
const factsOf = ({ entry: { claim } }: ClaimReview, order: CorrectionOrder) => ({
  kind: 'claim-corrected' as const,
  claimId: claim.claimId,
  personId: claim.personId,
  year: claim.year,
  care: claim.care,
  institution: claim.institution,
  servedOn: claim.servedOn,
  ...(claim.circumstances.purpose === 'general' ? {} : { purpose: claim.circumstances.purpose }),
  ...order,
  correctedOn: order.correctedOn > claim.settledOn ? order.correctedOn : claim.settledOn,
})

/** The fund that an entry is of, and where the care was given when that is elsewhere. */
const fundOf = ({ scheme, city, at }: ClaimSettled) => ({
  scheme,
  city,
  ...(at === undefined ? {} : { at }),
})

/** The full negative of what stands. */
const takeBack = (reviewed: ClaimReview, order: CorrectionOrder, refusedFor?: string): ClaimCorrected => {
  const { claim } = reviewed.stands
  const medical = medicalOf(claim)
  return {
    ...factsOf(reviewed, order),
    sequence: reviewed.entry.corrections.length + 1,
    ...fundOf(claim),
    amounts: negativeAmounts(claim.amounts),
    change: negativeChange(claim.change),
    ...(medical ? { medical } : {}),
    ...(refusedFor === undefined ? {} : { refusedFor }),
  }
}

/** What the rightful claim gives beyond `already`. */
const give = (
  reviewed: ClaimReview,
  rightful: ClaimSettled,
  order: CorrectionOrder,
  further: 1 | 2,
  already?: ClaimSettled,
): ClaimCorrected => {
  const { amounts, change, circumstances, lines, steps, policyVersion, stay } = rightful
  return {
    ...factsOf(reviewed, order),
    sequence: reviewed.entry.corrections.length + further,
    ...fundOf(rightful),
    amounts: already ? plusAmounts(amounts, negativeAmounts(already.amounts)) : amounts,
    change: already ? addTo(change, negativeChange(already.change)) : change,
    stands: { circumstances, lines, steps, policyVersion, ...(stay ? { stay } : {}) },
  }
}
