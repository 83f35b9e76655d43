import type { AttributeValue, TableDescription } from '@aws-sdk/client-dynamodb'
import {
  CreateTableCommand,
  DeleteItemCommand,
  DescribeTableCommand,
  type DynamoDBClient,
  PutItemCommand,
  paginateScan,
  RestoreTableToPointInTimeCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb'
import type { DynamoDBStreamsClient, _Record as StreamRecord } from '@aws-sdk/client-dynamodb-streams'
import {
  DescribeStreamCommand,
  GetRecordsCommand,
  GetShardIteratorCommand,
} from '@aws-sdk/client-dynamodb-streams'
import { must } from '#shared/kernel/errors.ts'

/** A table, and the moment at which another beside it shall hold what it held. */
export type Moment = { readonly name: string; readonly beside: string; readonly at: Date }

/** A restore of a large table takes hours. */
const mostSeconds = 24 * 3600

/** Restores a table on AWS; answers when the other can be read. */
export const restoreOnAws = async (client: DynamoDBClient, { name, beside, at }: Moment): Promise<void> => {
  await client.send(
    new RestoreTableToPointInTimeCommand({
      ...{ SourceTableName: name, TargetTableName: beside, RestoreDateTime: at },
    }),
  )
  await waitUntilTableExists({ client, maxWaitTime: mostSeconds }, { TableName: beside })
}

const create = async (client: DynamoDBClient, table: TableDescription, beside: string): Promise<void> => {
  await client.send(
    new CreateTableCommand({
      ...{ TableName: beside, BillingMode: 'PAY_PER_REQUEST' },
      AttributeDefinitions: table.AttributeDefinitions,
      KeySchema: table.KeySchema,
      ...(table.GlobalSecondaryIndexes && {
        GlobalSecondaryIndexes: table.GlobalSecondaryIndexes.map(({ IndexName, KeySchema, Projection }) => ({
          ...{ IndexName, KeySchema, Projection },
        })),
      }),
    }),
  )
}

/** Every change that a stream still has, the oldest first. */
const changesIn = async (client: DynamoDBStreamsClient, StreamArn: string): Promise<StreamRecord[]> => {
  const { StreamDescription } = await client.send(new DescribeStreamCommand({ StreamArn }))
  const changes: StreamRecord[] = []
  for (const { ShardId } of StreamDescription?.Shards ?? []) {
    const { ShardIterator: first } = await client.send(
      new GetShardIteratorCommand({ StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' }),
    )
    for (let ShardIterator = first; ShardIterator !== undefined; ) {
      const { Records = [], NextShardIterator } = await client.send(new GetRecordsCommand({ ShardIterator }))
      changes.push(...Records)
      ShardIterator = Records.length > 0 ? NextShardIterator : undefined
    }
  }
  return changes
}

type Image = Record<string, AttributeValue>

/**
 * Does the same on this machine, where the database restores nothing: the table is copied, and what its stream tells of later
 * changes is undone, the latest first.
 * @throws TongchouError `restore.no-stream`
 */
export const restoreHere = async (
  client: DynamoDBClient,
  streams: DynamoDBStreamsClient,
  { name, beside, at }: Moment,
): Promise<void> => {
  const { Table: table } = await client.send(new DescribeTableCommand({ TableName: name }))
  const stream = table?.LatestStreamArn
  must(stream !== undefined, 'restore.no-stream', `the table ${name} has no stream to undo`)
  await create(client, table ?? {}, beside)
  for await (const { Items = [] } of paginateScan({ client }, { TableName: name, ConsistentRead: true }))
    for (const Item of Items) await client.send(new PutItemCommand({ TableName: beside, Item }))
  for (const { dynamodb } of (await changesIn(streams, stream)).reverse()) {
    if ((dynamodb?.ApproximateCreationDateTime ?? at) <= at) continue
    if (dynamodb?.OldImage)
      await client.send(new PutItemCommand({ TableName: beside, Item: dynamodb.OldImage as Image }))
    else await client.send(new DeleteItemCommand({ TableName: beside, Key: dynamodb?.Keys as Image }))
  }
}
