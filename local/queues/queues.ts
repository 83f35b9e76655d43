import {
  type BatchResultErrorEntry,
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  type Message,
  ReceiveMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs'
import { startFauxqs } from 'fauxqs'
import { must } from '#shared/kernel/errors.ts'
import type { SendToQueue } from '../contracts.ts'
import { localClient, localPlace, withoutCallLog } from '../local-clients.ts'
import type { Queue } from '../template/model.ts'
import { admitOnlyThisMachine } from './admit-only-this-machine.ts'

/** How many messages a queue holds, by where they are. */
export type QueueDepth = { readonly ready: number; readonly delayed: number; readonly inFlight: number }

export type Queues = {
  readonly url: string
  readonly queueUrl: (name: string) => string
  readonly send: SendToQueue
  /** Long poll; empty when nothing came or the signal aborted it. */
  readonly receive: (
    name: string,
    options: { readonly limit: number; readonly waitSeconds: number; readonly signal: AbortSignal },
  ) => Promise<readonly Message[]>
  readonly remove: (name: string, messages: readonly Message[]) => Promise<void>
  /**
   * Makes messages visible again after some seconds, at least one. With zero, the emulator takes a kept message out of
   * its memory and fails to write that down, so the message is lost.
   */
  readonly release: (name: string, messages: readonly Message[], seconds: number) => Promise<void>
  /** Synchronous, so that the depth of all queues is of one instant. */
  readonly depth: (name: string) => QueueDepth
  /** For how long its oldest message has been in the queue; nothing in it: 0. */
  readonly oldestMillis: (name: string) => number
  /** Creates the queues; kept ones take over the template's attributes. */
  readonly ensure: (queues: readonly Queue[]) => Promise<void>
  readonly stop: () => Promise<void>
}

const attributesOf = (queue: Queue): Record<string, string> => ({
  ...queue.attributes,
  ...(queue.redrive && {
    RedrivePolicy: JSON.stringify({
      deadLetterTargetArn: `arn:aws:sqs:${localPlace.region}:${localPlace.account}:${queue.redrive.deadLetterQueueName}`,
      maxReceiveCount: queue.redrive.maxReceiveCount,
    }),
  }),
})

/** SQS takes at most ten entries in one batch request. */
const entriesOf = (messages: readonly Message[]) =>
  messages.map(({ ReceiptHandle }, at) => ({ Id: String(at), ReceiptHandle }))

/** A batch request succeeds even if some of its entries do not. */
const mustBeTaken = (name: string, refused: readonly BatchResultErrorEntry[] = []) =>
  must(
    refused.length === 0,
    'local.queue-refused',
    `${name}: ${refused.map(({ Message }) => Message).join()}`,
  )

/** A message whose receiver has failed comes again after this time. */
const orphanedSeconds = 1

type ReceiveOptions = Parameters<Queues['receive']>[1]

/** A long poll, which is empty when its signal aborts it. */
const receiveFrom = async (
  client: SQSClient,
  queueUrl: string,
  { limit, waitSeconds, signal }: ReceiveOptions,
): Promise<readonly Message[]> => {
  try {
    const { Messages } = await client.send(
      new ReceiveMessageCommand({
        QueueUrl: queueUrl,
        MaxNumberOfMessages: limit,
        WaitTimeSeconds: waitSeconds,
        MessageSystemAttributeNames: ['All'],
        MessageAttributeNames: ['All'],
      }),
      { abortSignal: signal },
    )
    return Messages ?? []
  } catch (error) {
    if (signal.aborted) return []
    throw error
  }
}

/** Makes messages visible again after some seconds. */
const releaseTo = async (
  client: SQSClient,
  name: string,
  queueUrl: string,
  messages: readonly Message[],
  seconds: number,
): Promise<void> => {
  if (messages.length === 0) return
  const Entries = entriesOf(messages).map((entry) => ({ ...entry, VisibilityTimeout: seconds }))
  const { Failed } = await client.send(
    new ChangeMessageVisibilityBatchCommand({ QueueUrl: queueUrl, Entries }),
  )
  mustBeTaken(name, Failed)
}

const removeFrom = async (
  client: SQSClient,
  name: string,
  queueUrl: string,
  messages: readonly Message[],
): Promise<void> => {
  if (messages.length === 0) return
  const { Failed } = await client.send(
    new DeleteMessageBatchCommand({ QueueUrl: queueUrl, Entries: entriesOf(messages) }),
  )
  mustBeTaken(name, Failed)
}

/** Starts the SQS emulator; with a directory it keeps messages over restarts. */
export const startQueues = async (options: {
  readonly port: number
  readonly dataDirectory?: string
}): Promise<Queues> => {
  const server = await startFauxqs({
    port: options.port,
    logger: false,
    defaultRegion: localPlace.region,
    ...(options.dataDirectory && { dataDir: options.dataDirectory }),
  })
  const openAgain = admitOnlyThisMachine(server.port)
  const url = `http://127.0.0.1:${server.port}`
  const client = withoutCallLog(new SQSClient(localClient(url)))
  const queueUrl = (name: string) => `${url}/${localPlace.account}/${name}`

  const inspect = (name: string) => {
    const queue = server.inspectQueue(name)
    must(queue !== undefined, 'local.queue-unknown', `There is no queue ${name}`)
    return queue
  }

  const release: Queues['release'] = (name, messages, seconds) =>
    releaseTo(client, name, queueUrl(name), messages, seconds)

  /** The receivers of these messages ended with the last run, so waiting until they are visible again has no use. */
  const releaseOrphans = async (name: string) => {
    const orphans = inspect(name).messages.inflight.map(({ receiptHandle }) => ({
      ReceiptHandle: receiptHandle,
    }))
    for (let at = 0; at < orphans.length; at += 10) {
      await release(name, orphans.slice(at, at + 10), orphanedSeconds)
    }
  }

  return {
    url,
    queueUrl,
    send: (name, body) => {
      server.sendMessage(name, body)
    },
    receive: (name, options) => receiveFrom(client, queueUrl(name), options),
    remove: (name, messages) => removeFrom(client, name, queueUrl(name), messages),
    release,
    depth: (name) => {
      const { ready, delayed, inflight } = inspect(name).messages
      return { ready: ready.length, delayed: delayed.length, inFlight: inflight.length }
    },
    oldestMillis: (name) => {
      const { ready, delayed, inflight } = inspect(name).messages
      const all = [...ready, ...delayed, ...inflight.map(({ message }) => message)]
      return all.reduce((oldest, { sentTimestamp }) => Math.max(oldest, Date.now() - sentTimestamp), 0)
    },
    ensure: async (queues) => {
      for (const queue of queues) {
        const kept = server.inspectQueue(queue.name)
        if (!kept) server.createQueue(queue.name, { attributes: attributesOf(queue) })
      }
      for (const queue of queues) {
        await client.send(
          new SetQueueAttributesCommand({ QueueUrl: queueUrl(queue.name), Attributes: attributesOf(queue) }),
        )
        await releaseOrphans(queue.name)
      }
    },
    stop: async () => {
      client.destroy()
      openAgain()
      await server.stop()
    },
  }
}
