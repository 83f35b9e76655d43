import { ScanCommand } from '@aws-sdk/client-dynamodb'
import { fromAttributes } from '#shared/edge/attribute-value.ts'
import type { Recorded } from '#shared/kernel/invariant.ts'
import type { Tables } from './tables.ts'

/** Shows every item of a table once, page by page, as it stands. */
export async function* scanTable({ client }: Tables, tableName: string): AsyncGenerator<Recorded> {
  let start: Parameters<typeof fromAttributes>[0] | undefined
  do {
    const page = await client.send(
      new ScanCommand({
        TableName: tableName,
        ConsistentRead: true,
        ...(start === undefined ? {} : { ExclusiveStartKey: start }),
      }),
    )
    for (const item of page.Items ?? []) yield fromAttributes(item) as Recorded
    start = page.LastEvaluatedKey
  } while (start !== undefined)
}
