import type { AttributeValue } from '@aws-sdk/client-dynamodb'
import {
  DynamoDBStreamsClient,
  GetShardIteratorCommand,
  ListStreamsCommand,
} from '@aws-sdk/client-dynamodb-streams'
import { asStored } from '#shared/edge/store/write-marks.ts'
import type { RecordedItem } from '#shared/kernel/invariant.ts'
import { openRecords, type ReadRecords, type WireImage } from '../../local/dynamodb/read-records.ts'
import { listShards } from '../../local/event-sources/stream-reader.ts'
import { accessKeyOf, localClient, withoutCallLog } from '../../local/local-clients.ts'
import type { StackAddress } from '../../local/running-stack.ts'
import type { StackRecord } from '../verify/verify.ts'

const isEmpty = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.keys(value).length === 0

/** Bytes are base64 text on the wire; and DynamoDB Local's streams leave out that an empty map is a map. */
const attributeOf = (key: string, value: unknown): unknown => {
  if (key === 'B' && typeof value === 'string') return new Uint8Array(Buffer.from(value, 'base64'))
  return !Array.isArray(value) && isEmpty(value) && key !== 'M' ? { M: {} } : value
}

const itemOf = (image: WireImage): RecordedItem =>
  asStored(JSON.parse(JSON.stringify(image), attributeOf) as Record<string, AttributeValue>)

/** What a shard shows as written, from an iterator to where it stands. */
async function* writtenSince(read: ReadRecords, iterator: string | undefined): AsyncGenerator<RecordedItem> {
  let from = iterator
  while (from !== undefined) {
    const { records, next } = await read(from, 1000)
    for (const { dynamodb } of records) if (dynamodb?.NewImage) yield itemOf(dynamodb.NewImage)
    from = records.length > 0 ? next : undefined
  }
}

/** Every state in which a stack has stored an item, also those that were over in a moment: its tables' streams have them all. */
export async function* storedStates({
  endpoints,
  tables,
}: Pick<StackAddress, 'endpoints' | 'tables'>): AsyncGenerator<StackRecord> {
  for (const [service, TableName] of Object.entries(tables)) {
    const accessKey = accessKeyOf(TableName)
    const client = withoutCallLog(new DynamoDBStreamsClient(localClient(endpoints.dynamodb, accessKey)))
    const records = openRecords(endpoints.dynamodb, accessKey)
    const { Streams = [] } = await client.send(new ListStreamsCommand({ TableName }))
    for (const { StreamArn = '' } of Streams)
      for (const { ShardId = '' } of await listShards(client, StreamArn)) {
        const start = { StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' } as const
        const { ShardIterator } = await client.send(new GetShardIteratorCommand(start))
        for await (const item of writtenSince(records.read, ShardIterator)) yield { service, item }
      }
    client.destroy()
    records.close()
  }
}
