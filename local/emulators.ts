import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { allSettled, type Cleanups } from './cleanups.ts'
import type { Directories } from './data-directory.ts'
import { startDynamoDbLocal } from './dynamodb/dynamodb-local.ts'
import { ensureTable } from './dynamodb/tables.ts'
import { freePort } from './http/listen.ts'
import { accessKeyOf, localClient, localPlace } from './local-clients.ts'
import { type Queues, startQueues } from './queues/queues.ts'
import type { StackOptions } from './running-stack.ts'
import { synthesize } from './synthesize.ts'
import { readAssembly } from './template/assembly.ts'
import type { Model } from './template/model.ts'
import { readModel } from './template/read-model.ts'

/** The model of the synthesized app, and the emulators that hold its tables and queues. */
export type Emulators = {
  readonly model: Model
  readonly queues: Queues
  readonly dynamoDbUrl: string
  /** Whether the database listens at this moment. */
  readonly databaseListens: () => Promise<boolean>
  readonly streamArns: ReadonlyMap<string, string | undefined>
}

/** Creates the tables that are not there; answers the ARN of each table's stream. */
const ensureTables = async (url: string, tables: Model['tables']) =>
  new Map(
    await Promise.all(
      tables.map(async (table) => {
        const client = new DynamoDBClient(localClient(url, accessKeyOf(table.name)))
        const streamArn = await ensureTable(client, table)
        client.destroy()
        return [table.name, streamArn] as const
      }),
    ),
  )

/** Synthesizes the app while the emulators start, then creates what its template asks for. */
export const startEmulators = async (
  options: StackOptions,
  directories: Directories,
  api: { readonly url: string; readonly issuer: string },
  cleanups: Cleanups,
): Promise<Emulators> => {
  const { data } = directories
  const starting = async <Part extends { readonly stop: () => Promise<void> }>(part: Promise<Part>) => {
    const { stop } = await part
    cleanups.add(stop)
    return part
  }
  const dynamoDbPort = await freePort()
  const [dynamoDb, queues] = await allSettled([
    starting(
      startDynamoDbLocal({
        port: dynamoDbPort,
        busy: true,
        ...(data && { dataDirectory: data.dynamodb }),
        ...(options.log && { log: options.log }),
      }),
    ),
    starting(startQueues({ port: 0, ...(data && { dataDirectory: data.queues }) })),
    options.assembly ? Promise.resolve() : synthesize(directories.assembly, api.issuer, options),
  ])
  options.signal?.throwIfAborted()
  const place = { ...localPlace, queueUrl: queues.queueUrl, apiUrl: api.url }
  const model = readModel(readAssembly(directories.assembly), place)
  await queues.ensure(model.queues)
  const streamArns = await ensureTables(dynamoDb.url, model.tables)
  const databaseListens = dynamoDb.listens
  return { model, queues, dynamoDbUrl: dynamoDb.url, databaseListens, streamArns }
}
