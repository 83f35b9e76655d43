import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { accessKeyOf, localClient, withoutCallLog } from '../../local/local-clients.ts'
import type { StackAddress } from '../../local/running-stack.ts'

/** The table of each service, and who reads it. */
export type Tables = readonly {
  readonly service: string
  readonly name: string
  readonly client: DynamoDBClient
}[]

/** The tables of a stack on this machine. */
export const localTables = ({ endpoints, tables }: Pick<StackAddress, 'endpoints' | 'tables'>): Tables =>
  Object.entries(tables).map(([service, name]) => ({
    service,
    name,
    client: withoutCallLog(new DynamoDBClient(localClient(endpoints.dynamodb, accessKeyOf(name)))),
  }))

/** The tables of a deployment, by the environment's usual credentials and region. */
export const deployedTables = (names: Readonly<Record<string, string>>): Tables => {
  const client = withoutCallLog(new DynamoDBClient())
  return Object.entries(names).map(([service, name]) => ({ service, name, client }))
}
