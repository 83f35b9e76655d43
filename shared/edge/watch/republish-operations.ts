import * as z from 'zod'
import { day, id } from '#shared/contracts/fields.ts'
import type { ServiceEffects } from '#shared/edge/function/service-effects.ts'
import { doorRefusals } from '#shared/edge/http/door-refusals.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { readRun, readRunParameters, startRun, unitResults } from '#shared/edge/runs/run.ts'
import type { Republished } from '#shared/edge/watch/republish.ts'
import { republishParts, republishTask } from '#shared/edge/watch/republish.ts'
import { accept } from '#shared/kernel/decision.ts'
import { stableId } from '#shared/kernel/hash.ts'

const nothing: Republished = { sent: 0, tooLarge: 0, unfit: 0 }

const republication = z.strictObject({
  runId: id,
  from: day,
  to: day,
  status: z.enum(['running', 'done']),
  units: z.int().meta({ description: 'Parts of the table' }),
  done: z.int(),
  sent: z.int().meta({ description: 'Records given to the publisher, of the parts that are done' }),
  tooLarge: z.int().meta({ description: 'Records that no message holds: operators publish them' }),
  unfit: z.int().meta({ description: 'Records of which no event can be made' }),
})

/** Publishing once more what a service recorded, where others may not have got it. */
export const republishOperations = (
  service: string,
  { runs, store }: Pick<ServiceEffects, 'runs' | 'store'>,
): Operation[] => [
  defineOperation({
    method: 'POST',
    path: `/v1/${service}/republications`,
    summary:
      'Publishes once more what the service recorded from one day to another; whoever applied it recognises it.',
    scopes: ['province'],
    owner: { whose: 'province' },
    body: z.strictObject({ from: day, to: day }).meta({ description: 'The days on which it happened' }),
    status: 202,
    answer: z.strictObject({ runId: id }),
    refusals: ['republication.days-reversed'],
    changes: (_, { runId }) => [`/v1/${service}/republications/${runId}`],
    handle: async ({ body: { from, to }, commandId }) => {
      if (from > to)
        return doorRefusals.refuse('republication.days-reversed', { field: 'to', figures: { from, to } })
      const runId = stableId(`${republishTask}-${from}-${to}-`, commandId)
      const units = Array.from({ length: republishParts }, (_, part) => ({
        unitId: String(part),
        input: { part, from, to, ...nothing },
      }))
      await startRun(runs(), { runId, task: republishTask, parameters: { from, to }, units })
      return accept({ runId })
    },
  }),
  defineOperation({
    method: 'GET',
    path: `/v1/${service}/republications/{runId}`,
    summary: 'How far a republication is, and what it sent.',
    scopes: ['province'],
    owner: { whose: 'province' },
    params: z.strictObject({ runId: id }),
    answer: republication,
    refusals: ['run.unknown'],
    handle: async ({ params: { runId } }) => {
      const run = await readRun(store, runId)
      if (run?.task !== republishTask) return doorRefusals.refuse('run.unknown', { field: 'runId' })
      const days = await readRunParameters<{ readonly from: string; readonly to: string }>(store, runId)
      const found = { ...nothing }
      for await (const { result } of unitResults<Republished>(store, runId)) {
        found.sent += result.sent
        found.tooLarge += result.tooLarge
        found.unfit += result.unfit
      }
      const { status, units, done } = run
      return accept({ runId, from: days?.from ?? '', to: days?.to ?? '', status, units, done, ...found })
    },
  }),
]
