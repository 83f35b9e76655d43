/** Fields whose word tells one kind of a record from another; of other words only counts that they are words. */
const telling: ReadonlySet<string> = new Set(['kind', 'status', 'state', 'purpose', 'reason', 'detail-type'])

/** Names that hold a digit are ids, days or codes of a map, and say nothing about its shape. */
const nameOf = (key: string): string => (/\d/.test(key) ? '*' : key)

const addShape = (value: unknown, path: string, key: string, shape: Set<string>): void => {
  if (Array.isArray(value)) for (const each of value) addShape(each, `${path}[]`, key, shape)
  else if (value instanceof Uint8Array) shape.add(`${path}:bytes`)
  else if (typeof value === 'object' && value !== null)
    for (const [field, each] of Object.entries(value))
      addShape(each, `${path}.${nameOf(field)}`, field, shape)
  else if (typeof value === 'string' && telling.has(key)) shape.add(`${path}=${value}`)
  else
    shape.add(
      `${path}:${typeof value === 'number' ? Math.sign(value) : value === null ? 'null' : typeof value}`,
    )
}

/** What a value is made of: every path in it with the type that stands there, and the sign of a number. */
export const shapeOf = (value: unknown): ReadonlySet<string> => {
  const shape = new Set<string>()
  addShape(value, '', '', shape)
  return shape
}

const sizeOf = (value: unknown): number => JSON.stringify(value).length

/** Those of the candidates that show something which neither the known samples nor a smaller candidate shows. */
export const newSamples = <Value>(known: readonly unknown[], candidates: readonly Value[]): Value[] => {
  const seen = new Set(known.flatMap((each) => [...shapeOf(each)]))
  return candidates
    .toSorted((a, b) => sizeOf(a) - sizeOf(b))
    .filter((candidate) => {
      const news = [...shapeOf(candidate)].filter((part) => !seen.has(part))
      for (const part of news) seen.add(part)
      return news.length > 0
    })
}
