import type { DynamoDBStreamsClient, Shard } from '@aws-sdk/client-dynamodb-streams'
import { compilePattern } from '../bus/patterns/compile.ts'
import type { Chaos, Invoke, SendToQueue } from '../contracts.ts'
import type { ReadRecords, StreamRecord } from '../dynamodb/read-records.ts'
import type { StreamSource } from '../template/model.ts'
import type { Checkpoints } from './checkpoints.ts'
import type { Doorbell } from './doorbell.ts'
import { createDoorbell } from './doorbell.ts'
import type { RunningSource } from './event-source.ts'
import { deliverBatch } from './stream-batch.ts'
import { filteredRecord, sequenceNumber } from './stream-event.ts'
import { listShards, openShard } from './stream-reader.ts'
import { followShard, type ShardProgress } from './stream-shard.ts'

export type StreamSourceParts = {
  readonly source: StreamSource
  readonly streamArn: string
  readonly client: DynamoDBStreamsClient
  readonly readRecords: ReadRecords
  readonly checkpoints: Checkpoints
  readonly invoke: Invoke
  readonly sendToQueue: SendToQueue
  readonly chaos: Chaos
  readonly log: (line: string) => void
}

export type RunningStream = RunningSource & {
  /** Whether a read that began after the given instant of `performance.now()` found nothing left, in every shard. */
  readonly consumedSince: (instant: number) => boolean
  /** Whether it has read a fence, and so all that was written before it. */
  readonly isPast: (fence: number) => boolean
  /** Delivers at once the records that would wait for more, because a caller waits for quiet. */
  readonly hurry: () => void
  /** For how long the oldest record that was read waits for its function. */
  readonly oldestMillis: () => number
}

const pauseAfterErrorMillis = 500
/** New shards appear every few hours, when old ones close. */
const shardListMillis = 30_000
/** The checkpoint of a closed shard that was read to its end. */
const ended = 'END'

type Reader = {
  readonly isChosen: (record: StreamRecord) => boolean
  readonly bell: Doorbell
  readonly hurry: Doorbell
  readonly stopped: () => boolean
}

/** Where the checkpoint of a shard is kept. */
const keyOf = ({ source, streamArn }: StreamSourceParts, shardId: string | undefined): string =>
  `${source.functionName} ${streamArn} ${shardId}`

const isEnded = (parts: StreamSourceParts, shardId: string | undefined): boolean =>
  parts.checkpoints.get(keyOf(parts, shardId)) === ended

/** The shards that may be read. A shard's parent comes first: only so are the changes of one item seen in order. */
const readyShards = async (parts: StreamSourceParts): Promise<string[]> => {
  const shards = await listShards(parts.client, parts.streamArn)
  const listed = new Set(shards.map(({ ShardId }) => ShardId))
  const isReady = ({ ShardId, ParentShardId }: Shard) =>
    !isEnded(parts, ShardId) && (!listed.has(ParentShardId) || isEnded(parts, ParentShardId))
  return shards.filter(isReady).flatMap(({ ShardId }) => ShardId ?? [])
}

/** Delivers the records of a shard until it ends or the reader is stopped. */
const follow = async (
  parts: StreamSourceParts,
  shardId: string,
  { isChosen, bell, hurry, stopped }: Reader,
  progress: ShardProgress,
): Promise<void> => {
  const { source, streamArn, checkpoints } = parts
  const key = keyOf(parts, shardId)
  const checkpoint = (record: StreamRecord) => checkpoints.set(key, sequenceNumber(record))
  const reader = openShard(
    parts,
    { streamArn, shardId, after: checkpoints.get(key) },
    source.startingPosition,
  )
  const done = await followShard(
    {
      reader,
      batchSize: source.batchSize,
      windowMillis: source.windowMillis,
      wanted: isChosen,
      deliver: (records) => deliverBatch({ ...parts, shardId, checkpoint, stopped }, records),
      checkpoint,
      bell,
      hurry,
      stopped,
    },
    progress,
  )
  if (done) checkpoints.set(key, ended)
}

/** Runs a function for the records of a table's stream, as Lambda's DynamoDB source does, each shard in order. */
export const startStreamSource = (parts: StreamSourceParts): RunningStream => {
  const { source, log } = parts
  const patterns = source.filters?.map(compilePattern)
  const isChosen = (record: StreamRecord) =>
    !patterns || patterns.some((matches) => matches(filteredRecord(record)))
  const reading = new Map<string, ShardProgress>()
  const readers = new Set<Promise<void>>()
  const bell = createDoorbell()
  const hurry = createDoorbell()
  const shardsChanged = createDoorbell()
  let stopping = false
  const reader = { isChosen, bell, hurry, stopped: () => stopping }

  const start = (shardId: string): void => {
    const progress: ShardProgress = { waiting: 0, fence: 0, emptySince: Number.NEGATIVE_INFINITY }
    reading.set(shardId, progress)
    const following = follow(parts, shardId, reader, progress)
      .catch(async (error: unknown) => {
        if (!stopping) log(`${source.functionName}: ${String(error)}`)
        await bell.pause(pauseAfterErrorMillis)
      })
      .finally(() => {
        reading.delete(shardId)
        readers.delete(following)
        shardsChanged.ring()
      })
    readers.add(following)
  }

  const startReady = async (): Promise<void> => {
    for (const shardId of await readyShards(parts)) if (!reading.has(shardId)) start(shardId)
  }

  const loop = async (): Promise<void> => {
    while (!stopping) {
      try {
        await startReady()
      } catch (error) {
        if (!stopping) log(`${source.functionName}: ${String(error)}`)
        await shardsChanged.pause(pauseAfterErrorMillis)
      }
      await shardsChanged.wait(reading.size > 0 ? shardListMillis : pauseAfterErrorMillis)
    }
  }

  const done = loop()
  const busy = () => [...reading.values()].reduce((sum, { waiting }) => sum + waiting, 0)
  return {
    busy,
    consumedSince: (instant) =>
      reading.size > 0 && [...reading.values()].every(({ emptySince }) => emptySince > instant),
    isPast: (fence) => [...reading.values()].some((progress) => progress.fence >= fence),
    nudge: bell.ring,
    oldestMillis: () => {
      const now = Date.now()
      return Math.max(0, ...[...reading.values()].map(({ waitingSince = now }) => now - waitingSince))
    },
    // A ring that no window hears would cut short the next one.
    hurry: () => {
      if (busy() > 0) hurry.ring()
    },
    stop: async () => {
      stopping = true
      bell.close()
      hurry.close()
      shardsChanged.close()
      await done
      await Promise.all(readers)
    },
  }
}
