import type { AttributeValue } from '@aws-sdk/client-dynamodb'

const bytes = (text: string): number => Buffer.byteLength(text, 'utf8')
const collectionOverhead = 3
const elementOverhead = 1

/** Bytes of a number by AWS's rule of thumb: two digits a byte, one more, one for a sign. */
const numberSize = (digits: string): number => {
  const significant = digits.replace(/^-?0*|\.|0+$/g, '')
  return Math.ceil(significant.length / 2) + 1 + (digits.startsWith('-') ? 1 : 0)
}

const attributeSize = (attribute: AttributeValue): number => {
  if (attribute.S !== undefined) return bytes(attribute.S)
  if (attribute.N !== undefined) return numberSize(attribute.N)
  if (attribute.B !== undefined) return attribute.B.byteLength
  if (attribute.L !== undefined)
    return attribute.L.reduce(
      (size, element) => size + attributeSize(element) + elementOverhead,
      collectionOverhead,
    )
  if (attribute.M !== undefined) return collectionOverhead + itemSize(attribute.M, elementOverhead)
  return 1
}

/** Size of an item in bytes as AWS bills it: names and values. */
export const itemSize = (item: Record<string, AttributeValue>, perAttribute = 0): number =>
  Object.entries(item).reduce(
    (size, [name, value]) => size + bytes(name) + attributeSize(value) + perAttribute,
    0,
  )
