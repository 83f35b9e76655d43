import * as z from 'zod'
import type { Scope } from '#shared/edge/http/caller.ts'
import { requireCity } from '#shared/edge/http/caller.ts'
import { problem } from '#shared/edge/http/problem.ts'
import type { Route } from '#shared/edge/http/route.ts'
import { defineRoute } from '#shared/edge/http/route.ts'
import { readRun } from '#shared/edge/runs/run.ts'
import type { Store } from '#shared/edge/store/store.ts'

/**
 * The operation that tells how far a run of a service is. A run of one city is shown only to callers who may act on
 * that city.
 */
export const runRoute = (service: string, scopes: readonly Scope[], store: () => Store): Route =>
  defineRoute({
    method: 'GET',
    path: `/v1/${service}/runs/{runId}`,
    summary: 'How far a run is.',
    scopes,
    answer: z.strictObject({
      runId: z.string(),
      task: z.string(),
      units: z.int(),
      done: z.int(),
      status: z.enum(['running', 'done']),
    }),
    problems: ['run.unknown', 'caller.other-division'],
    handle: async ({ caller, params }) => {
      const run = await readRun(store(), params.runId ?? '')
      if (!run) throw problem(404, 'run.unknown', `there is no run ${params.runId}`)
      const { city, ...progress } = run
      if (city !== undefined) requireCity(caller, city)
      return { status: 200, body: progress }
    },
  })
