import * as z from 'zod'
import { city, day, fundYear, id, month } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Effects } from '../effects.ts'
import { billingFault } from './rules/billing-fault.ts'
import { billingDays } from './rules/billing-figures.ts'
import { startBilling } from './start-billing.ts'

const on = day.optional().meta({ description: 'day of issue, where it is not the usual one' })

/** Billing runs. */
export const billingRoutes = (effects: Pick<Effects, 'store' | 'runs' | 'policy'>): Operation[] => [
  defineOperation({
    method: 'POST',
    path: '/v1/contribution/billing-runs',
    summary: "Issues a city's bills: its employers' of a month, or its residents' of a year.",
    scopes: ['province', 'city'],
    owner: { whose: 'named', parties: ({ body }) => ({ cities: [body.city] }) },
    // Bills are issued ahead of the month or year that they are for.
    days: 'itself',
    body: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('employer-month'), city, month, on }),
      z.strictObject({ kind: z.literal('resident-year'), city, year: fundYear, on }),
    ]),
    status: 202,
    answer: z.strictObject({ runId: id }),
    refusals: ['contribution.billed-too-early', 'policy.missing', 'run.other-parameters'],
    changes: (_, { runId }) => [`/v1/contribution/runs/${runId}`],
    handle: async ({ body, commandId, today }) =>
      billingFault(body, billingDays(effects.policy(), body), today) ??
      accept({ runId: await startBilling({ ...body, commandId }, effects) }),
  }),
]
