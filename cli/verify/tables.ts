import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { localClient, withoutCallLog } from '../../infra/local/local-clients.ts'
import type { StackAddress } from '../../infra/local/running-stack.ts'

/** Where the tables of the services are. */
export type Tables = {
  readonly client: DynamoDBClient
  /** Service name to table name. */
  readonly names: Readonly<Record<string, string>>
}

/** The tables of a stack on this machine. */
export const localTables = ({ endpoints, tables }: Pick<StackAddress, 'endpoints' | 'tables'>): Tables => ({
  client: withoutCallLog(new DynamoDBClient(localClient(endpoints.dynamodb))),
  names: tables,
})

/** The tables of a deployment, by the environment's usual credentials and region. */
export const deployedTables = (names: Readonly<Record<string, string>>): Tables => ({
  client: withoutCallLog(new DynamoDBClient()),
  names,
})
