import { randomUUID } from 'node:crypto'
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { afterAll, beforeAll, beforeEach, inject } from 'vitest'
import type { ServiceDeclaration } from '#shared/contracts/service.ts'
import type {} from './shared-dynamodb.ts'

const createTable = async (
  client: DynamoDBClient,
  name: string,
  { indexes, keysOnly = [] }: Pick<ServiceDeclaration, 'indexes' | 'keysOnly'>,
): Promise<void> => {
  const text = (AttributeName: string) => ({ AttributeName, AttributeType: 'S' as const })
  const keyOf = (prefix: string) => [
    { AttributeName: `${prefix}pk`, KeyType: 'HASH' as const },
    { AttributeName: `${prefix}sk`, KeyType: 'RANGE' as const },
  ]
  await client.send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: ['', ...indexes].flatMap((prefix) => [text(`${prefix}pk`), text(`${prefix}sk`)]),
      KeySchema: keyOf(''),
      ...(indexes.length > 0 && {
        GlobalSecondaryIndexes: indexes.map((index) => ({
          IndexName: index,
          KeySchema: keyOf(index),
          Projection: {
            ProjectionType: keysOnly.includes(index) ? ('KEYS_ONLY' as const) : ('ALL' as const),
          },
        })),
      }),
    }),
  )
}

/**
 * An empty database of its own for a test file, and tables in it of the shape that every service has. All files share
 * one DynamoDB Local, which keeps a database for each access key.
 */
export const startDynamo = async () => {
  const url = inject('dynamoDbUrl')
  const accessKeyId = randomUUID().replaceAll('-', '')
  const options = {
    endpoint: url,
    region: 'local',
    credentials: { accessKeyId, secretAccessKey: 'local' },
  }
  const client = new DynamoDBClient(options)
  return {
    url,
    client,
    /** What leads handlers to this database. */
    environment: {
      AWS_ENDPOINT_URL_DYNAMODB: url,
      AWS_REGION: options.region,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: 'local',
    },
    /** A further client of the same database, for a meter of its own. */
    connect: () => new DynamoDBClient(options),
    createTable: (name: string, indexes: readonly string[] = [], keysOnly: readonly string[] = []) =>
      createTable(client, name, { indexes, keysOnly }),
    stop: async () => client.destroy(),
  }
}

/**
 * A database for a file's tests and, before each of them, a table of its own; `open` takes it into use.
 * @returns what opens another one within a test
 */
export const eachTestItsTable = (
  open: (dynamo: Awaited<ReturnType<typeof startDynamo>>, table: string) => void | Promise<void>,
): (() => Promise<void>) => {
  let dynamo: Awaited<ReturnType<typeof startDynamo>>
  let tables = 0
  const openNext = async () => {
    tables += 1
    await dynamo.createTable(`table${tables}`, ['gsi1'])
    await open(dynamo, `table${tables}`)
  }
  beforeAll(async () => {
    dynamo = await startDynamo()
  })
  afterAll(() => dynamo.stop())
  beforeEach(openNext)
  return openNext
}
