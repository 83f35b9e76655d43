import * as z from 'zod'
import { problem } from '#shared/edge/http/problem.ts'
import type { Route } from '#shared/edge/http/route.ts'
import { defineRoute } from '#shared/edge/http/route.ts'
import { readRun } from '#shared/edge/run.ts'
import { effects } from '../../effects.ts'

/** How far levy and allocation runs are. */
export const runRoutes: Route[] = [
  defineRoute({
    method: 'GET',
    path: '/v1/adjustment-fund/runs/{runId}',
    summary: 'How far a run is.',
    scopes: ['province', 'auditor'],
    answer: z.strictObject({
      runId: z.string(),
      task: z.string(),
      units: z.int(),
      done: z.int(),
      status: z.enum(['running', 'done']),
    }),
    problems: ['run.unknown'],
    handle: async ({ params }) => {
      const run = await readRun(effects.store, params.runId ?? '')
      if (!run) throw problem(404, 'run.unknown', `no run ${params.runId}`)
      return { status: 200, body: run }
    },
  }),
]
