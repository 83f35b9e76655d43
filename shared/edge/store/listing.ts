import type { AttributeValue } from '@aws-sdk/client-dynamodb'
import type { Item } from '#shared/edge/store/attribute-value.ts'
import { fromAttributes, toAttributes } from '#shared/edge/store/attribute-value.ts'
import { TongchouError } from '#shared/kernel/errors.ts'

/** What to list: a partition, or an index partition, by sort-key prefix or range. */
export type Listing = {
  readonly pk: string
  /** Of the sort key; an empty one is none: the whole partition. */
  readonly prefix?: string
  readonly between?: readonly [string, string]
  readonly index?: 'gsi1' | 'gsi2' | 'gsi3'
  readonly limit?: number
  readonly cursor?: string
  readonly newestFirst?: boolean
  /** Eventually consistent, at half the price; an index always is. */
  readonly eventual?: boolean
}

/** Where a listing goes on, as text that callers hand back. */
export const writeCursor = (lastKey: Record<string, AttributeValue>): string =>
  Buffer.from(JSON.stringify(fromAttributes(lastKey))).toString('base64url')

/**
 * Reads a cursor back.
 * @throws TongchouError `cursor.unreadable`
 */
export const readCursor = (cursor: string): Record<string, AttributeValue> => {
  try {
    return toAttributes(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as Item)
  } catch (cause) {
    throw new TongchouError('cursor.unreadable', 'the cursor is not one this service gave', {}, { cause })
  }
}

/**
 * Where a listing goes on; the place has to lie inside it, so that a cursor of another list leads nowhere.
 * @throws TongchouError `cursor.unreadable`
 */
const startOf = (cursor: string, listing: Listing): Record<string, AttributeValue> => {
  const start = readCursor(cursor)
  const { pk, prefix = '', between, index = '' } = listing
  const sort = start[`${index}sk`]?.S
  const names = new Set(['pk', 'sk', `${index}pk`, `${index}sk`])
  const isKey =
    Object.keys(start).length === names.size && [...names].every((name) => Boolean(start[name]?.S))
  const inside =
    isKey &&
    start[`${index}pk`]?.S === pk &&
    sort?.startsWith(prefix) === true &&
    (between === undefined || (sort >= between[0] && sort <= between[1]))
  if (!inside) throw new TongchouError('cursor.unreadable', 'the cursor is of another list')
  return start
}

/** A listing as the parameters of a query. */
export const queryOf = (listing: Listing) => {
  const { pk, prefix, between, index, limit, cursor, newestFirst, eventual } = listing
  const [partition, sort] = index ? [`${index}pk`, `${index}sk`] : ['pk', 'sk']
  const range = between
    ? { text: ' AND #sk BETWEEN :from AND :to', values: { ':from': between[0], ':to': between[1] } }
    : prefix
      ? { text: ' AND begins_with(#sk, :prefix)', values: { ':prefix': prefix } }
      : { text: '', values: {} }
  return {
    ...(index ? { IndexName: index } : { ConsistentRead: !eventual }),
    KeyConditionExpression: `#pk = :pk${range.text}`,
    ExpressionAttributeNames: { '#pk': partition, ...(range.text === '' ? {} : { '#sk': sort }) },
    ExpressionAttributeValues: toAttributes({ ':pk': pk, ...range.values }),
    ScanIndexForward: !newestFirst,
    ...(limit === undefined ? {} : { Limit: limit }),
    ...(cursor === undefined ? {} : { ExclusiveStartKey: startOf(cursor, listing) }),
  }
}
