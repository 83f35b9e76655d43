import { createServer } from 'node:net'
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import type { ServiceDeclaration } from '#shared/contracts/service.ts'
import { startDynamoDbLocal } from '../../infra/local/dynamodb/dynamodb-local.ts'

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer()
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })

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

/** An empty DynamoDB Local of its own for a test file, and tables in it of the shape that every service has. */
export const startDynamo = async () => {
  const { url, stop } = await startDynamoDbLocal({ port: await freePort() })
  const options = {
    endpoint: url,
    region: 'local',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  }
  const client = new DynamoDBClient(options)
  return {
    url,
    client,
    /** A further client of the same database, for a meter of its own. */
    connect: () => new DynamoDBClient(options),
    createTable: (name: string, indexes: readonly string[] = [], keysOnly: readonly string[] = []) =>
      createTable(client, name, { indexes, keysOnly }),
    stop: async () => {
      client.destroy()
      await stop()
    },
  }
}
