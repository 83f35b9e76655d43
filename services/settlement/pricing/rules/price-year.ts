import { firstDayOfYear } from '#shared/calendar/day.ts'
import { sameContent } from '#shared/kernel/canonical.ts'
import { must } from '#shared/kernel/errors.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import type { ClaimReview, CorrectionBasis, YearOfClaims } from '../../correction/rules/replay.ts'
import { replay } from '../../correction/rules/replay.ts'
import type { ClaimSettled } from '../../insured-year/rules/claim-events.ts'
import type { PayerAmounts } from '../../insured-year/rules/payers.ts'
import { paidBy } from '../../insured-year/rules/payers.ts'
import type { Price, PricedKind, View } from './price.ts'
import { addClaim, noPrice, views } from './price.ts'

/** The fund whose claims are priced; those of others are judged with them, and not counted. */
export type PricedFund = { readonly city: string; readonly scheme: Scheme }

type PricedPayment = { readonly kind: PricedKind; readonly paid: PayerAmounts }

const kindOf = ({ care, circumstances }: ClaimSettled): PricedKind =>
  circumstances.purpose === 'chronic' ? 'chronic' : care

/** A claim as the fund sees it; undefined where it pays nothing of it, or another fund does. */
const paymentBy = (
  { city, scheme }: PricedFund,
  claim: ClaimSettled | undefined,
): PricedPayment | undefined =>
  claim?.city === city && claim.scheme === scheme
    ? { kind: kindOf(claim), paid: paidBy(claim.amounts) }
    : undefined

const rightfulIn = ({ rightful }: ClaimReview): ClaimSettled | undefined =>
  rightful.status === 'paid' ? rightful.claim : undefined

/**
 * Prices a person's year: every claim as it is recorded, and as it is judged again in the order of service. It is
 * judged under the plans in force, and under those proposed. The effect of a proposal is the last less the second, so
 * that a correction still due is no part of it. Where none is due the first two are the same. As in a correction, the
 * personal account is asked for no more than it paid.
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
    const seen: Readonly<Record<View, PricedPayment | undefined>> = {
      recorded: paymentBy(fund, isPaid ? claim : undefined),
      inForce: paymentBy(fund, rightfulIn(reviewed)),
      proposed: paymentBy(fund, rightfulIn(under)),
    }
    return addViews(price, seen)
  }, noPrice)
}

const addViews = (price: Price, seen: Readonly<Record<View, PricedPayment | undefined>>): Price => {
  if (views.every((view) => seen[view] === undefined)) return price
  const isChanged = !sameContent(seen.inForce, seen.proposed)
  const withClaim = views.reduce<Price>((sum, view) => {
    const { kind, paid } = seen[view] ?? {}
    return kind && paid ? addClaim(sum, kind, view, paid) : sum
  }, price)
  return { ...withClaim, claims: price.claims + 1, changed: price.changed + (isChanged ? 1 : 0) }
}
