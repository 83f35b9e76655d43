import { setTimeout as sleep } from 'node:timers/promises'
import type { Message } from '@aws-sdk/client-sqs'
import { expect, test } from 'vitest'
import type { Chaos, InvokeResult } from '../../../../local/contracts.ts'
import { startQueueSource } from '../../../../local/event-sources/queue-source.ts'
import type { QueueSource } from '../../../../local/template/model.ts'
import { certain } from '../chance.ts'

type Event = { Records: { messageId: string }[] }

const succeeded = (payload: unknown = null): InvokeResult => ({ status: 'succeeded', payload })
const threw: InvokeResult = { status: 'failed', errorType: 'Error', errorMessage: 'broken' }

const message = (MessageId: string, receives = 1, Body = '{}'): Message => ({
  MessageId,
  Body,
  Attributes: { ApproximateReceiveCount: String(receives) },
})

/** Runs a source over these messages until it has nothing left, and notes what came of each. */
const consume = async (
  messages: Message[],
  answer: (ids: string[]) => InvokeResult | Promise<InvokeResult>,
  options: { source?: Partial<QueueSource>; chaos?: Chaos } = {},
) => {
  const waiting = [...messages]
  const batches: string[][] = []
  const removed: string[] = []
  const released: [string, number][] = []
  const id = ({ MessageId }: Message) => MessageId ?? ''
  const source = startQueueSource({
    source: {
      id: 'Delivery',
      functionName: 'consume',
      queueName: 'inbox',
      batchSize: 10,
      windowMillis: 0,
      reportsItemFailures: true,
      ...options.source,
    },
    queues: {
      receive: async (_name, { limit, waitSeconds, signal }) => {
        if (waiting.length === 0 && waitSeconds > 0) {
          await sleep(1_000_000, undefined, { signal }).catch(() => undefined)
        }
        return waiting.splice(0, limit)
      },
      remove: async (_name, done) => {
        removed.push(...done.map(id))
      },
      release: async (_name, failed, seconds) => {
        for (const one of failed) released.push([id(one), seconds])
      },
    },
    invoke: async (_name, event) => {
      const ids = (event as Event).Records.map(({ messageId }) => messageId)
      batches.push(ids)
      return answer(ids)
    },
    chaos: options.chaos ?? certain(),
    log: () => undefined,
  })
  do await sleep(20)
  while (source.busy() > 0 || waiting.length > 0)
  await source.stop()
  return { batches, removed: removed.sort(), released }
}

test('a batch that succeeds is removed from the queue', async () => {
  expect(await consume([message('a'), message('b')], () => succeeded())).toEqual({
    batches: [['a', 'b']],
    removed: ['a', 'b'],
    released: [],
  })
})

test('of a batch with reported failures only those come again, sooner the first time', async () => {
  const answer = () => succeeded({ batchItemFailures: [{ itemIdentifier: 'b' }, { itemIdentifier: 'c' }] })
  const outcome = await consume([message('a'), message('b'), message('c', 3)], answer)
  expect(outcome.removed).toEqual(['a'])
  expect(outcome.released).toEqual([
    ['b', 1],
    ['c', 4],
  ])
})

test('when the function throws the whole batch comes again', async () => {
  const outcome = await consume([message('a'), message('b')], () => threw)
  expect(outcome).toMatchObject({
    removed: [],
    released: [
      ['a', 1],
      ['b', 1],
    ],
  })
})

test('a batch is never larger than its size', async () => {
  const messages = Array.from({ length: 5 }, (_, at) => message(`m${at}`))
  const { batches } = await consume(messages, () => succeeded(), { source: { batchSize: 2 } })
  expect(batches.map(({ length }) => length)).toEqual([2, 2, 1])
})

test('no more batches run at once than the maximum concurrency', async () => {
  let running = 0
  let most = 0
  const answer = async () => {
    running += 1
    most = Math.max(most, running)
    await sleep(10)
    running -= 1
    return succeeded()
  }
  const messages = Array.from({ length: 8 }, (_, at) => message(`m${at}`))
  await consume(messages, answer, { source: { batchSize: 1, maximumConcurrency: 2 } })
  expect(most).toBe(2)
})

test('messages that no filter wants are removed unseen', async () => {
  const filters = [{ body: { kind: ['wanted'] } }]
  const messages = [message('a', 1, '{"kind":"wanted"}'), message('b', 1, '{"kind":"other"}')]
  const outcome = await consume(messages, () => succeeded(), { source: { filters } })
  expect(outcome).toMatchObject({ batches: [['a']], removed: ['a', 'b'] })
})

test('chaos delivers a message a second time; it is removed once', async () => {
  const outcome = await consume([message('a')], () => succeeded(), { chaos: certain({ twice: 1 }) })
  expect(outcome).toMatchObject({ batches: [['a'], ['a']], removed: ['a'] })
})

test('chaos delivers a message late; until then the source is not at rest', async () => {
  const outcome = await consume([message('a')], () => succeeded(), { chaos: certain({ late: 1 }) })
  expect(outcome).toMatchObject({ batches: [['a']], removed: ['a'] })
})
