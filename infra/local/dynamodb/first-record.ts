import { DeleteItemCommand, type DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb'
import type { Table } from '../template/model.ts'
import type { StreamRecord } from './read-records.ts'

const mark = '#first-record'

/**
 * Leaves a first record in a new table's stream. At every read DynamoDB Local looks for the first record of the stream
 * through those of all streams, oldest first; a table that is written late, or never, makes that a search of everything.
 */
export const leaveFirstRecord = async (client: DynamoDBClient, table: Table): Promise<void> => {
  const key = Object.fromEntries(table.key.map(({ AttributeName = '' }) => [AttributeName, { S: mark }]))
  await client.send(new PutItemCommand({ TableName: table.name, Item: key }))
  await client.send(new DeleteItemCommand({ TableName: table.name, Key: key }))
}

/** Whether a record tells of that item and not of anything a function did. */
export const isFirstRecord = ({ dynamodb }: StreamRecord): boolean =>
  Object.values(dynamodb?.Keys ?? {}).every(({ S }) => S === mark)
