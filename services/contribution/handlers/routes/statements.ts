import * as z from 'zod'
import { amount, city, day, fundYear, id } from '#shared/contracts/fields.ts'
import { requireCity } from '#shared/edge/http/caller.ts'
import { refused } from '#shared/edge/http/problem.ts'
import type { Route } from '#shared/edge/http/route.ts'
import { defineRoute } from '#shared/edge/http/route.ts'
import { issueStatement } from '../../commands/issue-statement.ts'
import { effects } from '../../effects.ts'
import { commandIdOf } from './command-id.ts'

/** Claims for the subsidies of paid-up residents. */
export const statementRoutes: Route[] = [
  defineRoute({
    method: 'POST',
    path: '/v1/contribution/subsidy-statements',
    summary:
      "Claims the subsidies and medical aid's part for residents paid up by a day and not claimed for yet.",
    scopes: ['province', 'city'],
    body: z.strictObject({ city, year: fundYear, asOf: day }),
    answer: z.strictObject({
      statementId: id,
      headcount: z.int(),
      aidFunded: amount,
      billId: id.optional().meta({ description: 'absent when nobody was to be counted' }),
    }),
    problems: ['policy.missing', 'idempotency-key.other-payload', 'caller.other-division'],
    handle: async (request) => {
      requireCity(request.caller, request.body.city)
      const issued = await issueStatement({ ...request.body, commandId: commandIdOf(request) }, effects)
      if (issued.status === 'refused') throw refused(issued.refusal, 409)
      const { statementId, headcount, aidFunded } = issued.value
      const bill = headcount > 0 ? { billId: statementId } : {}
      return { status: 201, body: { statementId, headcount, aidFunded, ...bill } }
    },
  }),
]
