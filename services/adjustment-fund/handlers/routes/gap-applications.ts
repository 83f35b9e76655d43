import * as z from 'zod'
import { amount, city, day, fundYear, id, scheme } from '#shared/contracts/fields.ts'
import { requireCity } from '#shared/edge/http/caller.ts'
import { problem, refused } from '#shared/edge/http/problem.ts'
import type { Route } from '#shared/edge/http/route.ts'
import { defineRoute } from '#shared/edge/http/route.ts'
import { listRecords } from '../../adapters/records.ts'
import {
  applyForGapCommand,
  approveApplicationCommand,
  findApplication,
} from '../../commands/gap-applications.ts'
import { gapCauses } from '../../domain/gap.ts'
import { effects } from '../../effects.ts'
import { isVisible, yearQuery } from './visibility.ts'

const share = z.strictObject({
  gap: amount,
  eligible: amount,
  ineligible: amount,
  fund: amount,
  local: amount,
})

const application = z.strictObject({
  applicationId: id,
  city,
  scheme,
  year: fundYear,
  causes: z.array(z.enum(gapCauses)),
  reason: z.string(),
  plan: amount,
  gap: amount,
  eligible: amount,
  madeBy: z.string(),
  status: z.enum(['applied', 'approved', 'allocated']),
  assessmentScore: z.int().optional(),
  approvedBy: z.string().optional(),
  approvedOn: day.optional(),
  share: share.optional(),
  allocated: amount.optional(),
})

const path = '/v1/adjustment-fund/gap-applications'

/** What is shown of an application: its fields, not its keys; the answer's schema strips the rest. */
const shown = z.object(application.shape)

/** A city's application for its gap, and the province's approval. */
export const gapApplicationRoutes: Route[] = [
  defineRoute({
    method: 'POST',
    path,
    summary: 'A city applies for the fund to share the gap of a closed year.',
    scopes: ['province', 'city'],
    body: z.strictObject({
      city,
      scheme,
      year: fundYear,
      causes: z.array(z.enum(gapCauses)).min(1),
      eligibleGap: amount.min(1).optional(),
      reason: z.string().min(1).max(2000),
    }),
    answer: application,
    problems: ['gap.year-not-closed', 'gap.none', 'gap.above-eligible', 'application.exists'],
    handle: async ({ caller, body }) => {
      requireCity(caller, body.city)
      const decided = await applyForGapCommand({ ...body, madeBy: caller.subject }, effects)
      if (decided.status === 'refused') throw refused(decided.refusal)
      return { status: 201, body: shown.parse(decided.value) }
    },
  }),
  defineRoute({
    method: 'POST',
    path: `${path}/{applicationId}/approval`,
    summary: 'The province approves an application; by another person than its maker.',
    scopes: ['province'],
    body: z.strictObject({ assessmentScore: z.int().min(0).max(100), on: day.optional() }),
    answer: application,
    problems: ['application.unknown', 'application.decided', 'application.own-approval'],
    handle: async ({ caller, params, body, today }) => {
      const stored = await findApplication(params.applicationId ?? '', effects)
      if (!stored) throw problem(404, 'application.unknown', `no application ${params.applicationId}`)
      requireCity(caller, stored.city)
      const decided = await approveApplicationCommand(
        stored,
        { assessmentScore: body.assessmentScore, approvedBy: caller.subject, approvedOn: body.on ?? today },
        effects,
      )
      if (decided.status === 'refused') throw refused(decided.refusal, 409)
      return { status: 200, body: shown.parse(decided.value) }
    },
  }),
  defineRoute({
    method: 'GET',
    path,
    summary: "A year's applications.",
    scopes: ['province', 'city', 'auditor'],
    query: yearQuery,
    answer: z.strictObject({ applications: z.array(application) }),
    problems: [],
    handle: async ({ caller, query }) => {
      const applications = await listRecords(effects.store, 'GAPS', query.scheme, query.year)
      return {
        status: 200,
        body: { applications: applications.filter(isVisible(caller)).map((each) => shown.parse(each)) },
      }
    },
  }),
]
