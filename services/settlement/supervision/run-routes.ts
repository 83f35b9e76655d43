import * as z from 'zod'
import { city, month } from '#shared/contracts/fields.ts'
import { requireCity } from '#shared/edge/http/caller.ts'
import type { Route } from '#shared/edge/http/route.ts'
import { defineRoute } from '#shared/edge/http/route.ts'
import { startRun } from '#shared/edge/runs/run.ts'
import { effects } from '../effects.ts'
import { acceptedOf } from '../refusal-status.ts'
import { supervisionRun } from './supervise-month.ts'

/** Supervision over the months of institutions. */
export const supervisionRunRoutes: Route[] = [
  defineRoute({
    method: 'POST',
    path: '/v1/settlement/supervision-runs',
    summary:
      'Counts a month of the institutions of a city, holds it against the rules over months and opens cases; sent again, it goes on.',
    scopes: ['province', 'city'],
    body: z.strictObject({ city, month }),
    answer: z.strictObject({ runId: z.string() }),
    problems: ['caller.other-division', 'supervision.month-not-over'],
    handle: async ({ caller, body, today }) => {
      requireCity(caller, body.city)
      const run = acceptedOf(await supervisionRun({ ...body, today }, effects))
      await startRun(effects.runs(), run)
      effects.meter('start-supervision', 1)
      return { status: 202, body: { runId: run.runId } }
    },
  }),
]
