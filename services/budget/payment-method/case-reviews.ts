import type { FundYear } from '#shared/calendar/day.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store, Stored } from '#shared/edge/store/store.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { ItemFields } from '../keys.ts'
import { caseReviewKey, caseReviewPartition } from '../keys.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import { refuse } from '../refusals.ts'
import type { CaseReview } from './rules/case-review.ts'

type ReviewRecord = CaseReview & Fund

const reviews = defineRecord<ReviewRecord, Fund & Pick<CaseReview, 'year' | 'claimId'>>({
  kind: 'case-review',
  key: ({ year, claimId, ...fund }) => caseReviewKey(fund, year, claimId),
})

const toReview = (item: Stored): CaseReview => {
  const { pk, sk, kind, city, scheme, ...review }: ReviewRecord & ItemFields = reviews.from(item)
  return review
}

/** Records a decision on a case, once; refused where another one stands. */
export const recordReview = async (
  store: Store,
  fund: Fund,
  review: CaseReview,
): Promise<Decision<CaseReview>> => {
  const written = await store.write([reviews.create({ ...fund, ...review })])
  const existing = written.status === 'rejected' ? written.failed[0]?.existing : undefined
  const stands = existing ? toReview(existing) : review
  const { coefficient, on } = stands
  return coefficient === review.coefficient
    ? accept(stands)
    : refuse('case-review.decided-otherwise', { figures: { coefficient, on } })
}

/** What was decided on the cases of a fund year. */
export const readReviews = (store: Store, fund: Fund, year: FundYear): Promise<CaseReview[]> =>
  Array.fromAsync(store.list({ pk: caseReviewPartition(fund, year) }), toReview)
