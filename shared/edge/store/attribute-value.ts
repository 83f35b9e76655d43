import type { AttributeValue } from '@aws-sdk/client-dynamodb'
import { must } from '#shared/kernel/errors.ts'

/** What an item may hold. Numbers are whole and safe, so that money survives storage to the fen. */
export type Value =
  | string
  | number
  | boolean
  | null
  | Uint8Array
  | readonly Value[]
  | { readonly [key: string]: Value | undefined }
export type Item = { readonly [key: string]: Value | undefined }

/**
 * Writes a value as DynamoDB has it.
 * @throws TongchouError `store.inexact-number` for a number that is not a safe integer
 */
export const toAttribute = (value: Value): AttributeValue => {
  if (typeof value === 'string') return { S: value }
  if (typeof value === 'number') {
    // The words of a fault are only made where there is one: every number passes here.
    if (!Number.isSafeInteger(value)) must(false, 'store.inexact-number', `not a whole number: ${value}`)
    return { N: String(value) }
  }
  if (typeof value === 'boolean') return { BOOL: value }
  if (value === null) return { NULL: true }
  if (value instanceof Uint8Array) return { B: value }
  if (Array.isArray(value)) return { L: value.map(toAttribute) }
  return { M: toAttributes(value as Item) }
}

/** Writes an item; fields that are undefined are left out. */
export const toAttributes = (item: Item): Record<string, AttributeValue> => {
  const attributes: Record<string, AttributeValue> = {}
  for (const name in item) {
    const value = item[name]
    if (value !== undefined) attributes[name] = toAttribute(value)
  }
  return attributes
}

const exactNumber = (digits: string): number => {
  const value = Number(digits)
  if (!Number.isSafeInteger(value))
    must(false, 'store.inexact-number', `stored number is not whole and safe: ${digits}`)
  return value
}

/** Reads a value; the exact counterpart of `toAttribute`. */
export const fromAttribute = (attribute: AttributeValue): Value => {
  if (attribute.S !== undefined) return attribute.S
  if (attribute.N !== undefined) return exactNumber(attribute.N)
  if (attribute.BOOL !== undefined) return attribute.BOOL
  if (attribute.NULL !== undefined) return null
  if (attribute.B !== undefined) return attribute.B
  if (attribute.L !== undefined) return attribute.L.map(fromAttribute)
  if (attribute.M !== undefined) return fromAttributes(attribute.M)
  must(false, 'store.unknown-type', `attribute of a type never written: ${Object.keys(attribute).join()}`)
  return null
}

/** Reads an item as it was written; a field may be left out. */
export const fromAttributes = (
  attributes: Record<string, AttributeValue>,
  leftOut?: string,
): Record<string, Value> => {
  const item: Record<string, Value> = {}
  for (const name of Object.keys(attributes))
    if (name !== leftOut) item[name] = fromAttribute(attributes[name] as AttributeValue)
  return item
}
