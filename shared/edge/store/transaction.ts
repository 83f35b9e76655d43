import type { Put, TransactWriteItem } from '@aws-sdk/client-dynamodb'
import { toAttributes } from '#shared/edge/store/attribute-value.ts'
import type { Write } from '#shared/edge/store/item.ts'
import { nameOf } from '#shared/edge/store/item.ts'
import { marksField } from '#shared/edge/store/write-marks.ts'
import { must } from '#shared/kernel/errors.ts'

const failure = { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const }
const absent = { ConditionExpression: 'attribute_not_exists(pk)' }
const atVersion = (version: number) => ({
  ConditionExpression: 'version = :version',
  ExpressionAttributeValues: toAttributes({ ':version': version }),
})

const standsAt = (version: number) => (version === 0 ? absent : atVersion(version))

export type WholeItem = Extract<Write, { kind: 'create' | 'replace' }>

export const isWholeItem = (write: Write): write is WholeItem =>
  write.kind === 'create' || write.kind === 'replace'

/** The marks that an item is to carry once it is written. */
export type MarksOf = (write: WholeItem) => Uint8Array

const toPut = (TableName: string, write: WholeItem, marksOf: MarksOf): Put => {
  const Item = toAttributes(write.item)
  Item[marksField] = { B: marksOf(write) }
  if (write.kind === 'create') return { TableName, Item, ...absent, ...failure }
  Item.version = { N: String(write.version + 1) }
  return { TableName, Item, ...standsAt(write.version), ...failure }
}

const toTransactItem = (TableName: string, write: Write, marksOf: MarksOf): TransactWriteItem => {
  switch (write.kind) {
    case 'create':
    case 'replace':
      return { Put: toPut(TableName, write, marksOf) }
    case 'require':
      return {
        ConditionCheck: { TableName, Key: toAttributes(write.key), ...standsAt(write.version), ...failure },
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
  const absent = [where.absent ?? []].flat()
  const expression = [
    added.length > 0 ? `ADD ${added.map((_, index) => `#a${index} :a${index}`).join(', ')}` : '',
    fixed.length > 0 ? `SET ${fixed.map((_, index) => `#s${index} = :s${index}`).join(', ')}` : '',
  ]
  const conditions = [
    ...absent.map((_, index) => `attribute_not_exists(#n${index})`),
    ...least.map((_, index) => `#l${index} >= :l${index}`),
  ]
  return {
    UpdateExpression: expression.join(' ').trim(),
    ...(conditions.length > 0 ? { ConditionExpression: conditions.join(' AND ') } : {}),
    ExpressionAttributeNames: Object.fromEntries([
      ...added.map((name, index) => [`#a${index}`, name]),
      ...fixed.map((name, index) => [`#s${index}`, name]),
      ...least.map(([name], index) => [`#l${index}`, name]),
      ...absent.map((name, index) => [`#n${index}`, name]),
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

/** Which item a write is of. */
export const nameOfWrite = (write: Write): string => nameOf('item' in write ? write.item : write.key)

/**
 * Writes as the items of one transaction.
 * @throws TongchouError `store.item-twice`: DynamoDB refuses that, DynamoDB Local does not always
 */
export const transactionOf = (
  TableName: string,
  writes: readonly Write[],
  marksOf: MarksOf,
): TransactWriteItem[] => {
  must(
    new Set(writes.map(nameOfWrite)).size === writes.length,
    'store.item-twice',
    'a transaction names one item twice',
  )
  return writes.map((write) => toTransactItem(TableName, write, marksOf))
}

/** The only write, where it is of a whole item: condition and mark make it safe to send again, at half the price. */
export const singlePut = (
  TableName: string,
  [first, ...others]: readonly Write[],
  marksOf: MarksOf,
): Put | undefined =>
  first && others.length === 0 && isWholeItem(first) ? toPut(TableName, first, marksOf) : undefined
