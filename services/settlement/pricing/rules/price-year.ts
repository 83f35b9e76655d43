import { firstDayOfYear } from '#shared/calendar/day.ts'
import { sameContent } from '#shared/kernel/canonical.ts'
import { must } from '#shared/kernel/errors.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import type { CorrectionBasis, Reviewed, YearOfClaims } from '../../correction/rules/replay.ts'
import { replay } from '../../correction/rules/replay.ts'
import type { ClaimSettled } from '../../insured-year/rules/claim-events.ts'
import type { PaidBy } from '../../insured-year/rules/payers.ts'
import { paidBy } from '../../insured-year/rules/payers.ts'
import type { Price, PricedKind, View } from './price.ts'
import { addClaim, noPrice, views } from './price.ts'

/** The fund whose claims are priced; those of others are judged with them, and not counted. */
export type PricedFund = { readonly city: string; readonly scheme: Scheme }

type Seen = { readonly kind: PricedKind; readonly paid: PaidBy }

const kindOf = ({ care, circumstances }: ClaimSettled): PricedKind =>
  circumstances.purpose === 'chronic' ? 'chronic' : care

/** A claim as the fund sees it; undefined where it pays nothing of it, or another fund does. */
const seenBy = ({ city, scheme }: PricedFund, claim: ClaimSettled | undefined): Seen | undefined =>
  claim?.city === city && claim.scheme === scheme
    ? { kind: kindOf(claim), paid: paidBy(claim.amounts) }
    : undefined

const rightfulIn = ({ rightful }: Reviewed): ClaimSettled | undefined =>
  rightful.status === 'paid' ? rightful.claim : undefined

/**
 * Prices a person's year: every claim as it is recorded, judged again in the order of service under the plans in force, and
 * under those proposed. The effect of a proposal is the last less the second, so that a correction still due is no part of
 * it; where none is due the first two are the same. As in a correction, the personal account is asked for no more than it
 * paid.
 * @throws TongchouError `plan.no-row`, `plan.fact-missing`, `policy.missing` where plans have no figure for a claim
 */
export const priceYear = (
  claims: YearOfClaims,
  fund: PricedFund,
  basis: { readonly inForce: CorrectionBasis; readonly proposed: CorrectionBasis },
): Price => {
  const from = firstDayOfYear(claims.year.year)
  const inForce = replay(claims, from, basis.inForce).reviewed
  const proposed = replay(claims, from, basis.proposed).reviewed
  return inForce.reduce<Price>((price, reviewed, index) => {
    const under = proposed[index]
    must(
      under?.entry === reviewed.entry,
      'pricing.other-claims',
      'two reviews of a year differ in its claims',
    )
    const { claim, isPaid } = reviewed.stands
    const seen: Readonly<Record<View, Seen | undefined>> = {
      recorded: seenBy(fund, isPaid ? claim : undefined),
      inForce: seenBy(fund, rightfulIn(reviewed)),
      proposed: seenBy(fund, rightfulIn(under)),
    }
    return counted(price, seen)
  }, noPrice)
}

const counted = (price: Price, seen: Readonly<Record<View, Seen | undefined>>): Price => {
  if (views.every((view) => seen[view] === undefined)) return price
  const isChanged = !sameContent(seen.inForce, seen.proposed)
  const withClaim = views.reduce<Price>((sum, view) => {
    const { kind, paid } = seen[view] ?? {}
    return kind && paid ? addClaim(sum, kind, view, paid) : sum
  }, price)
  return { ...withClaim, claims: price.claims + 1, changed: price.changed + (isChanged ? 1 : 0) }
}
