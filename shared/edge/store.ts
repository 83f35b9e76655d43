import type { AttributeValue, DynamoDBClient, ScanCommandOutput } from '@aws-sdk/client-dynamodb'
import { BatchGetItemCommand, GetItemCommand, QueryCommand, ScanCommand } from '@aws-sdk/client-dynamodb'
import { fromAttributes, toAttributes } from '#shared/edge/attribute-value.ts'
import type { Key, Stored, Write } from '#shared/edge/item.ts'
import { asStored } from '#shared/edge/item.ts'
import type { Listing } from '#shared/edge/listing.ts'
import { queryOf } from '#shared/edge/listing.ts'
import { sendWrites } from '#shared/edge/send-writes.ts'
import { clashed, failedConditions } from '#shared/edge/write-outcome.ts'
import { TongchouError } from '#shared/kernel/errors.ts'

export type { Key, Listing, Stored, Write }

/** A transaction is written whole or not at all; `rejected` names each failed condition and the item that stood there. */
export type Written =
  | { readonly status: 'written' }
  | {
      readonly status: 'rejected'
      readonly failed: readonly { readonly index: number; readonly existing?: Stored }[]
    }

export type Page = { readonly items: Stored[]; readonly cursor?: string }

export type Store = {
  /** Reads one item, strongly consistent unless told otherwise (an eventual read costs half). */
  readonly get: (key: Key, options?: { eventual?: boolean }) => Promise<Stored | undefined>
  /** Reads up to 100 items in one round trip, in the order of the keys. */
  readonly getMany: (
    keys: readonly Key[],
    options?: { eventual?: boolean },
  ) => Promise<(Stored | undefined)[]>
  readonly page: (listing: Listing) => Promise<Page>
  /** Reads a listing to its end, page by page. */
  readonly list: (listing: Listing) => AsyncGenerator<Stored>
  /** Reads the whole table, in no order; for checks over everything, never for a request. */
  readonly scan: () => AsyncGenerator<Stored>
  /**
   * Writes up to 100 items at once or none; a clash with another transaction in flight is tried again. A single whole item
   * is written without a transaction, at half the price.
   */
  readonly write: (writes: readonly Write[]) => Promise<Written>
}

const attempts = 12
const longestPause = 400

/** Waits before another attempt: doubling, with full jitter, so that rivals do not meet again. */
const pause = (attempt: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.random() * Math.min(longestPause, 5 * 2 ** attempt)))

/** Opens a table behind the small vocabulary the services need. The name is asked for at the first use. */
export const openStore = (client: DynamoDBClient, tableName: () => string): Store => {
  const get: Store['get'] = async (key, options) => {
    const { Item: found } = await client.send(
      new GetItemCommand({
        TableName: tableName(),
        Key: toAttributes(key),
        ConsistentRead: !options?.eventual,
      }),
    )
    return found && asStored(found)
  }

  const getMany: Store['getMany'] = async (keys, options) => {
    const table = tableName()
    const found = new Map<string, Stored>()
    let pending: Record<string, AttributeValue>[] = keys.map(toAttributes)
    for (let attempt = 0; pending.length > 0 && attempt < attempts; attempt += 1) {
      if (attempt > 0) await pause(attempt)
      const { Responses, UnprocessedKeys } = await client.send(
        new BatchGetItemCommand({
          RequestItems: { [table]: { Keys: pending, ConsistentRead: !options?.eventual } },
        }),
      )
      for (const item of Responses?.[table] ?? []) {
        const stored = asStored(item)
        found.set(`${stored.pk}\n${stored.sk}`, stored)
      }
      pending = UnprocessedKeys?.[table]?.Keys ?? []
    }
    if (pending.length > 0)
      throw new TongchouError('store.busy', 'some items could not be read', { items: pending.length })
    return keys.map(({ pk, sk }) => found.get(`${pk}\n${sk}`))
  }

  const page: Store['page'] = async (listing) => {
    const { Items = [], LastEvaluatedKey } = await client.send(
      new QueryCommand({ TableName: tableName(), ...queryOf(listing) }),
    )
    const items = Items.map(asStored)
    return LastEvaluatedKey
      ? { items, cursor: Buffer.from(JSON.stringify(fromAttributes(LastEvaluatedKey))).toString('base64url') }
      : { items }
  }

  async function* list(listing: Listing): AsyncGenerator<Stored> {
    let cursor: string | undefined
    do {
      const found = await page(cursor === undefined ? listing : { ...listing, cursor })
      yield* found.items
      cursor = found.cursor
    } while (cursor !== undefined)
  }

  async function* scan(): AsyncGenerator<Stored> {
    const read = (from: Record<string, AttributeValue> | undefined): Promise<ScanCommandOutput> =>
      client.send(
        new ScanCommand({
          TableName: tableName(),
          ConsistentRead: true,
          ...(from ? { ExclusiveStartKey: from } : {}),
        }),
      )
    let next: Promise<ScanCommandOutput> | undefined = read(undefined)
    while (next) {
      const { Items = [], LastEvaluatedKey }: ScanCommandOutput = await next
      // The next page is on its way while this one is looked at; whoever stops looking does not hear of its failure.
      next = LastEvaluatedKey && read(LastEvaluatedKey)
      next?.catch(() => undefined)
      yield* Items.map(asStored)
    }
  }

  const write: Store['write'] = async (writes) => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        await sendWrites(client, tableName(), writes)
        return { status: 'written' }
      } catch (error) {
        const failed = failedConditions(error)
        if (failed.length > 0) return { status: 'rejected', failed }
        if (!clashed(error) || attempt === attempts) throw error
        await pause(attempt)
      }
    }
  }

  return { get, getMany, page, list, scan, write }
}
