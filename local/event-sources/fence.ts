import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DeleteItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb'
import type { StreamRecord } from '../dynamodb/read-records.ts'
import type { Table } from '../template/model.ts'

/** Where the stack writes items of its own; no function is shown them. */
const prefix = 'LOCAL-FENCE#'

/** Which fence a record is of; undefined: it is a change that somebody made. */
export const fenceOf = ({ dynamodb }: StreamRecord): number | undefined => {
  for (const { S } of Object.values(dynamodb?.Keys ?? {}))
    if (S?.startsWith(prefix)) return Number(S.slice(prefix.length))
  return undefined
}

/**
 * Writes an item behind everything that was written to a table, and takes it away. A stream tells changes in their order:
 * whoever has read the fence has read all that was before it, however late the stream shows it.
 */
export const writeFence = async (
  client: DynamoDBClient,
  { name, key }: Table,
  fence: number,
): Promise<void> => {
  const Key = Object.fromEntries(
    key.map(({ AttributeName = '' }) => [AttributeName, { S: `${prefix}${fence}` }]),
  )
  await client.send(new PutItemCommand({ TableName: name, Item: Key }))
  await client.send(new DeleteItemCommand({ TableName: name, Key }))
}
