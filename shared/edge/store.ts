import type {
  AttributeValue,
  CancellationReason,
  DynamoDBClient,
  TransactWriteItem,
} from '@aws-sdk/client-dynamodb'
import {
  BatchGetItemCommand,
  GetItemCommand,
  QueryCommand,
  ScanCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb'
import type { Item, Value } from '#shared/edge/attribute-value.ts'
import { fromAttributes, toAttributes } from '#shared/edge/attribute-value.ts'
import { TongchouError } from '#shared/kernel/errors.ts'

export type Key = { readonly pk: string; readonly sk: string }
export type Stored = Readonly<Record<string, Value>> & Key

/** One write of a transaction. A condition that fails rejects the whole transaction and is answered, not thrown. */
export type Write =
  /** Writes an item that must not exist yet. */
  | { readonly kind: 'create'; readonly item: Item & Key }
  /** Writes the next version of an item that must still be at `version` (0: must not exist). */
  | { readonly kind: 'replace'; readonly item: Item & Key; readonly version: number }
  /** Adds to counters of an item, which comes into being with the first; `set` writes what every writer agrees on. */
  | {
      readonly kind: 'add'
      readonly key: Key
      readonly amounts: Readonly<Record<string, number>>
      readonly set?: Readonly<Record<string, Value>>
      /** Only while `absent` is not set on the item and its counters are `atLeast` so much. */
      readonly where?: { readonly absent?: string; readonly atLeast?: Readonly<Record<string, number>> }
    }
  /** Requires an item to be at a version without changing it. */
  | { readonly kind: 'require'; readonly key: Key; readonly version: number }

/** A transaction is written whole or not at all; `rejected` names each failed condition and the item that stood there. */
export type Written =
  | { readonly status: 'written' }
  | {
      readonly status: 'rejected'
      readonly failed: readonly { readonly index: number; readonly existing?: Stored }[]
    }

export type Page = { readonly items: Stored[]; readonly cursor?: string }

/** What to list: a partition, or an index partition, by sort-key prefix or range. */
export type Listing = {
  readonly pk: string
  readonly prefix?: string
  readonly between?: readonly [string, string]
  readonly index?: 'gsi1'
  readonly limit?: number
  readonly cursor?: string
  readonly newestFirst?: boolean
}

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
  /** Writes up to 100 items at once or none; a clash with another transaction in flight is tried again. */
  readonly write: (writes: readonly Write[]) => Promise<Written>
}

const attempts = 12
const longestPause = 400

/** Waits before another attempt: doubling, with full jitter, so that rivals do not meet again. */
const pause = (attempt: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.random() * Math.min(longestPause, 5 * 2 ** attempt)))

const asStored = (attributes: Record<string, AttributeValue>): Stored => fromAttributes(attributes) as Stored

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
    let from: Record<string, AttributeValue> | undefined
    do {
      const { Items = [], LastEvaluatedKey } = await client.send(
        new ScanCommand({ TableName: tableName(), ...(from ? { ExclusiveStartKey: from } : {}) }),
      )
      yield* Items.map(asStored)
      from = LastEvaluatedKey
    } while (from !== undefined)
  }

  const write: Store['write'] = async (writes) => {
    const TransactItems = writes.map((each) => toTransactItem(tableName(), each))
    for (let attempt = 1; ; attempt += 1) {
      try {
        await client.send(new TransactWriteItemsCommand({ TransactItems }))
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

const reasonsOf = (error: unknown): readonly CancellationReason[] =>
  error instanceof TransactionCanceledException ? (error.CancellationReasons ?? []) : []

const failedConditions = (error: unknown) =>
  reasonsOf(error).flatMap(({ Code, Item: found }, index) =>
    Code === 'ConditionalCheckFailed' ? [found ? { index, existing: asStored(found) } : { index }] : [],
  )

const passing = new Set(['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded'])

/** Whether a transaction failed only because of others in flight or of load: the same call may succeed. */
const clashed = (error: unknown): boolean =>
  reasonsOf(error).some(({ Code }) => Code !== undefined && passing.has(Code))

const readCursor = (cursor: string): Record<string, AttributeValue> => {
  try {
    return toAttributes(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as Item)
  } catch (cause) {
    throw new TongchouError('cursor.unreadable', 'the cursor is not one this service gave', {}, { cause })
  }
}

const queryOf = ({ pk, prefix, between, index, limit, cursor, newestFirst }: Listing) => {
  const [partition, sort] = index ? [`${index}pk`, `${index}sk`] : ['pk', 'sk']
  const range = between
    ? { text: ' AND #sk BETWEEN :from AND :to', values: { ':from': between[0], ':to': between[1] } }
    : prefix !== undefined
      ? { text: ' AND begins_with(#sk, :prefix)', values: { ':prefix': prefix } }
      : { text: '', values: {} }
  return {
    ...(index ? { IndexName: index } : { ConsistentRead: true }),
    KeyConditionExpression: `#pk = :pk${range.text}`,
    ExpressionAttributeNames: { '#pk': partition, ...(range.text === '' ? {} : { '#sk': sort }) },
    ExpressionAttributeValues: toAttributes({ ':pk': pk, ...range.values }),
    ScanIndexForward: !newestFirst,
    ...(limit === undefined ? {} : { Limit: limit }),
    ...(cursor === undefined ? {} : { ExclusiveStartKey: readCursor(cursor) }),
  }
}

const toTransactItem = (TableName: string, write: Write): TransactWriteItem => {
  const failure = { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const }
  const absent = { ConditionExpression: 'attribute_not_exists(pk)' }
  const atVersion = (version: number) => ({
    ConditionExpression: 'version = :version',
    ExpressionAttributeValues: toAttributes({ ':version': version }),
  })
  switch (write.kind) {
    case 'create':
      return { Put: { TableName, Item: toAttributes(write.item), ...absent, ...failure } }
    case 'replace': {
      const condition = write.version === 0 ? absent : atVersion(write.version)
      const Item = toAttributes({ ...write.item, version: write.version + 1 })
      return { Put: { TableName, Item, ...condition, ...failure } }
    }
    case 'require':
      return {
        ConditionCheck: { TableName, Key: toAttributes(write.key), ...atVersion(write.version), ...failure },
      }
    case 'add':
      return {
        Update: { TableName, Key: toAttributes(write.key), ...addition(write), ...failure },
      }
  }
}

type Addition = Extract<Write, { kind: 'add' }>

const addition = ({ amounts, set = {}, where = {} }: Addition) => {
  const added = Object.keys(amounts)
  const fixed = Object.keys(set)
  const least = Object.entries(where.atLeast ?? {})
  const expression = [
    added.length > 0 ? `ADD ${added.map((_, index) => `#a${index} :a${index}`).join(', ')}` : '',
    fixed.length > 0 ? `SET ${fixed.map((_, index) => `#s${index} = :s${index}`).join(', ')}` : '',
  ]
  const conditions = [
    ...(where.absent === undefined ? [] : ['attribute_not_exists(#absent)']),
    ...least.map((_, index) => `#l${index} >= :l${index}`),
  ]
  return {
    UpdateExpression: expression.join(' ').trim(),
    ...(conditions.length > 0 ? { ConditionExpression: conditions.join(' AND ') } : {}),
    ExpressionAttributeNames: Object.fromEntries([
      ...added.map((name, index) => [`#a${index}`, name]),
      ...fixed.map((name, index) => [`#s${index}`, name]),
      ...least.map(([name], index) => [`#l${index}`, name]),
      ...(where.absent === undefined ? [] : [['#absent', where.absent]]),
    ]),
    ExpressionAttributeValues: toAttributes(
      Object.fromEntries([
        ...added.map((name, index) => [`:a${index}`, amounts[name]]),
        ...fixed.map((name, index) => [`:s${index}`, set[name]]),
        ...least.map(([, amount], index) => [`:l${index}`, amount]),
      ]),
    ),
  }
}
