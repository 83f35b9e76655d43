import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams'
import { must } from '#shared/kernel/errors.ts'
import type { Chaos, Invoke } from './contracts.ts'
import { openRecords } from './dynamodb/read-records.ts'
import { openCheckpoints } from './event-sources/checkpoints.ts'
import { writeFence } from './event-sources/fence.ts'
import { startQueueSource } from './event-sources/queue-source.ts'
import { type RunningStream, startStreamSource } from './event-sources/stream-source.ts'
import { accessKeyOf, localClient, withoutCallLog } from './local-clients.ts'
import type { Queues } from './queues/queues.ts'
import type { Model } from './template/model.ts'

/** Starts every stream and queue source of the model. */
export const startSources = (parts: {
  readonly model: Model
  /** Table name to the ARN of its stream. */
  readonly streamArns: ReadonlyMap<string, string | undefined>
  readonly dynamoDbUrl: string
  readonly checkpointFile: string | undefined
  readonly queues: Queues
  readonly invoke: Invoke
  readonly chaos: Chaos
  readonly log: (line: string) => void
  /** Settles when every event on the bus is in its queue. */
  readonly drainBus: () => Promise<void>
}) => {
  const { model, queues, streamArns } = parts
  const checkpoints = openCheckpoints(parts.checkpointFile)

  const streams = model.streamSources.map(
    (source): { tableName: string; functionName: string; stream: RunningStream } => {
      const streamArn = streamArns.get(source.tableName)
      must(streamArn !== undefined, 'local.stream-missing', `The table ${source.tableName} has no stream`)
      const accessKey = accessKeyOf(source.tableName)
      const client = withoutCallLog(new DynamoDBStreamsClient(localClient(parts.dynamoDbUrl, accessKey)))
      const records = openRecords(parts.dynamoDbUrl, accessKey)
      const stream = startStreamSource({
        ...parts,
        source,
        streamArn,
        client,
        readRecords: records.read,
        checkpoints,
        sendToQueue: queues.send,
      })
      const stop = async () => {
        await stream.stop()
        client.destroy()
        records.close()
      }
      return { tableName: source.tableName, functionName: source.functionName, stream: { ...stream, stop } }
    },
  )
  const fenced = new Map(
    streams.map(({ tableName }) => {
      const client = new DynamoDBClient(localClient(parts.dynamoDbUrl, accessKeyOf(tableName)))
      return [tableName, withoutCallLog(client)] as const
    }),
  )
  // A kept stream may still show the fences of an earlier stack.
  let fences = Date.now()
  /** Puts a fence behind what every stream's table holds; answers its number once it stands. */
  const fence = async (): Promise<number> => {
    fences += 1
    const number = fences
    await Promise.all(
      model.tables.flatMap((table) => {
        const client = fenced.get(table.name)
        return client ? [writeFence(client, table, number)] : []
      }),
    )
    return number
  }
  const queueSources = model.queueSources.map((source) => startQueueSource({ ...parts, source }))

  return {
    streams,
    queueSources,
    fence,
    busy: () =>
      [...streams.map(({ stream }) => stream), ...queueSources].reduce(
        (sum, source) => sum + source.busy(),
        0,
      ),
    stop: async () => {
      // In the direction of the flow: a poll that is given up while messages still arrive takes one with it.
      await Promise.all(streams.map(({ stream }) => stream.stop()))
      await parts.drainBus()
      await Promise.all(queueSources.map((source) => source.stop()))
      for (const client of fenced.values()) client.destroy()
      checkpoints.flush()
    },
  }
}
