import {
  CreateTableCommand,
  DescribeTableCommand,
  type DynamoDBClient,
  ResourceNotFoundException,
  type TableDescription,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb'
import { must } from '#shared/kernel/errors.ts'
import type { Table } from '../template/model.ts'

const describe = async (client: DynamoDBClient, name: string): Promise<TableDescription | undefined> => {
  try {
    return (await client.send(new DescribeTableCommand({ TableName: name }))).Table
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined
    throw error
  }
}

const create = async (client: DynamoDBClient, table: Table): Promise<TableDescription | undefined> => {
  const { TableDescription } = await client.send(
    new CreateTableCommand({
      TableName: table.name,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [...table.attributes],
      KeySchema: [...table.key],
      ...(table.indexes.length > 0 && {
        GlobalSecondaryIndexes: table.indexes.map((index) => ({
          IndexName: index.IndexName,
          KeySchema: [...index.KeySchema],
          Projection: {
            ProjectionType: index.Projection.ProjectionType,
            ...(index.Projection.NonKeyAttributes && {
              NonKeyAttributes: [...index.Projection.NonKeyAttributes],
            }),
          },
        })),
      }),
      ...(table.stream && {
        StreamSpecification: { StreamEnabled: true, StreamViewType: table.stream },
      }),
    }),
  )
  if (table.timeToLiveAttribute) {
    await client.send(
      new UpdateTimeToLiveCommand({
        TableName: table.name,
        TimeToLiveSpecification: { AttributeName: table.timeToLiveAttribute, Enabled: true },
      }),
    )
  }
  return TableDescription
}

/** What of a table cannot change while its data stays. */
const shape = (table: {
  readonly key: readonly { AttributeName?: string | undefined }[]
  readonly indexes: readonly (string | undefined)[]
  readonly stream: string | undefined
}) =>
  JSON.stringify([
    table.key.map(({ AttributeName }) => AttributeName),
    [...table.indexes].sort(),
    table.stream ?? '',
  ])

/**
 * Creates the table unless it is there from an earlier run.
 * @returns the ARN of its stream, if it has one
 * @throws TongchouError `local.table-changed` when the kept table has another key, index or stream
 */
export const ensureTable = async (client: DynamoDBClient, table: Table): Promise<string | undefined> => {
  const kept = await describe(client, table.name)
  if (kept) {
    const before = shape({
      key: kept.KeySchema ?? [],
      indexes: (kept.GlobalSecondaryIndexes ?? []).map(({ IndexName }) => IndexName),
      stream: kept.StreamSpecification?.StreamViewType,
    })
    const now = shape({
      key: table.key,
      indexes: table.indexes.map(({ IndexName }) => IndexName),
      stream: table.stream,
    })
    must(
      before === now,
      'local.table-changed',
      `The kept table ${table.name} has another key, index or stream than the template. Start with --fresh.`,
    )
  }
  return (kept ?? (await create(client, table)))?.LatestStreamArn
}
