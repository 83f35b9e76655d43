import * as z from 'zod'
import type { FundYear } from '#shared/calendar/day.ts'
import {
  amount,
  city,
  day,
  fundYear,
  id,
  officeSignature,
  positiveAmount,
  scheme,
  signedAmount,
  why,
} from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { gapCauses } from '#shared/gap/gap.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import type { Effects } from '../effects.ts'
import { ofYear, partition } from '../keys.ts'
import { becameFields, readWhatBecame } from '../levy/what-became.ts'
import { refusal } from '../refusals.ts'
import { yearQuery } from '../year/year-query.ts'
import {
  applyForGapCommand,
  approveApplicationCommand,
  examineApplicationCommand,
  findApplication,
  rejectApplicationCommand,
} from './applications.ts'
import type { GapApplication } from './rules/gap-application.ts'
import { clawbackDueOn } from './rules/gap-rule.ts'
import { applications, clawbacks } from './store.ts'

const share = z.strictObject({
  gap: amount,
  eligible: amount,
  ineligible: amount,
  /** What the city's accumulated balance covers before the fund does. */
  own: amount.optional(),
  fund: amount,
  local: amount,
})

const appraisal = z.strictObject({
  uncollected: amount,
  /** What figures prove of each cause, the most that it can count for. */
  proofs: z.array(
    z.strictObject({
      cause: z.enum(gapCauses),
      amount,
      figures: z.record(z.string(), z.union([z.number(), z.string()])),
    }),
  ),
  ownBalance: z.strictObject({
    balance: signedAmount,
    monthsPayable: z.string().nullable(),
    available: amount,
  }),
})

const lateApplication = z.strictObject({
  reason: why,
  document: id.meta({ description: 'the number of the document that says so' }),
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
  /** What counts for it, and on which figures. */
  appraisal: appraisal.optional(),
  madeBy: z.string(),
  appliedOn: day.optional(),
  receivedOn: day.optional().meta({ description: 'the day on which it arrived' }),
  applyBy: day.optional().meta({ description: 'the last day on which one arrives in time' }),
  late: lateApplication
    .optional()
    .meta({ description: 'why it arrived after that day; absent of one in time' }),
  status: z.enum(['applied', 'examined', 'rejected', 'approved', 'allocated']),
  /** The published score of the performance evaluation. */
  assessmentScore: z.int().optional(),
  examined: officeSignature.optional(),
  rejected: officeSignature.extend({ reason: z.string() }).optional(),
  approvedBy: z.string().optional(),
  approvedOn: day.optional(),
  approvedFor: z.string().optional(),
  share: share.optional(),
  allocated: amount.optional(),
  /** What was paid so far, in how many payments. */
  paid: amount.optional(),
  payments: z.int().optional(),
  /** The day since which something is owed further by a correction of the year. */
  owedFrom: day.optional(),
  /** The share by the final accounts of the year, or by a correction of them. */
  trueUp: z
    .strictObject({
      final: z.strictObject({ income: signedAmount, expenditure: signedAmount }),
      share,
      finalisedOn: day,
      clawedBack: amount,
      /** The correction of the year that it is by; absent: the final accounts. */
      correction: z.int().optional(),
    })
    .optional(),
  /** What is owed back of it, by its last day, and what became of that. */
  owedBack: z.array(z.object({ clawbackId: id, amount, on: day, dueOn: day, ...becameFields })).optional(),
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
      reason: z.string().trim().min(1).max(2000),
      on: day
        .optional()
        .meta({ description: 'the day of the application; whether it is in time is judged by its receipt' }),
      late: lateApplication
        .optional()
        .meta({ description: 'of one that arrives after the last day, and kept of no other' }),
    }),
    status: 201,
    answer: application,
    refusals: [
      'gap.year-not-closed',
      'gap.year-not-cleared',
      'gap.no-evidence',
      'gap.after-deadline',
      'gap.none',
      'gap.not-proven',
      'gap.own-balance-covers',
      'gap.above-eligible',
      'application.exists',
      'policy.missing',
    ],
    changes: (_, made) => [recordOf(made)],
    handle: async ({ body: { on: appliedOn, ...body }, by, today }) =>
      shown(
        await applyForGapCommand(
          { ...body, madeBy: by.subject, appliedOn: appliedOn ?? today, receivedOn: today },
          effects,
        ),
      ),
  })

/** A step that the province takes on an application. */
const steps = {
  scopes: ['province'],
  params: z.strictObject({ applicationId: id }),
  answer: application,
} as const

const ownerOf = (effects: Effects) =>
  ({
    whose: 'recorded',
    as: 'the province, for the city of the application',
    unknown: () => refusal('application.unknown', { field: 'applicationId' }),
    find: async ({ params }: { readonly params: { readonly applicationId: string } }) => {
      const found = await findApplication(params.applicationId, effects)
      return found && { parties: { cities: [found.city] }, found }
    },
  }) as const

const stepRefusals = ['application.unknown', 'application.decided', 'application.own-approval'] as const

const examination = (effects: Effects) =>
  defineOperation({
    ...steps,
    method: 'POST',
    path: `${path}/{applicationId}/examination`,
    summary:
      'The province examines an application: its share follows from the figures and the published score. Another person approves it.',
    owner: ownerOf(effects),
    refusals: [...stepRefusals, 'gap.not-evaluated', 'run.year-not-over', 'policy.missing'],
    changes: (_, examined) => [recordOf(examined)],
    handle: async ({ found: { applicationId }, by, today }) =>
      shown(
        await examineApplicationCommand(
          applicationId,
          { by: by.subject, on: today, division: by.division },
          effects,
        ),
      ),
  })

const approval = (effects: Effects) =>
  defineOperation({
    ...steps,
    method: 'POST',
    path: `${path}/{applicationId}/approval`,
    summary: 'The province approves an examined application; by another person than made or examined it.',
    owner: ownerOf(effects),
    refusals: [
      ...stepRefusals,
      ...['application.not-examined', 'application.before-examined', 'run.year-not-over'],
      'policy.missing',
    ],
    changes: (_, approved) => [recordOf(approved)],
    hand: ({ approvedBy, approvedOn }) =>
      approvedBy === undefined ? undefined : { by: approvedBy, on: approvedOn },
    handle: async ({ found: { applicationId }, by, today }) =>
      shown(
        await approveApplicationCommand(
          applicationId,
          { by: by.subject, on: today, division: by.division },
          effects,
        ),
      ),
  })

const rejection = (effects: Effects) =>
  defineOperation({
    ...steps,
    method: 'POST',
    path: `${path}/{applicationId}/rejection`,
    summary: 'The province rejects an application with a reason; the city can apply again.',
    owner: ownerOf(effects),
    body: z.strictObject({ reason: why }),
    refusals: stepRefusals,
    changes: (_, rejected) => [recordOf(rejected)],
    hand: ({ rejected }) => rejected,
    handle: async ({ found: { applicationId }, body, by, today }) =>
      shown(
        await rejectApplicationCommand(
          applicationId,
          { ...body, by: by.subject, on: today, division: by.division },
          effects,
        ),
      ),
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
      const owedBack = await readOwedBack(of, year, effects)
      return accept({ applications: own.map((each) => application.parse({ ...each, ...owedBack(each) })) })
    },
  })

/** What is owed back of a year's shares, with what became of it. */
const readOwedBack = async (of: Scheme, year: FundYear, { store, policy }: Effects) => {
  const [told, becameOf] = await Promise.all([
    Array.fromAsync(clawbacks.list(store, partition('CLAWBACKS', of), ofYear(year))),
    readWhatBecame(store, of, year),
  ])
  return ({ applicationId }: GapApplication) => {
    const own = told.filter((each) => each.applicationId === applicationId)
    if (own.length === 0) return {}
    const owedBack = own.map((each) => ({
      ...{ ...each, dueOn: clawbackDueOn(policy(), each) },
      ...becameOf(each.clawbackId),
    }))
    return { owedBack }
  }
}

/** A city's application for its gap, and the province's approval. */
export const gapApplicationRoutes = (effects: Effects): Operation[] => [
  applicationOfCity(effects),
  examination(effects),
  approval(effects),
  rejection(effects),
  applicationsOfYear(effects),
]
