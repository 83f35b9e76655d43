import * as z from 'zod'
import { day, fundYear, id, signedAmount } from '#shared/contracts/fields.ts'
import { requireInstitution } from '#shared/edge/http/caller.ts'
import { problem } from '#shared/edge/http/problem.ts'
import type { Route } from '#shared/edge/http/route.ts'
import { defineRoute } from '#shared/edge/http/route.ts'
import { assessmentIndexes } from '../agreement/rules/agreement.ts'
import type { Effects } from '../effects.ts'
import {
  actors,
  cursorField,
  fundFields,
  fundFor,
  fundYearFields,
  fundYearFor,
  pageOf,
  readers,
  yearInQuery,
} from '../ledger/fields.ts'
import { recordReview } from '../payment-method/case-reviews.ts'
import { caseReview, caseReviewFields } from '../payment-method/rules/case-review.ts'
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
  /** In ten-thousandths of a point. */
  points: z.strictObject({ inpatient: count, outpatient: count }),
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

/** What institutions' years come to by their cases, and what is decided on single ones. */
export const assessmentRoutes = (effects: Effects): Route[] => [
  defineRoute({
    method: 'POST',
    path: '/v1/budget/assessments',
    summary: "Assesses a fund's institutions by the claims of a year; sent again, it goes on.",
    scopes: actors,
    body: z.strictObject({ ...fundYearFields, on: day }),
    answer: z.strictObject({ runId: z.string() }),
    problems: [
      'clearing.months-open',
      'assessment.year-being-cleared',
      'run.other-parameters',
      'policy.missing',
    ],
    handle: async ({ caller, body: { year, on, ...named } }) => {
      const runId = await startAssessment(effects, { fund: fundFor(caller, named), year, on })
      return { status: 202, body: { runId } }
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/budget/assessments',
    summary: 'How the institutions of a fund year were assessed, index by index.',
    scopes: readers,
    query: z.strictObject({ ...fundFields, year: yearInQuery, ...cursorField }),
    answer: z.strictObject({ assessments: z.array(assessment), ...cursorField }),
    problems: ['cursor.unreadable'],
    handle: async ({ caller, query }) => {
      const fund = fundFor(caller, query)
      return {
        status: 200,
        body: await pageAssessments(effects.store, fund, query.year, pageOf(query.cursor)),
      }
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/budget/assessments/{city}/{scheme}/{year}/{institution}',
    summary: 'How an institution was assessed, index by index.',
    scopes: [...readers, 'institution'],
    answer: z.strictObject({ ...fundFields, ...assessment.shape }),
    problems: ['assessment.unknown', 'caller.other-institution'],
    handle: async ({ caller, params }) => {
      const { fund, year } = fundYearFor(caller, params)
      const institution = params.institution ?? ''
      requireInstitution(caller, institution, fund.city)
      const found = await readAssessment(effects.store, fund, year, institution)
      if (!found) throw problem(404, 'assessment.unknown', `${institution} was not assessed for ${year}`)
      return { status: 200, body: { ...fund, ...found } }
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/budget/case-reviews',
    summary: "Records what experts decided on a case whose cost is far above its group's mean.",
    scopes: actors,
    body: z.strictObject({ ...fundFields, ...caseReviewFields }),
    answer: caseReview,
    problems: ['case-review.decided-otherwise'],
    handle: async ({ caller, body: { city, scheme, ...review } }) => {
      const fund = fundFor(caller, { city, scheme })
      const stands = await recordReview(effects.store, fund, { ...review, by: caller.subject })
      if (stands.coefficient !== review.coefficient)
        throw problem(
          409,
          'case-review.decided-otherwise',
          `decided as ${stands.coefficient} on ${stands.on}`,
        )
      return { status: 201, body: stands }
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/budget/volume-growths',
    summary:
      "Records by how much an institution's volume was verified to have grown, where the claims of two years do not say it.",
    scopes: actors,
    body: z.strictObject(growthFields),
    answer: z.strictObject({
      institution: id,
      year: fundYear,
      growth: z.string(),
      reason: z.string(),
      by: z.string(),
      on: day,
    }),
    problems: ['volume-growth.verified-otherwise'],
    handle: async ({ caller, body: { city, scheme, ...verified } }) => {
      const fund = fundFor(caller, { city, scheme })
      const stands = await recordGrowth(effects.store, fund, { ...verified, by: caller.subject })
      if (stands.growth !== verified.growth)
        throw problem(409, 'volume-growth.verified-otherwise', `verified as ${stands.growth} on ${stands.on}`)
      return { status: 201, body: stands }
    },
  }),
]
