import * as z from 'zod'
import { city, id, month } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { startRun } from '#shared/edge/runs/run.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { YearEffects } from '../insured-year/effects.ts'
import type { SupervisionEffects } from './effects.ts'
import { supervisionRun } from './supervise-month.ts'

type OwnEffects = SupervisionEffects & Pick<YearEffects, 'meter'>

/** Supervision over the months of institutions. */
export const supervisionRunRoutes = (effects: OwnEffects): Operation[] => [
  defineOperation({
    method: 'POST',
    path: '/v1/settlement/supervision-runs',
    summary:
      'Counts a month of the institutions of a city, holds it against the rules over months and opens cases; sent again, it goes on.',
    scopes: ['province', 'city'],
    owner: { whose: 'named', parties: ({ body }) => ({ cities: [body.city] }) },
    body: z.strictObject({ city, month }),
    status: 202,
    answer: z.strictObject({ runId: id }),
    refusals: ['supervision.month-not-over'],
    changes: (_, { runId }) => [`/v1/settlement/runs/${runId}`],
    handle: async ({ body, today }) => {
      const run = await supervisionRun({ ...body, today }, effects)
      if (run.status === 'refused') return run
      await startRun(effects.runs(), run.value)
      effects.meter('start-supervision', 1)
      return accept({ runId: run.value.runId })
    },
  }),
]
