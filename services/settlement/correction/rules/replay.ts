import type { Day } from '#shared/calendar/day.ts'
import { must } from '#shared/kernel/errors.ts'
import type { Fen } from '#shared/money/fen.ts'
import { sum } from '#shared/money/fen.ts'
import type { SettlementBasis } from '../../claim/rules/command.ts'
import type { OtherYears } from '../../claim/rules/settle-claim.ts'
import { decide } from '../../claim/rules/settle-claim.ts'
import type { Institution } from '../../institution/rules/institution.ts'
import type { ClaimAsItStands, CorrectedClaim } from '../../insured-year/rules/as-it-stands.ts'
import { asItStands } from '../../insured-year/rules/as-it-stands.ts'
import type { ClaimSettled } from '../../insured-year/rules/claim-events.ts'
import { evolve } from '../../insured-year/rules/evolve.ts'
import { familyPartsIn } from '../../insured-year/rules/family.ts'
import type { InsuredYear } from '../../insured-year/rules/insured-year.ts'
import { asCharged } from './as-charged.ts'

/** What claims are judged by again: plans, catalogue and institutions as they are known now. */
export type CorrectionBasis = SettlementBasis & {
  readonly institutions: ReadonlyMap<string, Institution>
}

/** A person's year with all its claims that were not reversed, in the order they were settled. */
export type YearOfClaims = {
  readonly year: InsuredYear
  /**
   * The other years, where anything is recorded of them: stays may reach over the year's end, and years without claims
   * count.
   */
  readonly neighbours: readonly InsuredYear[]
  readonly settled: readonly CorrectedClaim[]
}

/** What a claim should be: settled anew, or not paid for a reason of the table of refusals. */
export type RightfulClaim =
  | { readonly status: 'paid'; readonly claim: ClaimSettled }
  | { readonly status: 'not-paid'; readonly refusedFor: string }

/** One claim as it stands and as it should be. */
export type ClaimReview = {
  readonly entry: CorrectedClaim
  readonly stands: ClaimAsItStands
  readonly rightful: RightfulClaim
}

/**
 * The claims of a year in the order of service. They go by day, and of one day in the order they were settled, since
 * nothing says which service of a day came first.
 * @param settled the claims in the order they were settled
 */
const inServiceOrder = (settled: readonly CorrectedClaim[]): readonly CorrectedClaim[] =>
  [...settled].sort((a, b) => compareDays(a.claim.servedOn, b.claim.servedOn))

const compareDays = (a: Day, b: Day): number => (a < b ? -1 : a > b ? 1 : 0)

/**
 * Judges a person's claims again in the order of service. Those served before `from` count as they stand; all others
 * are settled anew against the year that those before them leave. What the personal account pays of a claim is never
 * more than it paid when the claim was settled. Nor is it more than what it paid for these claims and still holds: a
 * correction asks nothing further of it. The same holds for accounts of the family: each pays at most what stands.
 * @returns the claims judged again, in order, and the year as they leave it
 */
export const replay = (
  { year, neighbours, settled }: YearOfClaims,
  from: Day,
  basis: CorrectionBasis,
): { readonly reviewed: readonly ClaimReview[]; readonly after: InsuredYear } => {
  const standing = inServiceOrder(settled).map((entry) => ({ entry, stands: asItStands(entry) }))
  const again = standing.filter(({ entry }) => entry.claim.servedOn >= from)
  let purse: Fen = year.account + sum(again.map(({ stands }) => stands.claim.amounts.account))
  const empty: InsuredYear = { ...year, accumulators: {}, stays: [], account: purse }
  let after = standing
    .filter(({ entry, stands }) => entry.claim.servedOn < from && stands.isPaid)
    .reduce((counted, { stands }) => evolve(counted, stands.claim), empty)
  const reviewed: ClaimReview[] = []
  for (const { entry, stands } of again) {
    const account = Math.max(0, Math.min(entry.claim.amounts.account, purse))
    const family = stands.isPaid ? familyPursesOf(stands.claim) : []
    const rightful = settleAnew(entry.claim, { year: { ...after, account }, neighbours, family }, basis)
    reviewed.push({ entry, stands, rightful })
    if (rightful.status === 'not-paid') continue
    purse -= rightful.claim.amounts.account
    after = evolve(after, rightful.claim)
  }
  return { reviewed, after: { ...after, account: purse } }
}

const familyPursesOf = ({ steps }: ClaimSettled) =>
  familyPartsIn(steps).map(({ consentId, amount: balance }) => ({ consentId, balance }))

const settleAnew = (
  claim: ClaimSettled,
  {
    year,
    neighbours,
    family,
  }: Required<Pick<OtherYears, 'family' | 'neighbours'>> & {
    readonly year: InsuredYear
  },
  basis: CorrectionBasis,
): RightfulClaim => {
  const institution = basis.institutions.get(claim.institution)
  must(institution !== undefined, 'correction.institution-missing', 'an institution is registered no more', {
    claimId: claim.claimId,
    institution: claim.institution,
  })
  const earlier = neighbours.filter((each) => each.year < year.year)
  const decision = decide(asCharged(claim, institution), year, basis, { neighbours, earlier, family })
  return decision.status === 'accepted'
    ? { status: 'paid', claim: decision.value }
    : { status: 'not-paid', refusedFor: decision.refusal.code }
}
