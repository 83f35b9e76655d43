import * as z from 'zod'
import {
  amount,
  city,
  day,
  fundYear,
  id,
  positiveAmount,
  scheme,
  signedAmount,
} from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Effects } from '../effects.ts'
import { ofYear, partition } from '../keys.ts'
import { refusal } from '../refusals.ts'
import { yearQuery } from '../year/year-query.ts'
import { applyForGapCommand, approveApplicationCommand, findApplication } from './applications.ts'
import { gapCauses } from './rules/gap.ts'
import type { GapApplication } from './rules/gap-application.ts'
import { applications } from './store.ts'

const share = z.strictObject({
  gap: amount,
  eligible: amount,
  ineligible: amount,
  fund: amount,
  local: amount,
})

/** What is shown of an application: its fields, not its keys. */
const application = z.object({
  applicationId: id,
  city,
  scheme,
  year: fundYear,
  causes: z.array(z.enum(gapCauses)),
  reason: z.string(),
  plan: amount,
  gap: amount,
  eligible: amount,
  /** The year's income and cost by the year they belong to, of which the gap is. */
  cleared: z.strictObject({ income: signedAmount, expenditure: signedAmount }).optional(),
  madeBy: z.string(),
  status: z.enum(['applied', 'approved', 'allocated']),
  assessmentScore: z.int().optional(),
  approvedBy: z.string().optional(),
  approvedOn: day.optional(),
  approvedFor: z.string().optional(),
  share: share.optional(),
  allocated: amount.optional(),
})

const path = '/v1/adjustment-fund/gap-applications'
const recordOf = ({ applicationId }: { readonly applicationId: string }): string => `${path}/${applicationId}`

const shown = (decided: Decision<GapApplication>) =>
  decided.status === 'refused' ? decided : accept(application.parse(decided.value))

const applicationOfCity = (effects: Effects) =>
  defineOperation({
    method: 'POST',
    path,
    summary: 'A city applies for the fund to share the gap of a year that is closed and cleared.',
    scopes: ['province', 'city'],
    owner: { whose: 'named', parties: ({ body }) => ({ cities: [body.city] }) },
    body: z.strictObject({
      city,
      scheme,
      year: fundYear,
      causes: z.array(z.enum(gapCauses)).min(1).max(gapCauses.length),
      eligibleGap: positiveAmount.optional(),
      reason: z.string().min(1).max(2000),
    }),
    status: 201,
    answer: application,
    refusals: [
      'gap.year-not-closed',
      'gap.year-not-cleared',
      'gap.none',
      'gap.above-eligible',
      'application.exists',
      'policy.missing',
    ],
    changes: (_, made) => [recordOf(made)],
    handle: async ({ body, by }) => shown(await applyForGapCommand({ ...body, madeBy: by.subject }, effects)),
  })

const approval = (effects: Effects) =>
  defineOperation({
    method: 'POST',
    path: `${path}/{applicationId}/approval`,
    summary: 'The province approves an application; by another person than its maker.',
    scopes: ['province'],
    params: z.strictObject({ applicationId: id }),
    owner: {
      whose: 'recorded',
      as: 'the province, for the city of the application',
      unknown: () => refusal('application.unknown', { field: 'applicationId' }),
      find: async ({ params }) => {
        const found = await findApplication(params.applicationId, effects)
        return found && { parties: { cities: [found.city] }, found }
      },
    },
    body: z.strictObject({ assessmentScore: z.int().min(0).max(100), on: day.optional() }),
    answer: application,
    refusals: [
      ...['application.unknown', 'application.decided', 'application.own-approval', 'run.year-not-over'],
      'policy.missing',
    ],
    changes: (_, approved) => [recordOf(approved)],
    hand: ({ approvedBy, approvedOn }) =>
      approvedBy === undefined ? undefined : { by: approvedBy, on: approvedOn },
    handle: async ({ found, body, by, today }) => {
      const { assessmentScore, on: approvedOn = today } = body
      return shown(
        await approveApplicationCommand(
          found,
          { assessmentScore, approvedBy: by.subject, approvedOn, approvedFor: by.division },
          effects,
        ),
      )
    },
  })

const applicationsOfYear = (effects: Effects) =>
  defineOperation({
    method: 'GET',
    path,
    summary: "A year's applications.",
    scopes: ['province', 'city', 'auditor'],
    owner: { whose: 'caller' },
    query: yearQuery,
    answer: z.strictObject({ applications: z.array(application) }),
    refusals: [],
    handle: async ({ query: { scheme: of, year }, reaches }) => {
      const made = await Array.fromAsync(
        applications.list(effects.store, partition('GAPS', of), ofYear(year)),
      )
      const own = made.filter((each) => reaches({ cities: [each.city] }))
      return accept({ applications: own.map((each) => application.parse(each)) })
    },
  })

/** A city's application for its gap, and the province's approval. */
export const gapApplicationRoutes = (effects: Effects): Operation[] => [
  applicationOfCity(effects),
  approval(effects),
  applicationsOfYear(effects),
]
