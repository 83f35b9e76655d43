import type { AttributeValue, Put, TransactWriteItem } from '@aws-sdk/client-dynamodb'
import type { Value } from '#shared/edge/store/attribute-value.ts'
import { toAttribute, toAttributes } from '#shared/edge/store/attribute-value.ts'
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

/** What the placeholders of an expression stand for. */
type Placeholders = {
  readonly names: Record<string, string>
  readonly values: Record<string, AttributeValue>
}

/** A term for each entry, in which placeholders stand for its name and its value. */
const termsOf = (
  { names, values }: Placeholders,
  of: string,
  entries: Readonly<Record<string, Value | undefined>>,
  term: (name: string, value: string) => string,
): string[] => {
  const terms: string[] = []
  for (const name of Object.keys(entries)) {
    const at = `${of}${terms.length}`
    const value = entries[name]
    names[`#${at}`] = name
    if (value !== undefined) values[`:${at}`] = toAttribute(value)
    terms.push(term(`#${at}`, `:${at}`))
  }
  return terms
}

const addition = ({ amounts, set = {}, where: { absent = [], atLeast = {} } = {} }: Addition) => {
  const held: Placeholders = { names: {}, values: {} }
  const added = termsOf(held, 'a', amounts, (name, value) => `${name} ${value}`)
  const fixed = termsOf(held, 's', set, (name, value) => `${name} = ${value}`)
  const least = termsOf(held, 'l', atLeast, (name, value) => `${name} >= ${value}`)
  const conditions: string[] = []
  for (const [index, name] of (typeof absent === 'string' ? [absent] : absent).entries()) {
    held.names[`#n${index}`] = name
    conditions.push(`attribute_not_exists(#n${index})`)
  }
  conditions.push(...least)
  const parts: string[] = []
  if (added.length > 0) parts.push(`ADD ${added.join(', ')}`)
  if (fixed.length > 0) parts.push(`SET ${fixed.join(', ')}`)
  return {
    UpdateExpression: parts.join(' '),
    ...(conditions.length > 0 ? { ConditionExpression: conditions.join(' AND ') } : {}),
    ExpressionAttributeNames: held.names,
    ExpressionAttributeValues: held.values,
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
