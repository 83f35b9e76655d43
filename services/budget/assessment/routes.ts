import * as z from 'zod'
import type { FundYear } from '#shared/calendar/day.ts'
import { casePoints, day, fundYear, id, signedAmount } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { assessmentIndexes } from '../agreement/rules/agreement.ts'
import { readAgreements } from '../agreement/store.ts'
import { isPosted } from '../claims/postings.ts'
import type { Effects } from '../effects.ts'
import { fundFields, fundYearFields } from '../ledger/fields.ts'
import {
  actors,
  cursorField,
  fundOwner,
  fundParams,
  institutionOwner,
  pageOf,
  readers,
} from '../ledger/fund-operations.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import { recordReview } from '../payment-method/case-reviews.ts'
import { caseReview, caseReviewFields } from '../payment-method/rules/case-review.ts'
import { refuse } from '../refusals.ts'
import { isBeingCleared } from '../total-control/clearing-run.ts'
import { startAssessment } from './start-assessment.ts'
import { pageAssessments, readAssessment } from './store.ts'
import { recordGrowth } from './volume-growths.ts'

const count = z.int()
const assessment = z.strictObject({
  institution: id,
  year: fundYear,
  agreementVersion: count,
  figures: z.strictObject({
    visits: count,
    stays: count,
    persons: count,
    admittedPersons: count,
    stayCost: signedAmount,
    cost: signedAmount,
    patientPaid: signedAmount,
    readmissions: count,
    referred: count,
    surgeries: count,
    electiveSurgeries: count,
    severe: count,
  }),
  indexes: z.array(
    z.strictObject({
      index: z.enum(assessmentIndexes),
      weight: z.int(),
      full: z.string(),
      zero: z.string(),
      figure: z.string().nullable(),
      points: z.string(),
    }),
  ),
  score: z.string(),
  points: z.strictObject({ inpatient: casePoints, outpatient: casePoints }),
  /** What patients and other funds paid of the cases that points are counted of. */
  deductions: z.strictObject({ inpatient: signedAmount, outpatient: signedAmount }).optional(),
  openReviews: count,
  reviewClaims: z.array(id),
  assessedOn: day,
})

const growthFields = {
  ...fundYearFields,
  institution: id,
  growth: z.string().regex(/^-?\d{1,2}(\.\d{1,4})?$/, 'a share with at most four decimals'),
  reason: z.string().min(1).max(500),
  on: day,
}

const assessing = (effects: Effects): Operation[] => [
  defineOperation({
    method: 'POST',
    path: '/v1/budget/assessments',
    summary: "Assesses a fund's institutions by the claims of a year; sent again, it goes on.",
    scopes: actors,
    owner: fundOwner('body'),
    body: z.strictObject({ ...fundYearFields, on: day }),
    status: 202,
    answer: z.strictObject({ runId: id }),
    refusals: [
      'fund-year.not-over',
      'clearing.months-open',
      'assessment.year-being-cleared',
      'run.other-parameters',
      'policy.missing',
    ],
    changes: (_, { runId }) => [`/v1/budget/runs/${runId}`],
    handle: ({ body: { year, on, ...fund } }) => startAssessment(effects, { fund, year, on }),
  }),
  defineOperation({
    method: 'GET',
    path: '/v1/budget/assessments',
    summary: 'How the institutions of a fund year were assessed, index by index.',
    scopes: readers,
    owner: fundOwner('query'),
    query: z.strictObject({ ...fundParams, ...cursorField }),
    answer: z.strictObject({ assessments: z.array(assessment), ...cursorField }),
    refusals: ['cursor.unreadable'],
    handle: async ({ query: { year, cursor, ...fund } }) => {
      const page = await pageAssessments(effects.store, fund, year, pageOf(cursor))
      return accept({ ...page, assessments: page.assessments.map((each) => assessment.parse(each)) })
    },
  }),
  defineOperation({
    method: 'GET',
    path: '/v1/budget/assessments/{city}/{scheme}/{year}/{institution}',
    summary: 'How an institution was assessed, index by index.',
    scopes: [...readers, 'institution'],
    params: z.strictObject({ ...fundParams, institution: id }),
    owner: institutionOwner('params'),
    answer: z.strictObject({ ...fundFields, ...assessment.shape }),
    refusals: ['assessment.unknown'],
    handle: async ({ params: { year, institution, ...fund } }) => {
      const found = await readAssessment(effects.store, fund, year, institution)
      return found
        ? accept({ ...fund, ...assessment.parse(found) })
        : refuse('assessment.unknown', { figures: { institution, year } })
    },
  }),
]

/** Records what a year is to be cleared by; refused once its clearing has begun, which would not count it. */
const beforeClearing = async <Recorded>(
  { store }: Pick<Effects, 'store'>,
  { fund, year }: { readonly fund: Fund; readonly year: FundYear },
  record: () => Promise<Decision<Recorded>>,
): Promise<Decision<Recorded>> =>
  (await isBeingCleared(store, fund, year))
    ? refuse('assessment.year-being-cleared', { figures: { year } })
    : record()

const deciding = ({ store }: Effects): Operation[] => [
  defineOperation({
    method: 'POST',
    path: '/v1/budget/case-reviews',
    summary: "Records what experts decided on a case whose cost is far above its group's mean.",
    scopes: actors,
    owner: fundOwner('body'),
    body: z.strictObject({ ...fundFields, ...caseReviewFields, institution: id }),
    status: 201,
    answer: caseReview,
    refusals: ['case-review.claim-unknown', 'assessment.year-being-cleared', 'case-review.decided-otherwise'],
    handle: async ({ body: { city, scheme, ...review }, by }) => {
      const fund = { city, scheme }
      if (!(await isPosted(store, fund, review)))
        return refuse('case-review.claim-unknown', { field: 'claimId', figures: { claimId: review.claimId } })
      const record = () => recordReview(store, fund, { ...review, by: by.subject })
      return beforeClearing({ store }, { fund, year: review.year }, record)
    },
  }),
  defineOperation({
    method: 'POST',
    path: '/v1/budget/volume-growths',
    summary:
      "Records by how much an institution's volume was verified to have grown, where the claims of two years do not say it.",
    scopes: actors,
    owner: fundOwner('body'),
    body: z.strictObject(growthFields),
    status: 201,
    answer: z.strictObject({
      institution: id,
      year: fundYear,
      growth: z.string(),
      reason: z.string(),
      by: z.string(),
      on: day,
    }),
    refusals: ['agreement.unknown', 'assessment.year-being-cleared', 'volume-growth.verified-otherwise'],
    changes: ({ body }) => [
      `/v1/budget/assessments/${body.city}/${body.scheme}/${body.year}/${body.institution}`,
    ],
    handle: async ({ body: { city, scheme, ...verified }, by }) => {
      const fund = { city, scheme }
      const [signed] = await readAgreements(store, city, verified.year, [verified.institution])
      if (!signed) return refuse('agreement.unknown', { field: 'institution' })
      const record = () => recordGrowth(store, fund, { ...verified, by: by.subject })
      return beforeClearing({ store }, { fund, year: verified.year }, record)
    },
  }),
]

/** What institutions' years come to by their cases, and what is decided on single ones. */
export const assessmentRoutes = (effects: Effects): Operation[] => [
  ...assessing(effects),
  ...deciding(effects),
]
