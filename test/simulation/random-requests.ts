import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  TransactGetItemsCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb'
import fc from 'fast-check'
import { conditions, filters, Placeholders, updates } from '#test/simulation/random-expressions.ts'
import {
  indexPartitions,
  indexSorts,
  items,
  keys,
  partitionKeys,
  sortKeys,
} from '#test/simulation/random-values.ts'
import type { Inputs } from '../../simulation/database/operations.ts'

/** One request, whoever answers it. */
export type Request = {
  readonly [Name in keyof Inputs]: { readonly name: Name; readonly input: Inputs[Name] }
}[keyof Inputs]

export const sendTo = (client: DynamoDBClient, { name, input }: Request): Promise<object> => {
  switch (name) {
    case 'GetItem':
      return client.send(new GetItemCommand(input))
    case 'BatchGetItem':
      return client.send(new BatchGetItemCommand(input))
    case 'Query':
      return client.send(new QueryCommand(input))
    case 'Scan':
      return client.send(new ScanCommand(input))
    case 'PutItem':
      return client.send(new PutItemCommand(input))
    case 'UpdateItem':
      return client.send(new UpdateItemCommand(input))
    case 'DeleteItem':
      return client.send(new DeleteItemCommand(input))
    case 'BatchWriteItem':
      return client.send(new BatchWriteItemCommand(input))
    case 'TransactWriteItems':
      return client.send(new TransactWriteItemsCommand(input))
    case 'TransactGetItems':
      return client.send(new TransactGetItemsCommand(input))
  }
}

export const TableName = 'records'
const shown = fc.constantFrom<{ ReturnValuesOnConditionCheckFailure?: 'ALL_OLD' | 'NONE' }>(
  ...[{}, { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const }],
)
const maybe = <Value>(of: fc.Arbitrary<Value>) => fc.option(of, { nil: undefined })

const projection = maybe(fc.subarray(['pk', 'x', 'n', 'm', 'version'], { minLength: 1 }))
const projected = (names: readonly string[] | undefined, to: Placeholders) =>
  names ? { ProjectionExpression: names.map((name) => to.name(name)).join(', ') } : {}

const puts = fc.tuple(items, maybe(conditions), shown).map(([Item, condition, onFailure]) => {
  const to = new Placeholders()
  return {
    ...{ TableName, Item, ...onFailure },
    ...(condition && { ConditionExpression: condition(to) }),
    ...to.given,
  }
})
const deletes = fc.tuple(keys, maybe(conditions), shown).map(([Key, condition, onFailure]) => {
  const to = new Placeholders()
  return {
    TableName,
    Key,
    ...onFailure,
    ...(condition && { ConditionExpression: condition(to) }),
    ...to.given,
  }
})
const checks = fc.tuple(keys, conditions, shown).map(([Key, condition, onFailure]) => {
  const to = new Placeholders()
  return { TableName, Key, ...onFailure, ConditionExpression: condition(to), ...to.given }
})
const changes = fc
  .tuple(keys, updates, maybe(conditions), shown)
  .map(([Key, update, condition, onFailure]) => {
    const to = new Placeholders()
    return {
      ...{ TableName, Key, ...onFailure, UpdateExpression: update(to).trim() },
      ...(condition && { ConditionExpression: condition(to) }),
      ...to.given,
    }
  })

const request = <Name extends Request['name']>(
  name: Name,
  inputs: fc.Arbitrary<Inputs[Name]>,
): fc.Arbitrary<Request> => inputs.map((input) => ({ name, input }) as Request)

const gets = fc.tuple(keys, fc.boolean(), projection).map(([Key, ConsistentRead, names]) => {
  const to = new Placeholders()
  return { TableName, Key, ConsistentRead, ...projected(names, to), ...to.given }
})

const batchGets = fc
  .tuple(fc.array(keys, { minLength: 0, maxLength: 5 }), fc.boolean(), projection)
  .map(([Keys, ConsistentRead, names]) => {
    const to = new Placeholders()
    const part = { Keys, ConsistentRead, ...projected(names, to), ...to.given }
    return { RequestItems: { [TableName]: part } }
  })

const batchWrites = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: items.map((Item) => ({ PutRequest: { Item } })) },
      keys.map((Key) => ({ DeleteRequest: { Key } })),
    ),
    { maxLength: 5 },
  )
  .map((writes) => ({ RequestItems: { [TableName]: writes } }))

const transactions = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: puts.map((Put) => ({ Put })) },
      { weight: 3, arbitrary: changes.map((Update) => ({ Update })) },
      deletes.map((Delete) => ({ Delete })),
      checks.map((ConditionCheck) => ({ ConditionCheck })),
    ),
    { maxLength: 4 },
  )
  .map((TransactItems) => ({ TransactItems }))

const readTransactions = fc
  .array(keys, { maxLength: 4 })
  .map((all) => ({ TransactItems: all.map((Key) => ({ Get: { TableName, Key } })) }))

type Ranged = {
  readonly pk: readonly string[]
  readonly sk: readonly string[]
  readonly index?: 'gsi1' | 'gsi2'
}

const ranges = (sk: readonly string[]) =>
  fc.oneof(
    { weight: 2, arbitrary: fc.constant(undefined) },
    fc
      .tuple(fc.constantFrom('=', '<', '<=', '>', '>=', '<>'), fc.constantFrom(...sk))
      .map(([by, bound]) => ({ by, bounds: [bound] })),
    fc.tuple(fc.constantFrom(...sk), fc.constantFrom(...sk)).map((bounds) => ({ by: 'BETWEEN', bounds })),
    fc.constantFrom('', '1', '芜湖#', '2', 'é').map((start) => ({ by: 'begins_with', bounds: [start] })),
  )

const rangeText = (
  range: { by: string; bounds: readonly string[] } | undefined,
  name: string,
  to: Placeholders,
) => {
  if (!range) return ''
  const [first = '', second = ''] = range.bounds
  const path = to.name(name)
  const bound = (S: string) => to.value({ S })
  if (range.by === 'BETWEEN') return ` AND ${path} BETWEEN ${bound(first)} AND ${bound(second)}`
  if (range.by === 'begins_with') return ` AND begins_with(${path}, ${bound(first)})`
  return ` AND ${path} ${range.by} ${bound(first)}`
}

const queriesOf = ({ pk, sk, index }: Ranged) =>
  fc
    .record({
      partition: fc.constantFrom(...pk),
      range: ranges(sk),
      filter: maybe(filters),
      names: projection,
      forward: fc.boolean(),
      limit: maybe(fc.constantFrom(1, 2, 3)),
      count: fc.constantFrom(false, false, false, true),
      consistent: fc.constantFrom(undefined, true, false),
    })
    .map(({ partition, range, filter, names, forward, limit, count, consistent }) => {
      const to = new Placeholders()
      const prefix = index ? 'gsi1' : ''
      const KeyConditionExpression = `${to.name(`${prefix}pk`)} = ${to.value({ S: partition })}${rangeText(range, `${prefix}sk`, to)}`
      return {
        ...{ TableName, KeyConditionExpression, ScanIndexForward: forward },
        ...(index && { IndexName: index }),
        ...(filter && { FilterExpression: filter(to) }),
        ...(count ? { Select: 'COUNT' as const } : projected(names, to)),
        ...(limit !== undefined && { Limit: limit }),
        ...(consistent !== undefined && !(index && consistent) && { ConsistentRead: consistent }),
        ...to.given,
      }
    })

const scans = fc
  .record({
    filter: maybe(filters),
    names: projection,
    limit: maybe(fc.constantFrom(1, 3)),
    consistent: fc.boolean(),
  })
  .map(({ filter, names, limit, consistent }) => {
    const to = new Placeholders()
    return {
      ...{ TableName, ConsistentRead: consistent },
      ...(filter && { FilterExpression: filter(to) }),
      ...projected(names, to),
      ...(limit !== undefined && { Limit: limit }),
      ...to.given,
    }
  })

export const requests: fc.Arbitrary<Request> = fc.oneof(
  { weight: 6, arbitrary: request('PutItem', puts) },
  { weight: 5, arbitrary: request('UpdateItem', changes) },
  { weight: 2, arbitrary: request('DeleteItem', deletes) },
  { weight: 6, arbitrary: request('TransactWriteItems', transactions) },
  { weight: 2, arbitrary: request('BatchWriteItem', batchWrites) },
  { weight: 2, arbitrary: request('GetItem', gets) },
  { weight: 1, arbitrary: request('BatchGetItem', batchGets) },
  { weight: 1, arbitrary: request('TransactGetItems', readTransactions) },
  { weight: 3, arbitrary: request('Query', queriesOf({ pk: partitionKeys, sk: sortKeys })) },
  {
    weight: 2,
    arbitrary: request('Query', queriesOf({ pk: indexPartitions, sk: indexSorts, index: 'gsi1' })),
  },
  {
    weight: 1,
    arbitrary: request('Query', queriesOf({ pk: indexPartitions, sk: indexSorts, index: 'gsi2' })),
  },
  { weight: 2, arbitrary: request('Scan', scans) },
)
