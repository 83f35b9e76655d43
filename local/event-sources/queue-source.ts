import { setTimeout as sleep } from 'node:timers/promises'
import type { Message } from '@aws-sdk/client-sqs'
import { compilePattern } from '../bus/patterns/compile.ts'
import type { Chaos, Invoke } from '../contracts.ts'
import { localPlace } from '../local-clients.ts'
import type { Queues } from '../queues/queues.ts'
import type { QueueSource } from '../template/model.ts'
import { outcomeOf } from './batch-outcome.ts'
import { createDelays } from './delays.ts'
import { createDoorbell } from './doorbell.ts'
import type { RunningSource } from './event-source.ts'
import { queueEvent } from './queue-event.ts'

/** A queue's source, which can be told to leave the queue alone. */
export type RunningQueue = RunningSource & {
  readonly id: string
  readonly delivers: () => boolean
  readonly deliver: (wanted: boolean) => void
}

type Parts = {
  readonly source: QueueSource
  readonly queues: Pick<Queues, 'receive' | 'remove' | 'release'>
  readonly invoke: Invoke
  readonly chaos: Chaos
  readonly log: (line: string) => void
}

/** SQS hands out at most so many messages at once. */
const largestReceive = 10
const longPollSeconds = 20
/** The first message of several that were sent together wakes the poll; the others are in the queue a moment later. */
const togetherMillis = 5
/** A function has few sandboxes here; more concurrent batches would only wait for them. */
const defaultConcurrency = 4
const longestRetrySeconds = 5
const pauseAfterErrorMillis = 1000
/**
 * A batching window saves invocations, which cost nothing on one machine, but it delays every step. Under load batches
 * fill without it.
 */
const longestWindowMillis = 100

/**
 * A failed message comes back after 1, 2, 4, 5, 5… seconds. The queue's own visibility timeout would take minutes. How
 * often a message may come before it is a dead letter is unchanged.
 */
const retrySeconds = (message: Message): number =>
  Math.min(longestRetrySeconds, 2 ** (Number(message.Attributes?.ApproximateReceiveCount ?? 1) - 1))

const idOf = (message: Message): string => message.MessageId ?? ''

/** Lambda matches the body as JSON where it is JSON. */
const filterable = (message: Message): Readonly<Record<string, unknown>> => {
  try {
    return { ...message, body: JSON.parse(message.Body ?? '') }
  } catch {
    return { ...message, body: message.Body }
  }
}

const inSlices = async (messages: readonly Message[], act: (slice: readonly Message[]) => Promise<void>) => {
  for (let at = 0; at < messages.length; at += largestReceive) {
    await act(messages.slice(at, at + largestReceive))
  }
}

type Receive = (room: number, waitSeconds: number) => Promise<readonly Message[]>

/** Receives messages until they fill a batch, or until its window ends. */
const receiveBatch = async (source: QueueSource, receive: Receive): Promise<readonly Message[]> => {
  let latest = await receive(source.batchSize, longPollSeconds)
  const batch = [...latest]
  const until = Date.now() + Math.max(Math.min(source.windowMillis, longestWindowMillis), togetherMillis)
  const mayGrow = () => latest.length === largestReceive || Date.now() < until
  while (batch.length > 0 && batch.length < source.batchSize && mayGrow()) {
    if (latest.length < largestReceive) await sleep(Math.max(1, until - Date.now()))
    latest = await receive(source.batchSize - batch.length, 0)
    batch.push(...latest)
  }
  return batch
}

/** Removes what a batch is done with; what failed comes again later. */
const settle = async (
  { source, queues }: Parts,
  batch: readonly Message[],
  failed: readonly Message[],
): Promise<void> => {
  await inSlices(
    batch.filter((message) => !failed.includes(message)),
    (slice) => queues.remove(source.queueName, slice),
  )
  for (const message of failed) {
    await queues.release(source.queueName, [message], retrySeconds(message))
  }
}

/** Takes turns until it is stopped, and pauses after one that failed. */
const repeat = async (
  turn: () => Promise<void>,
  stopping: AbortSignal,
  report: (error: unknown) => void,
): Promise<void> => {
  while (!stopping.aborted) {
    try {
      await turn()
    } catch (error) {
      report(error)
      await sleep(pauseAfterErrorMillis)
    }
  }
}

/** Runs a function for the messages of a queue, as Lambda's SQS event source does. */
export const startQueueSource = (parts: Parts): RunningQueue => {
  const { source, queues, invoke, chaos, log } = parts
  const stopping = new AbortController()
  const patterns = source.filters?.map(compilePattern)
  const concurrency = source.maximumConcurrency ?? defaultConcurrency
  const arn = `arn:aws:sqs:${localPlace.region}:${localPlace.account}:${source.queueName}`
  const running = new Set<Promise<void>>()
  const held = createDelays(chaos)

  const handle = async (batch: readonly Message[]): Promise<void> => {
    const result = await invoke(source.functionName, queueEvent(batch, arn))
    const outcome = outcomeOf(result, source.reportsItemFailures, new Set(batch.map(idOf)))
    if (stopping.signal.aborted && outcome.failed === 'all') return
    if (outcome.failed === 'all') {
      log(`${source.functionName}: ${batch.length} messages come again: ${outcome.reason}`)
      return settle(parts, batch, batch)
    }
    const failed =
      outcome.failed === 'none' ? [] : batch.filter((message) => outcome.identifiers.has(idOf(message)))
    if (failed.length) log(`${source.functionName}: ${failed.length} of ${batch.length} messages come again`)
    return settle(parts, batch, failed)
  }

  const track = (work: Promise<void>) => {
    const tracked: Promise<void> = work
      .catch((error: unknown) => log(`${source.functionName}: ${String(error)}`))
      .finally(() => running.delete(tracked))
    running.add(tracked)
  }

  let paused = false
  const resumed = createDoorbell()

  /** A poll was under way when the source was paused: what it brought goes back. */
  const putBack = (received: readonly Message[]) =>
    inSlices(received, (slice) => queues.release(source.queueName, slice, 1))

  const deliver = (received: readonly Message[]): void => {
    const wanted = received.filter(
      (message) => !patterns || patterns.some((matches) => matches(filterable(message))),
    )
    const unwanted = received.filter((message) => !wanted.includes(message))
    if (unwanted.length) track(settle(parts, unwanted, []))
    const { now } = held.split(wanted, {
      later: (message) => track(handle([message])),
      again: (message) =>
        track(invoke(source.functionName, queueEvent([message], arn)).then(() => undefined)),
    })
    if (now.length) track(handle(now))
  }

  const take = (received: readonly Message[]): void => {
    if (paused) track(putBack(received))
    else deliver(received)
  }

  const receive: Receive = (room, waitSeconds) =>
    queues.receive(source.queueName, {
      limit: Math.min(largestReceive, room),
      waitSeconds,
      signal: stopping.signal,
    })

  const turn = async (): Promise<void> => {
    if (paused) await resumed.wait(longPollSeconds * 1000)
    else if (running.size >= concurrency) await Promise.race(running)
    else take(await receiveBatch(source, receive))
  }
  const done = repeat(turn, stopping.signal, (error) => log(`${source.queueName}: ${String(error)}`))
  return {
    id: source.id,
    delivers: () => !paused,
    deliver: (wanted) => {
      paused = !wanted
      if (wanted) resumed.ring()
    },
    busy: () => running.size + held.count(),
    nudge: () => undefined,
    stop: async () => {
      stopping.abort()
      held.drop()
      resumed.close()
      await done
      await Promise.all(running)
    },
  }
}
