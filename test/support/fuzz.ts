import fc from 'fast-check'
import type { Step } from '#test/support/tour.ts'
import { pathOf } from '#test/support/tour.ts'

/** A request to send, as odd as it may be. */
export type FuzzRequest = {
  readonly token: Readonly<Record<string, string>>
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string>> | undefined
  readonly body?: string | undefined
}

const seed = 340_000

const oddText = fc.oneof(
  fc.constantFrom(
    ...['', ' ', '0', '-1', 'null', 'undefined', 'NaN', '1e309', '__proto__', 'constructor', '\u0000', '💴'],
    ...[
      '../..',
      '%00',
      "' OR 1=1",
      '2025-02-30',
      '9999-12-31',
      '0001-01-01',
      '340000',
      '341800',
      'a#b',
      'RUN#x',
    ],
    ...['toString', '{}', '-', '0x7e9', '02025', '2.025e3'],
    ...['eyJwayI6IngifQ', 'eyJwayI6IngifQ.0123', '龍率𠮷', 'x'.repeat(3_000)],
  ),
  fc.string({ unit: 'grapheme', maxLength: 20 }),
)

const oddValue: fc.Arbitrary<unknown> = fc.oneof(
  oddText,
  fc.constantFrom<unknown>(
    ...[null, true, 0, -1, 0.5, 1e21, Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER + 1, [], {}, [[]]],
    ...[{ a: { b: { c: [] } } }, [null], ['x'], '400.00', '4e2'],
  ),
  fc.jsonValue({ maxDepth: 4 }),
)

type Place = readonly (string | number)[]

/** Every place in a value where something else could stand. */
const placesOf = (value: unknown, at: Place = []): Place[] => {
  if (value === null || typeof value !== 'object') return [at]
  const entries = Array.isArray(value)
    ? value.map((each, index) => [index, each] as const)
    : Object.entries(value)
  return [at, ...entries.flatMap(([key, each]) => placesOf(each, [...at, key]))]
}

const put = (value: unknown, [first, ...rest]: Place, odd: unknown): unknown => {
  if (first === undefined) return odd
  if (Array.isArray(value)) return value.map((each, index) => (index === first ? put(each, rest, odd) : each))
  const object = (value ?? {}) as Record<string, unknown>
  return { ...object, [first]: put(object[first], rest, odd) }
}

const oddBody = (body: unknown): fc.Arbitrary<string> => {
  const places = placesOf(body)
  return fc.oneof(
    {
      weight: 8,
      arbitrary: fc
        .tuple(fc.constantFrom(...places), oddValue)
        .map(([at, odd]) => JSON.stringify(put(body, at, odd)) ?? ''),
    },
    {
      weight: 2,
      arbitrary: oddValue.map((odd) => JSON.stringify({ ...(body as object), unknownField: odd })),
    },
    { weight: 1, arbitrary: oddValue.map((odd) => JSON.stringify(odd) ?? '') },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        '',
        '{',
        'nul',
        '"\\ud800"',
        '['.repeat(10_000),
        `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`,
      ),
    },
  )
}

const oddQuery = (query: Step['query'] = {}): fc.Arbitrary<Readonly<Record<string, string>>> =>
  fc
    .tuple(fc.constantFrom(...Object.keys(query), 'cursor', 'format', 'year', 'unknown'), oddText)
    .map(([name, odd]) => ({ ...query, [name]: odd }))

const oddPath = (step: Step): fc.Arbitrary<string> => {
  const names = Object.keys(step.params ?? {})
  const [first] = names
  if (first === undefined) return fc.constant(pathOf(step))
  return fc
    .tuple(fc.constantFrom(...names), oddText)
    .map(([name, odd]) => decodeURIComponent(pathOf({ ...step, params: { ...step.params, [name]: odd } })))
}

/** A query with every choice of its parameters but all of them; no operation has more than a few. */
const partsOf = (query: Step['query'] = {}): Readonly<Record<string, string>>[] => {
  const choices: Readonly<Record<string, string>>[] = [{}]
  for (const [name, value] of Object.entries(query))
    choices.push(...choices.map((part) => ({ ...part, [name]: value })))
  return choices.slice(0, -1)
}

/** Requests made from one that is right by putting something odd in some place of it. */
export const fuzzedRequests = (step: Step, count: number): FuzzRequest[] => {
  const token = { sub: 'fuzz', ...step.as }
  const path = decodeURIComponent(pathOf(step))
  const body = step.body === undefined ? undefined : JSON.stringify(step.body)
  const sound = { token, path, query: step.query, body }
  const key = fc.integer({ min: 0 }).map((number) => `fuzz-${number}`)
  const headers = fc.oneof({ weight: 9, arbitrary: key }, { weight: 1, arbitrary: oddText })
  const odd = fc.oneof(
    {
      weight: step.body === undefined ? 0 : 6,
      arbitrary: oddBody(step.body).map((text) => ({ ...sound, body: text })),
    },
    { weight: 2, arbitrary: oddQuery(step.query).map((query) => ({ ...sound, query })) },
    { weight: 2, arbitrary: oddPath(step).map((odder) => ({ ...sound, path: odder })) },
  )
  const sampled = fc
    .sample(fc.tuple(odd, headers), { numRuns: count, seed })
    .map(([request, sent]) => ({ ...request, headers: { 'idempotency-key': sent } }))
  return [...partsOf(step.query).map((query) => ({ ...sound, query, headers: {} })), ...sampled]
}
