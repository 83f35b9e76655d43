import type { DynamoDBClient, Put, TransactWriteItem } from '@aws-sdk/client-dynamodb'
import { PutItemCommand, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb'
import { toAttributes } from '#shared/edge/attribute-value.ts'
import type { Write } from '#shared/edge/item.ts'
import { must } from '#shared/kernel/errors.ts'

const failure = { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const }
const absent = { ConditionExpression: 'attribute_not_exists(pk)' }
const atVersion = (version: number) => ({
  ConditionExpression: 'version = :version',
  ExpressionAttributeValues: toAttributes({ ':version': version }),
})

const standsAt = (version: number) => (version === 0 ? absent : atVersion(version))

type WholeItem = Extract<Write, { kind: 'create' | 'replace' }>

const isWholeItem = (write: Write): write is WholeItem => write.kind === 'create' || write.kind === 'replace'

const toPut = (TableName: string, write: WholeItem): Put => {
  if (write.kind === 'create') return { TableName, Item: toAttributes(write.item), ...absent, ...failure }
  const condition = standsAt(write.version)
  const Item = toAttributes({ ...write.item, version: write.version + 1 })
  return { TableName, Item, ...condition, ...failure }
}

const toTransactItem = (TableName: string, write: Write): TransactWriteItem => {
  switch (write.kind) {
    case 'create':
    case 'replace':
      return { Put: toPut(TableName, write) }
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

const keyOf = (write: Write): string => {
  const { pk, sk } = 'item' in write ? write.item : write.key
  return `${pk}\n${sk}`
}

/** DynamoDB refuses a transaction that names an item twice; DynamoDB Local does not always, so it is asked here. */
const eachItemOnce = (writes: readonly Write[]): void =>
  must(
    new Set(writes.map(keyOf)).size === writes.length,
    'store.item-twice',
    'a transaction names one item twice',
  )

/**
 * Sends writes: as a transaction, but for a single whole item, whose condition alone makes it safe to send again. An
 * addition always goes by a transaction, whose token keeps a repeated request from adding twice.
 */
export const sendWrites = async (
  client: DynamoDBClient,
  TableName: string,
  writes: readonly Write[],
): Promise<unknown> => {
  const [first, ...others] = writes
  if (first && others.length === 0 && isWholeItem(first))
    return client.send(new PutItemCommand(toPut(TableName, first)))
  eachItemOnce(writes)
  const TransactItems = writes.map((write) => toTransactItem(TableName, write))
  return client.send(new TransactWriteItemsCommand({ TransactItems }))
}
