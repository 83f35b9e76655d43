import * as z from 'zod'
import { lastDayOf } from '#shared/calendar/day.ts'
import { city, id, month } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Effects } from '../effects.ts'
import { refuse } from '../refusals.ts'
import { startStating } from './state-months.ts'

/** Statements of months, built when they are asked for; the ledger shows them with what it has. */
export const monthStatementRoutes = (effects: Pick<Effects, 'runs'>): Operation[] => [
  defineOperation({
    method: 'POST',
    path: '/v1/contribution/month-statements',
    summary:
      'States a month of a city that is over, for both schemes: bills, payments, refunds, write-offs, suspense, interest and sweeps. Where it says anything else than before it is a next revision. The fifth of every month states the two months before by itself; `GET /v1/budget/month-statements` shows it beside the ledger.',
    scopes: ['province', 'city'],
    owner: { whose: 'named', parties: ({ body }) => ({ cities: [body.city] }) },
    body: z.strictObject({ city, month }),
    status: 202,
    answer: z.strictObject({ runId: id }),
    refusals: ['contribution.month-not-over'],
    changes: (_, { runId }) => [`/v1/contribution/runs/${runId}`],
    handle: async ({ body: { city: of, month: stated }, commandId, today }) =>
      lastDayOf(stated) >= today
        ? refuse('contribution.month-not-over', { field: 'month', figures: { month: stated } })
        : accept({
            runId: await startStating({ commandId, city: of, months: [stated], statedOn: today }, effects),
          }),
  }),
]
