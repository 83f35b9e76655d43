import type { AttributeValue } from '@aws-sdk/client-dynamodb'
import fc from 'fast-check'

/** Texts whose order in bytes is another than in UTF-16 units are among the sort keys. */
export const partitionKeys = ['a', 'b', '淮南'] as const
export const sortKeys = ['1', '10', '2', 'é', '！', '𝒳', '芜湖#1', '芜湖#2'] as const
export const indexPartitions = ['g', 'h'] as const
export const indexSorts = ['1', '2', '22', '！', '𝒳'] as const

const texts = fc.constantFrom('', 'x', 'xy', 'é', '！', '𝒳', '芜湖')
const numbers = fc.constantFrom(
  ...['0', '1', '-1', '2', '10', '7.5', '-0.25', '0.10', '1e3', '007', '123456789012345678901234567890'],
  ...['9007199254740993', '1e-20', '-0'],
)
const bytes = fc.constantFrom(new Uint8Array([1]), new Uint8Array([1, 255]), new Uint8Array([200]))

/** DynamoDB Local keeps some numbers as they were written: see the list of its lies. */
const usual = fc.constantFrom('0', '1', '-1', '2', '10', '7.5', '-0.25', '9007199254740993')

const plain: fc.Arbitrary<AttributeValue> = fc.oneof(
  { weight: 4, arbitrary: usual.map((N) => ({ N })) },
  { weight: 3, arbitrary: texts.map((S) => ({ S })) },
  fc.boolean().map((BOOL) => ({ BOOL })),
  fc.constant({ NULL: true as const }),
  bytes.map((B) => ({ B })),
)
const nested: fc.Arbitrary<AttributeValue> = fc.oneof(
  fc.array(plain, { maxLength: 3 }).map((L) => ({ L })),
  fc
    .record({ a: plain, b: plain }, { requiredKeys: [] })
    .map((M) => ({ M: M as Record<string, AttributeValue> })),
)

export const values: fc.Arbitrary<AttributeValue> = fc.oneof({ weight: 5, arbitrary: plain }, nested)
/** A text where one is wanted, and now and then something else. */
const mostly = <Value>(usual: fc.Arbitrary<Value>, rare: fc.Arbitrary<Value>): fc.Arbitrary<Value> =>
  fc.oneof({ weight: 40, arbitrary: usual }, { weight: 1, arbitrary: rare })
const oddKeys = fc.constantFrom<AttributeValue>({ S: '' }, { N: '1' })
const keyPart = (from: readonly string[]) =>
  mostly(
    fc.constantFrom(...from).map((S): AttributeValue => ({ S })),
    oddKeys,
  )

export const keys = mostly<Record<string, AttributeValue>>(
  fc.record({ pk: keyPart(partitionKeys), sk: keyPart(sortKeys) }),
  fc.constantFrom<Record<string, AttributeValue>>(
    { pk: { S: 'a' } },
    { pk: { S: 'a' }, sk: { S: '1' }, x: { N: '1' } },
  ),
)

/** Attributes beside the key: few names, so that conditions meet what they speak of. */
const others = fc.record(
  {
    x: values,
    y: values,
    n: numbers.map((N) => ({ N })),
    m: fc.record({ a: plain, b: nested }, { requiredKeys: [] }).map((M) => ({ M })),
    l: fc.array(plain, { maxLength: 3 }).map((L) => ({ L })),
    version: fc.constantFrom({ N: '1' }, { N: '2' }),
    gsi1pk: keyPart(indexPartitions),
    gsi1sk: keyPart(indexSorts),
  },
  { requiredKeys: [] },
)

export const items: fc.Arbitrary<Record<string, AttributeValue>> = fc
  .tuple(keys, others)
  .map(([key, rest]) => ({ ...(rest as Record<string, AttributeValue>), ...key }))
