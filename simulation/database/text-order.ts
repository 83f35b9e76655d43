/** Half a character that is written as two, which UTF-16 sorts before some that UTF-8 sorts before it. */
const surrogate = /[\uD800-\uDFFF]/

export type Order = (left: string, right: string) => number

const byUnits: Order = (left, right) => (left < right ? -1 : left > right ? 1 : 0)
const byBytes: Order = (left, right) => Buffer.compare(Buffer.from(left), Buffer.from(right))

export const needsBytes = (text: string): boolean => surrogate.test(text)

/** Sort keys in the order of their bytes, which is the order of JavaScript's texts for all but rare characters. */
export const compareTexts: Order = (left, right) => {
  if (left === right) return 0
  return needsBytes(left) || needsBytes(right) ? byBytes(left, right) : byUnits(left, right)
}

const offsetBasis = 0x811c9dc5
const prime = 0x01000193
/** Spreads a partition key over 32 bits, always in the same way: the place of a partition in a scan, and its shard. */
export const spread = (text: string): number => {
  let hash = offsetBasis
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), prime)
  // The last characters tell most keys apart, and have hardly reached the upper bits yet.
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
