import type { Step, TourRecord } from '#test/support/tour.ts'

type Texts = Readonly<Record<string, string>>
type Payload = Pick<Step, 'params' | 'query' | 'body'>

/** Other values of the same kind, by what the value looks like. Of a list, its first item is another. */
const alternatives = (value: unknown): unknown[] => {
  if (Array.isArray(value)) {
    const [first, ...rest] = value as unknown[]
    return alternatives(first).map((other) => [other, ...rest])
  }
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([name, part]) =>
      alternatives(part).map((other) => ({ ...value, [name]: other })),
    )
  if (value === 'employee') return ['resident']
  if (value === 'resident') return ['employee']
  if (typeof value === 'number') return [value + 1, value - 1]
  if (typeof value === 'boolean') return [!value]
  if (typeof value !== 'string') return []
  if (/^\d{4}$/.test(value)) return [String(Number(value) - 1)]
  if (/^\d{4}-\d{2}$/.test(value)) return [`${value.slice(0, 5)}${value.endsWith('02') ? '03' : '02'}`]
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return [`${value.slice(0, 8)}${value.endsWith('02') ? '03' : '02'}`]
  return [`${value}-2`]
}

/** What other calls of the tour gave for a parameter: ids of records that exist. */
const visitedValues = (name: string, visited: TourRecord): string[] =>
  [...visited.values()].flatMap(({ step }) => step.params?.[name] ?? step.query?.[name] ?? [])

const otherTexts = (texts: Texts, visited: TourRecord): Texts[] =>
  Object.entries(texts).flatMap(([name, value]) =>
    [...new Set([...alternatives(value).map(String), ...visitedValues(name, visited)])]
      .filter((other) => other !== value)
      .map((other) => ({ ...texts, [name]: other })),
  )

/** What to change of a call so that its payload is another: one value of its path, query or body, for every such value. */
export const otherPayloads = ({ params = {}, query = {}, body }: Payload, visited: TourRecord): Payload[] => [
  ...otherTexts(params, visited).map((other) => ({ params: other })),
  ...otherTexts(query, visited).map((other) => ({ query: other })),
  ...alternatives(body).map((other) => ({ body: other })),
]
