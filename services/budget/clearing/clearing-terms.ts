import type { FundYear } from '#shared/calendar/day.ts'
import { firstDayOfYear } from '#shared/calendar/day.ts'
import { must } from '#shared/kernel/errors.ts'
import type { Rate } from '#shared/money/rate.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { ratioAt } from '#shared/policy/policy.ts'
import type { Terms } from '../agreement/rules/agreement.ts'
import type { Bounds } from '../agreement/rules/payment-terms.ts'
import { agreementLimits, usualTerms } from '../agreement/usual-terms.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import type { ClearingTerms } from './rules/clear-institution.ts'

type Agreed = Omit<Terms, 'schemes'>

/** What a year is cleared by where an agreement says nothing of it. */
export type UsualClearing = { readonly terms: Agreed; readonly failingScore: string }

/** The terms of the province's model agreement, and the score below which no surplus is kept. */
export const usualClearing = (policy: Policy, fund: Fund, year: FundYear): UsualClearing => ({
  terms: usualTerms(policy, fund, year),
  failingScore: agreementLimits(policy, { city: fund.city, year }).failingScore,
})

/** What an agreement says of a year's end; scores decide on a surplus even where it says nothing of them. */
export const clearingTerms = (agreed: Agreed, usual: UsualClearing): ClearingTerms => {
  const { overspend, surplus, surplusCap, reasonableOverrun, depositReturn } = agreed
  const surplusByScore = agreed.surplusByScore ?? usual.terms.surplusByScore
  const { failingScore } = usual
  return { overspend, surplus, surplusCap, reasonableOverrun, depositReturn, surplusByScore, failingScore }
}

/**
 * What bounds payment by points and heads: as agreed, else as the model agreement has it.
 * @throws TongchouError `clearing.no-bounds` where policy data bounds nothing
 */
export const boundsFor = (agreed: Pick<Agreed, 'bounds'> | undefined, { terms }: UsualClearing): Bounds => {
  const bounds = agreed?.bounds ?? terms.bounds
  must(bounds !== undefined, 'clearing.no-bounds', 'the model agreement bounds nothing')
  return bounds
}

/** How much of what an institution claimed in a year a decision on its dispute may bring it to. */
export const mostOfClaimedIn = (
  policy: Policy,
  { city, year }: { readonly city: string; readonly year: FundYear },
): Rate => ratioAt(policy, 'clearing.decision_most_of_claimed', { on: firstDayOfYear(year), city })
