import type { AttributeValue, Put, TransactWriteItem } from '@aws-sdk/client-dynamodb'
import type { Request } from '#test/simulation/random-requests.ts'
import { TableName } from '#test/simulation/random-requests.ts'

const pk = { S: 'a' }
const key = { pk, sk: { S: '1' } }
const put = (Item: Record<string, AttributeValue>, more: object = {}): Request => ({
  name: 'PutItem',
  input: { TableName, Item, ...more },
})
const update = (UpdateExpression: string, values: Record<string, AttributeValue> = {}): Request => ({
  name: 'UpdateItem',
  input: {
    ...{ TableName, Key: key, UpdateExpression },
    ...(Object.keys(values).length > 0 && { ExpressionAttributeValues: values }),
  },
})
const query = (KeyConditionExpression: string, more: object = {}): Request => ({
  name: 'Query',
  input: {
    ...{ TableName, KeyConditionExpression },
    ...{ ExpressionAttributeValues: { ':p': { S: 'a' }, ':s': { S: '1' } } },
    ...more,
  },
})
const transact = (...TransactItems: TransactWriteItem[]): Request => ({
  name: 'TransactWriteItems',
  input: { TransactItems },
})
const many = (count: number) =>
  Array.from({ length: count }, (_, at) => ({
    Put: { TableName, Item: { pk, sk: { S: String(at) } } },
  }))
const one = { ':v': { N: '1' } }
const long = (bytes: number) => ({ S: 'x'.repeat(bytes) })

/** Requests that are wrong in one way each. The table has the item `a 1`, whose `fen` is 5 and whose `kind` is a text. */
export const wrongRequests: Readonly<Record<string, Request>> = {
  'an unknown table': { name: 'GetItem', input: { TableName: 'nowhere', Key: key } },
  'half a key': { name: 'GetItem', input: { TableName, Key: { pk } } },
  'a key of another type': put({ pk, sk: { N: '1' } }),
  'an empty partition key': put({ pk: { S: '' }, sk: { S: '1' } }),
  'an empty sort key': { name: 'GetItem', input: { TableName, Key: { pk, sk: { S: '' } } } },
  'an empty index key': put({ ...key, gsi1pk: { S: '' }, gsi1sk: { S: '1' } }),
  'an index key of another type': put({ ...key, gsi1pk: { N: '1' } }),
  'a partition key of more than 2,048 bytes': put({ pk: long(2049), sk: { S: '1' } }),
  'a sort key of more than 1,024 bytes': put({ pk, sk: long(1025) }),
  'an item of more than 400 KB': put({ ...key, x: long(400 * 1024) }),
  'a number that is none': put({ ...key, fen: { N: 'five' } }),
  'a number of 39 digits': put({ ...key, fen: { N: '1'.repeat(39) } }),
  'a number beyond all bounds': put({ ...key, fen: { N: '1e126' } }),
  'a number too small': put({ ...key, fen: { N: '1e-131' } }),
  'a null that is false': put({ ...key, x: { NULL: false } as unknown as AttributeValue }),
  'a condition that fails': put(key, { ConditionExpression: 'attribute_not_exists(pk)' }),
  'a condition that fails and shows the item': put(key, {
    ConditionExpression: 'attribute_not_exists(pk)',
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  }),
  'a value that is not given': put(key, { ConditionExpression: 'fen = :v' }),
  'a value that is not used': put(key, {
    ConditionExpression: 'attribute_exists(fen)',
    ExpressionAttributeValues: one,
  }),
  'a name that is not given': put(key, { ConditionExpression: 'attribute_exists(#x)' }),
  'a name that is not used': put(key, {
    ConditionExpression: 'attribute_exists(fen)',
    ExpressionAttributeNames: { '#x': 'x' },
  }),
  'values without an expression': put(key, { ExpressionAttributeValues: one }),
  'names without an expression': put(key, { ExpressionAttributeNames: { '#x': 'x' } }),
  'an expression that ends too soon': put(key, { ConditionExpression: 'fen =' }),
  'an expression that goes on too long': put(key, { ConditionExpression: 'attribute_exists(fen) fen' }),
  'an empty expression': put(key, { ConditionExpression: '' }),
  'an unknown function': put(key, { ConditionExpression: 'attribute_is(fen)' }),
  'an order of what has none': put(key, {
    ConditionExpression: 'fen < :v',
    ExpressionAttributeValues: { ':v': { BOOL: true } },
  }),
  'bounds in the wrong order': put(key, {
    ConditionExpression: 'fen BETWEEN :v AND :w',
    ExpressionAttributeValues: { ':v': { N: '2' }, ':w': { N: '1' } },
  }),
  'a sum with a text': update('SET fen = fen + :v', { ':v': { S: '1' } }),
  'a sum with what is not there': update('SET fen = version + :v', one),
  'a sum with a stored text': update('SET fen = kind + :v', one),
  'an addition to a stored text': update('ADD kind :v', one),
  'a change of the key': update('SET pk = :v', { ':v': { S: 'b' } }),
  'two changes of one attribute': update('SET fen = :v ADD fen :v', one),
  'a section twice': update('SET fen = :v SET version = :v', one),
  'a way that leads nowhere': update('SET version.fen = :v', one),
  'a query without its partition': query('sk = :s', { ExpressionAttributeValues: { ':s': { S: '1' } } }),
  'a query by two sort keys': query('pk = :p AND sk > :s AND sk < :s'),
  'a query of partitions in order': query('pk > :p', { ExpressionAttributeValues: { ':p': { S: 'a' } } }),
  'a query with or': query('pk = :p OR sk = :s'),
  'a query by what is no key': query('pk = :p AND fen = :s'),
  'a query of an unknown index': query('pk = :p AND sk = :s', { IndexName: 'gsi9' }),
  'a consistent read of an index': query('gsi1pk = :p AND gsi1sk = :s', {
    IndexName: 'gsi1',
    ConsistentRead: true,
  }),
  'a filter by the key': query('pk = :p', { FilterExpression: 'sk = :s' }),
  'a limit of nothing': query('pk = :p AND sk = :s', { Limit: 0 }),
  'a start in another partition': query('pk = :p AND sk = :s', {
    ExclusiveStartKey: { pk: { S: 'b' }, sk: { S: '1' } },
  }),
  'half a start': query('pk = :p AND sk = :s', { ExclusiveStartKey: { pk } }),
  'a segment beyond the last': { name: 'Scan', input: { TableName, Segment: 2, TotalSegments: 2 } },
  'a segment of no number': { name: 'Scan', input: { TableName, Segment: 0 } },
  'a transaction of nothing': transact(),
  'a transaction of 101 actions': transact(...many(101)),
  'one item twice in a transaction': transact(...many(1), ...many(1)),
  'a transaction with a condition that fails': transact(
    { Put: { TableName, Item: { pk, sk: { S: 'new' } } } },
    {
      ConditionCheck: {
        ...{ TableName, Key: key, ConditionExpression: 'attribute_not_exists(pk)' },
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      },
    },
  ),
  'a batch of 101 reads': {
    name: 'BatchGetItem',
    input: { RequestItems: { [TableName]: { Keys: many(101).map(({ Put: { Item } }) => Item) } } },
  },
  'a batch of one item twice': {
    name: 'BatchGetItem',
    input: { RequestItems: { [TableName]: { Keys: [key, key] } } },
  },
  'a batch of 26 writes': {
    name: 'BatchWriteItem',
    input: { RequestItems: { [TableName]: many(26).map(({ Put: { Item } }) => ({ PutRequest: { Item } })) } },
  },
}

const putOf = (name: string): TransactWriteItem => {
  const request = wrongRequests[name]
  return request?.name === 'PutItem' ? { Put: request.input as Put } : {}
}
const elsewhere: TransactWriteItem = { Put: { TableName: 'nowhere', Item: key } }
const unusedHere = { Put: { TableName, Item: { pk, sk: { S: '2' } }, ExpressionAttributeValues: one } }
const changesKey: TransactWriteItem = {
  Update: {
    ...{ TableName, Key: key, UpdateExpression: 'SET pk = :v' },
    ExpressionAttributeValues: { ':v': { S: 'b' } },
  },
}

/** Transactions that are wrong in two ways: which of them is told is the order in which a transaction is read. */
export const twiceWrong: Readonly<Record<string, Request>> = {
  'a change of a key before values without an expression': transact(changesKey, unusedHere),
  'a change of a key after values without an expression': transact(unusedHere, changesKey),
  'values without an expression before an unknown table': transact(unusedHere, elsewhere),
  'values without an expression after an unknown table': transact(elsewhere, unusedHere),
  ...Object.fromEntries(
    [
      'a number that is none',
      'a null that is false',
      'a value that is not given',
      'a value that is not used',
      'an expression that ends too soon',
      'an empty expression',
      'an order of what has none',
    ].map((name) => [`${name} after an unknown table`, transact(elsewhere, putOf(name))]),
  ),
}
