import type { AttributeValue } from '@aws-sdk/client-dynamodb'

const firstOfTwoBytes = 0x80
/** Most texts are short and plain; a look at their letters is quicker than a call that encodes them. */
const longestLookedAt = 64

const bytes = (text: string): number => {
  if (text.length > longestLookedAt) return Buffer.byteLength(text, 'utf8')
  for (let at = 0; at < text.length; at += 1)
    if (text.charCodeAt(at) >= firstOfTwoBytes) return Buffer.byteLength(text, 'utf8')
  return text.length
}

const collectionOverhead = 3
const elementOverhead = 1

/** Bytes of a number by AWS's rule of thumb: two digits a byte, one more, one for a sign. */
const numberSize = (digits: string): number => {
  const sign = digits.startsWith('-') ? 1 : 0
  let [from, to] = [sign, digits.length]
  while (digits[from] === '0') from += 1
  while (to > from && digits[to - 1] === '0') to -= 1
  // What stands between the first and the last digit that count, without the point.
  const significant = to - from - (digits.slice(from, to).includes('.') ? 1 : 0)
  return Math.ceil(significant / 2) + 1 + sign
}

const attributeSize = (attribute: AttributeValue): number => {
  if (attribute.S !== undefined) return bytes(attribute.S)
  if (attribute.N !== undefined) return numberSize(attribute.N)
  if (attribute.B !== undefined) return attribute.B.byteLength
  if (attribute.L !== undefined) {
    let size = collectionOverhead
    for (const element of attribute.L) size += attributeSize(element) + elementOverhead
    return size
  }
  if (attribute.M !== undefined) return collectionOverhead + itemSize(attribute.M, elementOverhead)
  return 1
}

/** Size of an item in bytes as AWS bills it: names and values. */
export const itemSize = (item: Record<string, AttributeValue>, perAttribute = 0): number => {
  let size = 0
  for (const name of Object.keys(item))
    size += bytes(name) + attributeSize(item[name] as AttributeValue) + perAttribute
  return size
}
