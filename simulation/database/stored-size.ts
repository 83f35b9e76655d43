import { itemSize } from '#shared/edge/store/item-size.ts'
import type { Attributes } from './attributes.ts'

const known = new WeakMap<Attributes, number>()

/** The size of an item that is stored: such an item is never changed, and asked for its size by each that reads it. */
export const storedSize = (item: Attributes): number => {
  const found = known.get(item)
  if (found !== undefined) return found
  const size = itemSize(item)
  known.set(item, size)
  return size
}
