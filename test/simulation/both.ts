import { randomUUID } from 'node:crypto'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { inject } from 'vitest'
import '#test/support/shared-dynamodb.ts'
import { DynamoDBStreamsClient, GetShardIteratorCommand } from '@aws-sdk/client-dynamodb-streams'
import type { DynamoDBRecord } from 'aws-lambda'
import { plain } from '#test/simulation/outcome.ts'
import { openRecords } from '../../local/dynamodb/read-records.ts'
import { ensureTable } from '../../local/dynamodb/tables.ts'
import { lambdaRecord } from '../../local/event-sources/stream-event.ts'
import { listShards } from '../../local/event-sources/stream-reader.ts'
import { localClient, withoutCallLog } from '../../local/local-clients.ts'
import type { Table } from '../../local/template/model.ts'
import type { Database } from '../../simulation/database/database.ts'
import { openDatabase } from '../../simulation/database/database.ts'
import { templateTable } from '../../simulation/database/table-definition.ts'

const text = (AttributeName: string) => ({ AttributeName, AttributeType: 'S' as const })
const keyOf = (prefix: string) => [
  { AttributeName: `${prefix}pk`, KeyType: 'HASH' as const },
  { AttributeName: `${prefix}sk`, KeyType: 'RANGE' as const },
]

/** A table as the template would have it, with an index of whole items and one of keys. */
export const table = (name: string, stream: NonNullable<Table['stream']> = 'NEW_AND_OLD_IMAGES'): Table => ({
  name,
  attributes: ['pk', 'sk', 'gsi1pk', 'gsi1sk'].map(text),
  key: keyOf(''),
  indexes: [
    { IndexName: 'gsi1', KeySchema: keyOf('gsi1'), Projection: { ProjectionType: 'ALL' } },
    { IndexName: 'gsi2', KeySchema: keyOf('gsi1'), Projection: { ProjectionType: 'KEYS_ONLY' } },
  ],
  stream,
})

/** What a stream says of one key, in its order: what happened, and the items before and after. */
export type KeyHistory = Readonly<Record<string, readonly unknown[]>>

type Told = Pick<DynamoDBRecord, 'eventName' | 'dynamodb'>

const historyOf = (records: readonly Told[]): KeyHistory => {
  const byKey = Object.groupBy(records, ({ dynamodb }) => JSON.stringify(plain(dynamodb?.Keys)))
  const told = ({ eventName, dynamodb }: Told) =>
    plain({ eventName, new: dynamodb?.NewImage, old: dynamodb?.OldImage, view: dynamodb?.StreamViewType })
  return Object.fromEntries(Object.entries(byKey).map(([key, all = []]) => [key, all.map(told)]))
}

/** One of the two that are compared. */
export type Side = { readonly client: DynamoDBClient; readonly history: () => Promise<KeyHistory> }

/** DynamoDB Local, which keeps a database for each access key: a new one. */
export const openLocal = () => {
  const url = inject('dynamoDbUrl')
  const accessKey = randomUUID().replaceAll('-', '')
  const client = withoutCallLog(new DynamoDBClient(localClient(url, accessKey)))
  const streams = withoutCallLog(new DynamoDBStreamsClient(localClient(url, accessKey)))
  const records = openRecords(url, accessKey)

  const readShard = async (StreamArn: string, ShardId = ''): Promise<Told[]> => {
    const start = { StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' } as const
    const { ShardIterator } = await streams.send(new GetShardIteratorCommand(start))
    const told: Told[] = []
    let from = ShardIterator
    while (from !== undefined) {
      const read = await records.read(from, 1000)
      told.push(...read.records.map((each) => lambdaRecord(each, StreamArn) as Told))
      from = read.records.length > 0 ? read.next : undefined
    }
    return told
  }

  const open = async (of: Table): Promise<Side> => {
    const arn = (await ensureTable(client, of)) ?? ''
    const history = async () => {
      const told: Told[] = []
      for (const { ShardId } of await listShards(streams, arn)) told.push(...(await readShard(arn, ShardId)))
      return historyOf(told)
    }
    return { client, history }
  }
  const close = () => {
    records.close()
    streams.destroy()
    client.destroy()
  }
  return { open, close }
}

/** The database of the simulation. */
export const openSimulated = (of: Table, shards = 3): Side & { readonly database: Database } => {
  const database = openDatabase({ now: () => 0, shards })
  database.createTable(templateTable(of))
  const stream = database.stream(of.name)
  const history = async () => {
    const read = (shard: number) => stream?.read(shard, 0, Number.POSITIVE_INFINITY).records ?? []
    return historyOf(Array.from({ length: shards }, (_, shard) => read(shard)).flat())
  }
  return { client: database.connect('suite'), history, database }
}
