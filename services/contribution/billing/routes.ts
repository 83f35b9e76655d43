import * as z from 'zod'
import { city, day, fundYear, id, month, signedAmount } from '#shared/contracts/fields.ts'
import { doorRefusals } from '#shared/edge/http/door-refusals.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { accept } from '#shared/kernel/decision.ts'
import { coverageShards } from '../coverage/store.ts'
import type { Effects } from '../effects.ts'
import { cursor } from '../paging.ts'
import { pageOfUnbilled } from './list-unbilled.ts'
import type { BillingRun } from './read-billing.ts'
import { billingTasks, readBilling } from './read-billing.ts'
import { billingFault, standardRefusal } from './rules/billing-fault.ts'
import { billingDays, mustHaveFigures } from './rules/billing-figures.ts'
import { leftOutCodes } from './rules/left-out.ts'
import { standardFaults } from './rules/standard-faults.ts'
import { startBilling } from './start-billing.ts'
import { leftOutAtOnce, partOfLeftOut } from './store.ts'

const on = day.optional().meta({ description: 'day of issue, where it is not the usual one' })

/** The first year whose standards the policy knows. */
const firstKnownYear = 2016

const leftOutCode = z.enum(leftOutCodes)

const billingRun = z.strictObject({
  runId: id,
  kind: z.enum(billingTasks),
  city,
  month: month.optional(),
  year: fundYear.optional(),
  on: day.meta({ description: 'the day of issue; what is made up for is issued on the day of the run' }),
  ...{ units: z.int(), done: z.int(), status: z.enum(['running', 'done']) },
  bills: z.int(),
  persons: z.int(),
  amount: signedAmount.meta({ description: 'Fen billed, what is given back taken off' }),
  leftOut: z
    .partialRecord(leftOutCode, z.int())
    .meta({ description: 'how many were left out, by the reason' }),
})

const leftOut = z.strictObject({
  code: leftOutCode,
  personId: id.optional(),
  employerId: id.optional(),
  billId: id.optional().meta({ description: 'the bill that stands in the way' }),
})

const unknownRun = () => doorRefusals.refusal('run.unknown', { field: 'runId' })

const ofRun = (store: Effects['store']) => ({
  whose: 'recorded' as const,
  as: 'the city of the run',
  unknown: unknownRun,
  find: async ({ params }: { readonly params: { readonly runId: string } }) => {
    const found = await readBilling(store, params.runId)
    return found && { parties: { cities: [found.city] }, found }
  },
})

const answerOf = ({ bills, persons, amount, leftOut: left, ...run }: BillingRun) =>
  billingRun.parse({ ...run, bills, persons, amount, leftOut: left })

/** Where the list of those not billed goes on: a shard, and a place in it. */
const placeIn = (at: string | undefined): { readonly shard: string; readonly cursor?: string } => {
  const [shard = '', place = ''] = (at ?? `${coverageShards[0]}:`).split(':')
  return place === '' ? { shard } : { shard, cursor: place }
}

/** Billing runs. */
export const billingRoutes = (effects: Pick<Effects, 'store' | 'runs' | 'policy'>): Operation[] => [
  defineOperation({
    method: 'POST',
    path: '/v1/contribution/billing-runs',
    summary:
      "Issues a city's bills: its employers' of a month, its residents' of a year, or its retired people's premiums of large-sum cover for a year. Asked again it adds what is missing: who came since, and what corrected wages make otherwise.",
    scopes: ['province', 'city'],
    owner: { whose: 'named', parties: ({ body }) => ({ cities: [body.city] }) },
    // Bills are issued ahead of the month or year that they are for.
    days: 'itself',
    body: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('employer-month'), city, month, on }),
      z.strictObject({ kind: z.literal('resident-year'), city, year: fundYear, on }),
      z.strictObject({ kind: z.literal('large-sum'), city, year: fundYear, on }),
    ]),
    status: 202,
    answer: z.strictObject({ runId: id }),
    refusals: [
      'contribution.billed-too-early',
      'contribution.standard-unlawful',
      'policy.missing',
      'run.other-parameters',
    ],
    changes: (_, { runId }) => [`/v1/contribution/runs/${runId}`],
    handle: async ({ body, by, commandId, today }) => {
      const policy = effects.policy()
      const fault =
        billingFault(body, billingDays(policy, body), today) ??
        (body.kind === 'resident-year'
          ? standardRefusal(standardFaults(policy, body.year, body.city, firstKnownYear))
          : undefined)
      if (fault) return fault
      mustHaveFigures(policy, body)
      return accept({ runId: await startBilling({ ...body, commandId, today, by: by.subject }, effects) })
    },
  }),
  defineOperation({
    method: 'GET',
    path: '/v1/contribution/billing-runs/{runId}',
    summary: 'What a billing run issued, and how many it left out for which reason.',
    scopes: ['province', 'city', 'auditor'],
    params: z.strictObject({ runId: id }),
    owner: ofRun(effects.store),
    answer: billingRun,
    refusals: ['run.unknown'],
    handle: async ({ found }) => accept(answerOf(found)),
  }),
  defineOperation({
    method: 'GET',
    path: '/v1/contribution/billing-runs/{runId}/left-out',
    summary:
      'Whom a billing run left out, each with the reason, a hundred at a time; those who were billed before are counted only.',
    scopes: ['province', 'city', 'auditor'],
    params: z.strictObject({ runId: id }),
    owner: ofRun(effects.store),
    query: z.strictObject({ cursor }),
    answer: z.strictObject({ leftOut: z.array(leftOut).max(leftOutAtOnce), cursor }),
    refusals: ['run.unknown', 'cursor.unreadable'],
    persons: (_, { leftOut: rows }) => rows.flatMap(({ personId }) => personId ?? []),
    handle: async ({ found: { runId }, query: { cursor: from } }) => {
      const { part, ...next } = await partOfLeftOut(effects.store, runId, from)
      return accept({ leftOut: [...(part?.rows ?? [])], ...next })
    },
  }),
  defineOperation({
    method: 'GET',
    path: '/v1/contribution/unbilled',
    summary:
      "A city's employees or flexible workers who are covered in a month and on no bill of it, as it is now; a page may be empty and have a next.",
    scopes: ['province', 'city', 'tax', 'auditor'],
    owner: { whose: 'named', parties: ({ query }) => ({ cities: [query.city] }) },
    query: z.strictObject({
      city,
      month,
      employment: z.enum(['employed', 'flexible']).default('employed'),
      cursor,
    }),
    answer: z.strictObject({
      unbilled: z.array(z.strictObject({ personId: id, employerId: id.optional() })).max(leftOutAtOnce),
      cursor,
    }),
    refusals: ['cursor.unreadable'],
    persons: (_, { unbilled }) => unbilled.map(({ personId }) => personId),
    handle: async ({ query: { cursor: from, ...asked } }) => {
      const page = await pageOfUnbilled(effects.store, { ...asked, ...placeIn(from) }, leftOutAtOnce)
      const { persons, shard, cursor: place = '' } = page
      return accept({
        unbilled: [...persons],
        ...(shard === undefined ? {} : { cursor: `${shard}:${place}` }),
      })
    },
  }),
]
