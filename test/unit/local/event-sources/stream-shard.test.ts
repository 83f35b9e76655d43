import { expect, test } from 'vitest'
import type { StreamRecord } from '../../../../local/dynamodb/read-records.ts'
import { createDoorbell } from '../../../../local/event-sources/doorbell.ts'
import { followShard } from '../../../../local/event-sources/stream-shard.ts'

const record = (SequenceNumber: string): StreamRecord => ({ dynamodb: { SequenceNumber } })
const numberOf = (one: StreamRecord) => one.dynamodb?.SequenceNumber ?? ''

/** Follows a shard whose reads answer these records one after the other, and which then ends. */
const follow = async (
  reads: string[][],
  options: { batchSize?: number; windowMillis?: number; wanted?: (record: StreamRecord) => boolean } = {},
) => {
  const delivered: string[][] = []
  const checkpoints: string[] = []
  const progress = { waiting: 0, fence: 0, emptySince: Number.NEGATIVE_INFINITY }
  const left = [...reads]
  const ended = await followShard(
    {
      reader: {
        read: async () => {
          const records = (left.shift() ?? []).map(record)
          return { records, ended: left.length === 0 }
        },
      },
      batchSize: options.batchSize ?? 100,
      windowMillis: options.windowMillis ?? 0,
      wanted: options.wanted ?? (() => true),
      deliver: async (records) => {
        delivered.push(records.map(numberOf))
      },
      checkpoint: (one) => checkpoints.push(numberOf(one)),
      bell: createDoorbell(),
      hurry: createDoorbell(),
      stopped: () => false,
    },
    progress,
  )
  return { ended, delivered, checkpoints, progress }
}

test('without a window each read is a batch', async () => {
  expect(await follow([['1', '2'], ['3']])).toMatchObject({ ended: true, delivered: [['1', '2'], ['3']] })
})

test('a window gathers what comes within it', async () => {
  const { delivered } = await follow([['1'], ['2'], []], { windowMillis: 30 })
  expect(delivered).toEqual([['1', '2']])
})

test('a window is open while records keep coming, and ends with the first read that finds none', async () => {
  const started = performance.now()
  const { delivered } = await follow([['1'], ['2'], ['3'], [], ['4']], { windowMillis: 20_000 })
  expect(delivered).toEqual([['1', '2', '3'], ['4']])
  expect(performance.now() - started).toBeLessThan(10_000)
})

test('a window that is over ends though records keep coming', async () => {
  const { delivered } = await follow([['1'], ['2'], ['3'], ['4'], []], { windowMillis: 1 })
  expect(delivered.length).toBeGreaterThan(1)
  expect(delivered.flat()).toEqual(['1', '2', '3', '4'])
})

test('a full batch does not wait for its window', async () => {
  const started = performance.now()
  const { delivered } = await follow([['1', '2'], []], { batchSize: 2, windowMillis: 5000 })
  expect(delivered).toEqual([['1', '2']])
  expect(performance.now() - started).toBeLessThan(1000)
})

test('records that the filter does not want are passed over, and checkpointed so that they are not read again', async () => {
  const { delivered, checkpoints } = await follow([['1', '2'], ['3']], {
    wanted: (one) => numberOf(one) === '3',
  })
  expect(delivered).toEqual([['3']])
  expect(checkpoints).toEqual(['2'])
})

test('only a read that found nothing, with nothing in hand, counts as empty', async () => {
  const before = performance.now()
  const busy = await follow([['1'], ['2']])
  expect(busy.progress.emptySince).toBe(Number.NEGATIVE_INFINITY)
  const idle = await follow([['1'], [], ['2']])
  expect(idle.progress.emptySince).toBeGreaterThan(before)
})
