import type {
  AttributeValue,
  CancellationReason,
  TransactGetItemsCommandInput,
  TransactGetItemsCommandOutput,
} from '@aws-sdk/client-dynamodb'
import { canceled, invalid } from '../errors.ts'
import type { Table } from '../table.ts'
import type { Answer } from './get-item.ts'
import { shownBy } from './get-item.ts'
import type { Tables } from './request.ts'
import { billedEach, itemAt, readKey, readUnits, refuseUnknown, tableOf } from './request.ts'
import { checkActions } from './transact-write-items.ts'

const members: ReadonlySet<string> = new Set(['TransactItems', 'ReturnConsumedCapacity'])
const getMembers: ReadonlySet<string> = new Set([
  ...['TableName', 'Key', 'ProjectionExpression', 'ExpressionAttributeNames'],
])

type Judged = {
  readonly key?: { readonly pk: string; readonly sk: string }
  readonly reason?: CancellationReason
}

const judgedKey = (table: Table, key: Record<string, AttributeValue> | undefined): Judged => {
  try {
    return { key: readKey(table, key) }
  } catch (error) {
    return { reason: { Code: 'ValidationError', Message: (error as Error).message } }
  }
}

/** Reads items as they stand at one moment. */
export const transactGetItems = (
  tables: Tables,
  input: TransactGetItemsCommandInput,
): Answer<TransactGetItemsCommandOutput> => {
  refuseUnknown(input, members)
  const { TransactItems = [] } = input
  checkActions(TransactItems)
  const asked = TransactItems.map(({ Get }) => {
    refuseUnknown(Get ?? {}, getMembers)
    return { table: tableOf(tables, Get?.TableName), Key: Get?.Key, show: shownBy(Get ?? {}) }
  })
  const judged = asked.map(({ table, Key, show }) => ({ table, show, ...judgedKey(table, Key) }))
  if (judged.some(({ reason }) => reason))
    throw canceled(judged.map(({ reason }) => reason ?? { Code: 'None' }))
  const reads = judged.flatMap(({ key, ...read }) => (key ? [{ ...read, ...key }] : []))
  const named = new Set(reads.map(({ table, pk, sk }) => JSON.stringify([table.definition.name, pk, sk])))
  if (named.size < reads.length)
    throw invalid('Transaction request cannot include multiple operations on one item')
  const units = new Map<Table, number>()
  const Responses = reads.map(({ table, pk, sk, show }) => {
    const { item, bytes } = itemAt(table, pk, sk, undefined)
    units.set(table, (units.get(table) ?? 0) + 2 * readUnits(bytes, true))
    return item ? { Item: show(item) } : {}
  })
  return { Responses, ...billedEach(input.ReturnConsumedCapacity, units) }
}
