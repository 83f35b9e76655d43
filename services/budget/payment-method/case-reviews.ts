import type { FundYear } from '#shared/calendar/day.ts'
import type { Store, Stored } from '#shared/edge/store/store.ts'
import { caseReviewKey, caseReviewPartition } from '../keys.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import type { CaseReview } from './rules/case-review.ts'

const toReview = (item: Stored): CaseReview => {
  const { pk, sk, kind, city, scheme, ...review } = item
  return review as unknown as CaseReview
}

/** Records a decision on a case, once; answers the one that stands. */
export const recordReview = async (store: Store, fund: Fund, review: CaseReview): Promise<CaseReview> => {
  const key = caseReviewKey(fund, review.year, review.claimId)
  const written = await store.write([
    { kind: 'create', item: { ...key, kind: 'case-review', ...fund, ...review } },
  ])
  const existing = written.status === 'rejected' ? written.failed[0]?.existing : undefined
  return existing ? toReview(existing) : review
}

/** What was decided on the cases of a fund year. */
export const readReviews = (store: Store, fund: Fund, year: FundYear): Promise<CaseReview[]> =>
  Array.fromAsync(store.list({ pk: caseReviewPartition(fund, year) }), toReview)
