import type { AttributeValue } from '@aws-sdk/client-dynamodb'
import { invalid, unknown } from './errors.ts'
import { canonicalNumber, compareNumbers } from './numbers.ts'
import { compareTexts } from './text-order.ts'

/** An item as it is stored: never changed, only put in the place of another, so that it may be handed out as it is. */
export type Attributes = Record<string, AttributeValue>

const deepest = 32
const kinds = ['S', 'N', 'B', 'BOOL', 'NULL', 'L', 'M'] as const
export type Kind = (typeof kinds)[number]

/** The type of a value. */
export const kindOf = (value: AttributeValue): Kind => {
  if (value.S !== undefined) return 'S'
  if (value.N !== undefined) return 'N'
  if (value.M !== undefined) return 'M'
  if (value.BOOL !== undefined) return 'BOOL'
  if (value.B !== undefined) return 'B'
  if (value.L !== undefined) return 'L'
  if (value.NULL !== undefined) return 'NULL'
  if (value.SS ?? value.NS ?? value.BS) throw unknown('sets')
  throw invalid('Supplied AttributeValue is empty, must contain exactly one of the supported datatypes')
}

/** The type of a value that was given, which must have one only. */
const onlyKindOf = (value: AttributeValue): Kind => {
  let set = 0
  for (const kind in value) if (value[kind as Kind] !== undefined) set += 1
  if (set > 1)
    throw invalid(
      'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes',
    )
  return kindOf(value)
}

/** A copy of a value as DynamoDB keeps it, which whoever gave it cannot change any more. */
export const copied = (value: AttributeValue, depth = 1): AttributeValue => {
  const kind = onlyKindOf(value)
  if (depth > deepest && (kind === 'L' || kind === 'M'))
    throw invalid(
      'Nesting Levels have exceeded supported limits: Attributes of depth greater than 32 are not supported',
    )
  switch (kind) {
    case 'S':
      return { S: value.S as string }
    case 'N':
      return { N: canonicalNumber(value.N as string) }
    case 'BOOL':
      return { BOOL: value.BOOL as boolean }
    case 'B':
      return { B: Uint8Array.from(value.B as Uint8Array) }
    case 'NULL':
      if (value.NULL !== true)
        throw invalid(
          'One or more parameter values were invalid: Null attribute value types must have the value of true',
        )
      return { NULL: true }
    case 'L':
      return { L: (value.L as AttributeValue[]).map((each) => copied(each, depth + 1)) }
    case 'M':
      return { M: copiedItem(value.M as Attributes, depth + 1) }
  }
}

/** A copy of an item, or of a map in it. */
export const copiedItem = (item: Attributes, depth = 1): Attributes => {
  const copy: Attributes = {}
  for (const name in item) {
    const value = item[name]
    if (value !== undefined) copy[name] = copied(value, depth)
  }
  return copy
}

const sameBytes = (left: Uint8Array, right: Uint8Array): boolean => Buffer.compare(left, right) === 0

/** Whether two values are the same; values of different types never are. */
export const areEqual = (left: AttributeValue, right: AttributeValue): boolean => {
  const kind = kindOf(left)
  if (kind !== kindOf(right)) return false
  switch (kind) {
    case 'S':
      return left.S === right.S
    case 'N':
      return compareNumbers(left.N as string, right.N as string) === 0
    case 'BOOL':
      return left.BOOL === right.BOOL
    case 'NULL':
      return true
    case 'B':
      return sameBytes(left.B as Uint8Array, right.B as Uint8Array)
    case 'L':
      return areEqualLists(left.L as AttributeValue[], right.L as AttributeValue[])
    case 'M':
      return areEqualItems(left.M as Attributes, right.M as Attributes)
  }
}

const areEqualLists = (left: readonly AttributeValue[], right: readonly AttributeValue[]): boolean =>
  left.length === right.length &&
  left.every((each, at) => {
    const other = right[at]
    return other !== undefined && areEqual(each, other)
  })

/** Whether two items hold the same. */
export const areEqualItems = (left: Attributes, right: Attributes): boolean => {
  const names = Object.keys(left)
  return (
    names.length === Object.keys(right).length &&
    names.every((name) => {
      const [one, other] = [left[name], right[name]]
      return one !== undefined && other !== undefined && areEqual(one, other)
    })
  )
}

const ordered = new Set<Kind>(['S', 'N', 'B'])
/** Whether values of a type come before or after one another. */
export const isOrdered = (kind: Kind): boolean => ordered.has(kind)

/** The order of two values of one type; undefined where they have none. */
export const compareValues = (left: AttributeValue, right: AttributeValue): number | undefined => {
  const kind = kindOf(left)
  if (kind !== kindOf(right)) return undefined
  if (kind === 'S') return compareTexts(left.S as string, right.S as string)
  if (kind === 'N') return compareNumbers(left.N as string, right.N as string)
  if (kind === 'B') return Buffer.compare(left.B as Uint8Array, right.B as Uint8Array)
  return undefined
}
