import * as z from 'zod'
import { id } from '#shared/contracts/fields.ts'
import { doorRefusals } from '#shared/edge/http/door-refusals.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { readRun } from '#shared/edge/runs/run.ts'
import type { Store } from '#shared/edge/store/store.ts'
import type { Scope } from '#shared/kernel/authority.ts'
import { accept } from '#shared/kernel/decision.ts'
import { provinceCode } from '#shared/kernel/divisions.ts'

/** The operation that tells how far a run of a service is: a run of one city to that city, any other to the province. */
export const runOperation = (service: string, scopes: readonly Scope[], store: Store): Operation =>
  defineOperation({
    method: 'GET',
    path: `/v1/${service}/runs/{runId}`,
    summary: 'How far a run is.',
    scopes,
    params: z.strictObject({ runId: id }),
    owner: {
      whose: 'recorded',
      as: 'the city of the run, else the province',
      unknown: () => doorRefusals.refusal('run.unknown', { field: 'runId' }),
      find: async ({ params }) => {
        const run = await readRun(store, params.runId)
        if (!run) return undefined
        const { city = provinceCode, ...progress } = run
        return { parties: { cities: [city] }, found: progress }
      },
    },
    answer: z.strictObject({
      runId: z.string(),
      task: z.string(),
      units: z.int(),
      done: z.int(),
      status: z.enum(['running', 'done']),
    }),
    refusals: ['run.unknown'],
    handle: async ({ found }) => accept(found),
  })
