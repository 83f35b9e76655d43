import type { AttributeValue } from '@aws-sdk/client-dynamodb'
import type { Stored } from '#shared/edge/store/item.ts'
import { asStored } from '#shared/edge/store/write-marks.ts'
import type { Attributes } from './attributes.ts'

const known = new WeakMap<Record<string, AttributeValue>, Stored>()

const freeze = (value: unknown): void => {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return
  for (const part of Object.values(value)) freeze(part)
  Object.freeze(value)
}

/** Reads an item that is stored here once for all who ask for it. Nobody may change what they share. */
export const readShared = (item: Attributes): Stored => {
  const found = known.get(item)
  if (found) return found
  const read = asStored(item)
  freeze(read)
  known.set(item, read)
  return read
}
