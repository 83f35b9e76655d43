import * as z from 'zod'
import { city, day, fundYear, id, month } from '#shared/contracts/fields.ts'
import { requireCity } from '#shared/edge/http/caller.ts'
import type { Route } from '#shared/edge/http/route.ts'
import { defineRoute } from '#shared/edge/http/route.ts'
import { runRoute } from '#shared/edge/http/run-route.ts'
import { effects } from '../effects.ts'
import { commandIdOf } from '../handlers/routes/command-id.ts'
import { otherParameters } from '../handlers/routes/other-parameters.ts'
import { startBilling } from './start-billing.ts'

const on = day.optional().meta({ description: 'day of issue, where it is not the usual one' })

/** Billing runs and how far they are. */
export const billingRoutes: Route[] = [
  defineRoute({
    method: 'POST',
    path: '/v1/contribution/billing-runs',
    summary: "Issues a city's bills: its employers' of a month, or its residents' of a year.",
    scopes: ['province', 'city'],
    body: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('employer-month'), city, month, on }),
      z.strictObject({ kind: z.literal('resident-year'), city, year: fundYear, on }),
    ]),
    answer: z.strictObject({ runId: id }),
    problems: ['policy.missing', 'idempotency-key.other-payload', 'caller.other-division'],
    handle: async (request) => {
      requireCity(request.caller, request.body.city)
      try {
        const runId = await startBilling({ ...request.body, commandId: commandIdOf(request) }, effects)
        return { status: 202, body: { runId } }
      } catch (error) {
        throw otherParameters(error)
      }
    },
  }),
  runRoute('contribution', ['province', 'city', 'auditor'], () => effects.store),
]
