import { expect, test } from 'vitest'
import type { Invoke, InvokeResult } from '../../../../local/contracts.ts'
import type { StreamRecord } from '../../../../local/dynamodb/read-records.ts'
import { deliverBatch } from '../../../../local/event-sources/stream-batch.ts'
import type { StreamSource } from '../../../../local/template/model.ts'
import { certain } from '../chance.ts'

type Event = { Records: { dynamodb: { SequenceNumber: string } }[] }

const succeeded = (payload: unknown = null): InvokeResult => ({ status: 'succeeded', payload })
const threw: InvokeResult = { status: 'failed', errorType: 'Error', errorMessage: 'broken' }
const reporting = (sequenceNumber: string) =>
  succeeded({ batchItemFailures: [{ itemIdentifier: sequenceNumber }] })

const records = (...numbers: string[]): StreamRecord[] =>
  numbers.map((SequenceNumber) => ({ eventName: 'INSERT', dynamodb: { SequenceNumber } }))

/** Delivers records 1, 2, 3, … and notes each batch the function saw, each checkpoint and each failure notice. */
const deliver = async (
  count: number,
  answer: (seen: string) => InvokeResult,
  source: Partial<StreamSource> = {},
  chaos = certain(),
) => {
  const batches: string[] = []
  const checkpoints: string[] = []
  const notices: Record<string, unknown>[] = []
  const invoke: Invoke = async (_name, event) => {
    const seen = (event as Event).Records.map(({ dynamodb }) => dynamodb.SequenceNumber).join('')
    batches.push(seen)
    return answer(seen)
  }
  await deliverBatch(
    {
      source: {
        functionName: 'publish',
        tableName: 'claims',
        batchSize: 100,
        windowMillis: 0,
        reportsItemFailures: true,
        startingPosition: 'TRIM_HORIZON',
        maximumRetries: 1,
        bisectsOnError: false,
        failureQueueName: 'dead',
        ...source,
      },
      streamArn: 'stream',
      shardId: 'shard',
      invoke,
      sendToQueue: (_queue, body) => notices.push(JSON.parse(body) as Record<string, unknown>),
      chaos,
      log: () => undefined,
      checkpoint: (record) => checkpoints.push(record.dynamodb?.SequenceNumber ?? ''),
      stopped: () => false,
    },
    records(...Array.from({ length: count }, (_, at) => String(at + 1))),
  )
  return { batches, checkpoints, notices }
}

test('a batch that succeeds is checkpointed at its end', async () => {
  expect(await deliver(3, () => succeeded())).toEqual({ batches: ['123'], checkpoints: ['3'], notices: [] })
})

test('a batch that fails comes again whole, and is not checkpointed before it succeeds', async () => {
  let failures = 0
  const answer = () => (failures++ < 1 ? threw : succeeded())
  expect(await deliver(3, answer)).toEqual({ batches: ['123', '123'], checkpoints: ['3'], notices: [] })
})

test('reported failures: what lies before the first is done, from it on the batch comes again', async () => {
  let first = true
  const answer = () => {
    const result = first ? reporting('3') : succeeded()
    first = false
    return result
  }
  expect(await deliver(4, answer)).toEqual({ batches: ['1234', '34'], checkpoints: ['2', '4'], notices: [] })
})

test('after the last retry the batch is given up, and its whereabouts go to the failure queue', async () => {
  const { batches, checkpoints, notices } = await deliver(2, () => threw)
  expect(batches).toEqual(['12', '12'])
  expect(checkpoints).toEqual(['2'])
  expect(notices).toMatchObject([
    {
      requestContext: { condition: 'RetryAttemptsExhausted', approximateInvokeCount: 2 },
      DDBStreamBatchInfo: {
        shardId: 'shard',
        startSequenceNumber: '1',
        endSequenceNumber: '2',
        batchSize: 2,
        streamArn: 'stream',
      },
    },
  ])
})

test('bisecting isolates a poisoned record: the others are done, it alone is given up', async () => {
  const answer = (seen: string) => (seen.includes('3') ? threw : succeeded())
  const { batches, notices } = await deliver(4, answer, { bisectsOnError: true, maximumRetries: 0 })
  expect(batches).toEqual(['1234', '12', '34', '3', '4'])
  expect(notices).toMatchObject([
    { DDBStreamBatchInfo: { startSequenceNumber: '3', endSequenceNumber: '3' } },
  ])
})

test('bisecting keeps the order: nothing after a record is delivered while the record is not done with', async () => {
  let failures = 0
  const answer = (seen: string) => (seen.includes('2') && failures++ < 3 ? threw : succeeded())
  const { checkpoints } = await deliver(4, answer, { bisectsOnError: true, maximumRetries: 5 })
  expect(checkpoints).toEqual(['1', '2', '4'])
})

test('chaos delivers a batch twice; the second answer changes nothing', async () => {
  let first = true
  const answer = () => {
    const result = first ? succeeded() : threw
    first = false
    return result
  }
  expect(await deliver(2, answer, {}, certain({ batchAgain: 1 }))).toEqual({
    batches: ['12', '12'],
    checkpoints: ['2'],
    notices: [],
  })
})
