import { createServer } from 'node:net'
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import type { RequestMeter } from '#shared/edge/store/request-meter.ts'
import { meterRequests } from '#shared/edge/store/request-meter.ts'
import type { Store } from '#shared/edge/store/store.ts'
import { openStore } from '#shared/edge/store/store.ts'
import { startDynamoDbLocal } from '../../local/dynamodb/dynamodb-local.ts'

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer()
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })

const name = 'bench'
const text = (AttributeName: string) => ({ AttributeName, AttributeType: 'S' as const })
const keyOf = (prefix: string) => [
  { AttributeName: `${prefix}pk`, KeyType: 'HASH' as const },
  { AttributeName: `${prefix}sk`, KeyType: 'RANGE' as const },
]

export type BenchTable = {
  readonly store: Store
  readonly meter: RequestMeter
  readonly stop: () => Promise<void>
}

/** One service's table in a database of its own, with a meter on its client; nothing else of the stack runs. */
export const openBenchTable = async (): Promise<BenchTable> => {
  const { url, stop } = await startDynamoDbLocal({ port: await freePort(), busy: true })
  const client = new DynamoDBClient({
    endpoint: url,
    region: 'local',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  })
  client.middlewareStack.remove('loggerMiddleware')
  await client.send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: ['pk', 'sk', 'gsi1pk', 'gsi1sk'].map(text),
      KeySchema: keyOf(''),
      GlobalSecondaryIndexes: [
        { IndexName: 'gsi1', KeySchema: keyOf('gsi1'), Projection: { ProjectionType: 'ALL' } },
      ],
    }),
  )
  const meter = meterRequests(client)
  return {
    store: openStore(client, () => name),
    meter,
    stop: async () => {
      client.destroy()
      await stop()
    },
  }
}
