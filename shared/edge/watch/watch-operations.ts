import * as z from 'zod'
import { id } from '#shared/contracts/fields.ts'
import type { ServiceEffects } from '#shared/edge/function/service-effects.ts'
import { doorRefusals } from '#shared/edge/http/door-refusals.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import type { Runs } from '#shared/edge/runs/run.ts'
import { openRuns } from '#shared/edge/runs/run.ts'
import { look } from '#shared/edge/watch/dead-letters.ts'
import { hasWayBack, letterTold } from '#shared/edge/watch/letter-told.ts'
import { mostAtOnce, redriveLetters } from '#shared/edge/watch/redrive.ts'
import { republishOperations } from '#shared/edge/watch/republish-operations.ts'
import type { ServiceQueue } from '#shared/edge/watch/service-queue.ts'
import { depthOf, queueParts, sectionOf } from '#shared/edge/watch/service-queue.ts'
import { accept } from '#shared/kernel/decision.ts'

/** So many dead letters of a queue are shown, and so many runs. */
const mostLetters = 20
const mostRuns = 100

const part = z.enum(queueParts)

const queueStatus = z.strictObject({
  queue: part,
  waiting: z.int().optional().meta({ description: 'In an outbox: records to be published once more' }),
  inHand: z.int().optional(),
  deadLetters: z.int(),
  section: z.string().optional().meta({ description: 'The section of the runbook for its dead letters' }),
})

const letterStatus = z.strictObject({
  queue: part,
  messageId: z.string(),
  what: z.string(),
  cause: z
    .strictObject({ zh: z.string(), en: z.string() })
    .optional()
    .meta({ description: 'Absent where the message does not say it: the log of its function does' }),
  wayBack: z.boolean().meta({ description: 'Whether a redrive brings it on its way; else operators do' }),
  receives: z.int(),
  sentAt: z.iso.datetime(),
})

const openRun = z.strictObject({
  runId: z.string(),
  task: z.string(),
  city: z.string().optional(),
  units: z.int(),
  done: z.int(),
  startedAt: z.iso.datetime(),
  movedAt: z.iso.datetime(),
})

const statusOf = async ({ queue: sqs }: Runs, { part, url, deadLettersUrl }: ServiceQueue) => {
  const [own, dead] = await Promise.all([url ? depthOf(sqs, url) : undefined, depthOf(sqs, deadLettersUrl)])
  const deadLetters = dead.waiting + dead.inHand
  return { queue: part, ...own, deadLetters, ...(deadLetters > 0 && { section: sectionOf[part] }) }
}

const lettersOf = async ({ queue: sqs }: Runs, { part, deadLettersUrl }: ServiceQueue) =>
  (await look(sqs, deadLettersUrl, mostLetters)).map((letter) => ({
    queue: part,
    messageId: letter.messageId,
    ...letterTold(part, letter),
    wayBack: hasWayBack(part, letter),
    receives: letter.receives,
    sentAt: letter.sentAt.toISOString(),
  }))

/** What waits in a service and what failed there, for whoever watches; and what failed, on its way again. */
export const watchOperations = (
  service: string,
  effects: Pick<ServiceEffects, 'runs' | 'watched' | 'store'>,
): Operation[] => [...watchQueues(service, effects), ...republishOperations(service, effects)]

const watchQueues = (
  service: string,
  { runs, watched }: Pick<ServiceEffects, 'runs' | 'watched'>,
): Operation[] => [
  defineOperation({
    method: 'GET',
    path: `/v1/${service}/watch`,
    summary: 'What waits in the queues of the service, its dead letters with their cause, and runs not done.',
    scopes: ['province'],
    owner: { whose: 'province' },
    answer: z.strictObject({
      queues: z.array(queueStatus),
      letters: z.array(letterStatus).meta({ description: `The first ${mostLetters} of each queue` }),
      runs: z.array(openRun),
    }),
    refusals: [],
    handle: async () => {
      const given = runs()
      const all = watched()
      const statuses = await Promise.all(all.map((queue) => statusOf(given, queue)))
      const failing = all.filter((_, at) => (statuses[at]?.deadLetters ?? 0) > 0)
      const [letters, open] = await Promise.all([
        Promise.all(failing.map((queue) => lettersOf(given, queue))),
        openRuns(given.store),
      ])
      return accept({
        queues: statuses,
        letters: letters.flat(),
        runs: open.slice(0, mostRuns).map(({ status: _, ...run }) => run),
      })
    },
  }),
  defineOperation({
    method: 'POST',
    path: `/v1/${service}/queues/{queue}/redrives`,
    summary: `Brings dead letters of a queue on their way again, ${mostAtOnce} at most; what was applied is recognised.`,
    scopes: ['province'],
    owner: { whose: 'province' },
    params: z.strictObject({ queue: part }),
    body: z.strictObject({
      messageId: id.optional().meta({ description: 'The one that is meant; all when absent' }),
    }),
    answer: z.strictObject({ queue: part }),
    refusals: ['queue.unknown', 'queue.no-way-back'],
    handle: async ({ params, body }) => {
      const queue = watched().find((each) => each.part === params.queue)
      if (queue === undefined) return doorRefusals.refuse('queue.unknown', { field: 'queue' })
      const { url } = queue
      if (url === undefined) return doorRefusals.refuse('queue.no-way-back', { figures: { service } })
      // One that is not there any more is on its way already: whoever repeats the command is answered the same.
      const stayed = await redriveLetters(runs().queue, { ...queue, url }, body.messageId)
      if (stayed > 0 && body.messageId !== undefined)
        return doorRefusals.refuse('queue.no-way-back', { figures: { service } })
      return accept({ queue: queue.part })
    },
  }),
]
