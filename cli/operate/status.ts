import { GetEventSourceMappingCommand } from '@aws-sdk/client-lambda'
import { type OpenRun, openRuns } from '#shared/edge/runs/run.ts'
import { openStore } from '#shared/edge/store/store.ts'
import { look } from '#shared/edge/watch/dead-letters.ts'
import { depthOf } from '#shared/edge/watch/service-queue.ts'
import { type Told, tellOf } from './cause.ts'
import { queuesOf, type WatchedQueue } from './queues.ts'
import type { Site } from './site.ts'

export type QueueStatus = {
  readonly queue: string
  readonly waiting: number
  readonly inHand: number
  /** For how long the oldest message, or the oldest record of an outbox, has waited. */
  readonly oldestSeconds: number
  /** Whether its messages reach the function; absent where no function reads it. */
  readonly delivery?: 'on' | 'paused' | 'changing'
  readonly deadLetters: number
}

export type LetterStatus = Told & {
  readonly queue: string
  readonly messageId: string
  readonly receives: number
  readonly ageSeconds: number
}

export type RunStatus = OpenRun & { readonly service: string }

export type Status = {
  readonly queues: readonly QueueStatus[]
  /** The first of each queue. */
  readonly deadLetters: readonly LetterStatus[]
  readonly runs: readonly RunStatus[]
}

/** So many dead letters of a queue are looked at. */
const mostLetters = 20

const deliveryOf = async ({ lambda }: Site, id: string): Promise<NonNullable<QueueStatus['delivery']>> => {
  const { State } = await lambda.send(new GetEventSourceMappingCommand({ UUID: id }))
  if (State === 'Enabled') return 'on'
  return State === 'Disabled' ? 'paused' : 'changing'
}

const queueStatus = async (
  site: Site,
  queue: WatchedQueue,
  waited: ReadonlyMap<string, number>,
): Promise<QueueStatus> => {
  const [own, dead, delivery] = await Promise.all([
    queue.url ? depthOf(site.sqs, queue.url) : { waiting: 0, inHand: 0 },
    depthOf(site.sqs, queue.deadLettersUrl),
    queue.delivery ? deliveryOf(site, queue.delivery) : undefined,
  ])
  return {
    queue: queue.name,
    ...own,
    oldestSeconds: Math.round(waited.get(queue.name) ?? 0),
    ...(delivery && { delivery }),
    deadLetters: dead.waiting + dead.inHand,
  }
}

const letterStatuses = async (site: Site, queue: WatchedQueue): Promise<LetterStatus[]> => {
  const letters = await look(site.sqs, queue.deadLettersUrl, mostLetters)
  return Promise.all(
    letters.map(async (letter) => ({
      queue: queue.name,
      messageId: letter.messageId,
      receives: letter.receives,
      ageSeconds: Math.round((Date.now() - letter.sentAt.getTime()) / 1000),
      ...(await tellOf(site, queue, letter)),
    })),
  )
}

/** Depth and age of every queue, without a look at what is in them. */
export const queueStatuses = async (site: Site): Promise<QueueStatus[]> => {
  const queues = queuesOf(site.outputs)
  const waited = await site.waited(queues)
  return Promise.all(queues.map((queue) => queueStatus(site, queue, waited)))
}

/** The runs that are not done, of all services. */
export const runStatuses = async ({ tables }: Site): Promise<RunStatus[]> => {
  const open = await Promise.all(
    tables.map(async ({ service, name, client }) =>
      (await openRuns(openStore(client, () => name))).map((run) => ({ service, ...run })),
    ),
  )
  return open.flat()
}

/** What waits, what has failed and what is under way. */
export const statusOf = async (site: Site): Promise<Status> => {
  const [queues, runs] = await Promise.all([queueStatuses(site), runStatuses(site)])
  const failing = queuesOf(site.outputs).filter(({ name }) =>
    queues.some(({ queue, deadLetters }) => queue === name && deadLetters > 0),
  )
  const letters = await Promise.all(failing.map((queue) => letterStatuses(site, queue)))
  return { queues, deadLetters: letters.flat(), runs }
}
