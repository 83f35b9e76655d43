import {
  DescribeStreamCommand,
  type DynamoDBStreamsClient,
  GetShardIteratorCommand,
  type Shard,
} from '@aws-sdk/client-dynamodb-streams'
import { must } from '#shared/kernel/errors.ts'
import type { ReadRecords, StreamRecord } from '../dynamodb/read-records.ts'
import { RecordsUnreadable } from '../dynamodb/read-records.ts'
import type { StreamSource } from '../template/model.ts'

/** The most that DynamoDB hands out at once. */
const largestRead = 1000

/** Every shard of a stream. */
export const listShards = async (
  client: DynamoDBStreamsClient,
  streamArn: string,
): Promise<readonly Shard[]> => {
  const shards: Shard[] = []
  let last: string | undefined
  do {
    const { StreamDescription } = await client.send(
      new DescribeStreamCommand({
        StreamArn: streamArn,
        ...(last && { ExclusiveStartShardId: last }),
      }),
    )
    shards.push(...(StreamDescription?.Shards ?? []))
    last = StreamDescription?.LastEvaluatedShardId
  } while (last)
  return shards
}

export type ShardPosition = {
  readonly streamArn: string
  readonly shardId: string
  /** The record read last; absent: from the source's starting position. */
  readonly after: string | undefined
}

/** Reads one shard forward; each call gives what came since the last one. */
export type ShardReader = {
  readonly read: (limit: number) => Promise<{
    readonly records: readonly StreamRecord[]
    /** True when the shard is closed and was read to its end. */
    readonly ended: boolean
  }>
}

/** Opens a reader after the given position; iterators that expire are renewed. */
export const openShard = (
  { client, readRecords }: { readonly client: DynamoDBStreamsClient; readonly readRecords: ReadRecords },
  position: ShardPosition,
  startingPosition: StreamSource['startingPosition'],
): ShardReader => {
  let after = position.after
  let iterator: string | undefined

  const renew = async (): Promise<string> => {
    const { ShardIterator } = await client.send(
      new GetShardIteratorCommand({
        StreamArn: position.streamArn,
        ShardId: position.shardId,
        ...(after
          ? { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: after }
          : { ShardIteratorType: startingPosition }),
      }),
    )
    must(ShardIterator !== undefined, 'local.stream-unreadable', `No iterator for ${position.shardId}`)
    return ShardIterator
  }

  const readOnce: ShardReader['read'] = async (limit) => {
    iterator ??= await renew()
    const { records, next } = await readRecords(iterator, Math.min(limit, largestRead))
    iterator = next
    after = records.at(-1)?.dynamodb?.SequenceNumber ?? after
    return { records, ended: next === undefined }
  }

  const isTrimmed = (error: unknown) =>
    error instanceof RecordsUnreadable && error.reason === 'TrimmedDataAccessException'
  const hasLapsed = (error: unknown) =>
    isTrimmed(error) || (error instanceof RecordsUnreadable && error.reason === 'ExpiredIteratorException')

  return {
    read: async (limit) => {
      try {
        return await readOnce(limit)
      } catch (error) {
        iterator = undefined
        if (!hasLapsed(error)) throw error
      }
      try {
        // The position is good and only the iterator was too old: DynamoDB Local says so of a fresh shard, too.
        return await readOnce(limit)
      } catch (error) {
        iterator = undefined
        if (!isTrimmed(error)) throw error
      }
      // What followed the position is older than a day and gone: go on with the oldest there is.
      after = undefined
      return readOnce(limit)
    },
  }
}
