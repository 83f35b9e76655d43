import type { AttributeValue } from '@aws-sdk/client-dynamodb'
import fc from 'fast-check'
import { values } from '#test/simulation/random-values.ts'

/** Gives placeholders to names and values, as a request carries them. */
export class Placeholders {
  readonly #names = new Map<string, string>()
  readonly #values: Record<string, AttributeValue> = {}
  #count = 0

  name(name: string): string {
    const given = this.#names.get(name) ?? `#n${this.#names.size}`
    this.#names.set(name, given)
    return given
  }

  value(value: AttributeValue): string {
    const name = `:v${this.#count}`
    this.#count += 1
    this.#values[name] = value
    return name
  }

  get given() {
    return {
      ...(this.#names.size > 0 && {
        ExpressionAttributeNames: Object.fromEntries([...this.#names].map(([name, given]) => [given, name])),
      }),
      ...(this.#count > 0 && { ExpressionAttributeValues: this.#values }),
    }
  }
}

/** A part of an expression, written when the request is. */
export type Written = (placeholders: Placeholders) => string

const written = (parts: readonly (string | number)[]): Written => {
  const [first, ...rest] = parts
  return (placeholders) =>
    [
      placeholders.name(String(first)),
      ...rest.map((part) => (typeof part === 'number' ? `[${part}]` : `.${placeholders.name(part)}`)),
    ].join('')
}

const paths = fc
  .constantFrom<(string | number)[]>(
    ...[['x'], ['y'], ['n'], ['version'], ['m'], ['l'], ['m', 'a'], ['m', 'b'], ['m', 'b', 0]],
    ...[
      ['m', 'b', 'a'],
      ['l', 0],
      ['l', 1],
      ['l', 5],
      ['x', 'a'],
      ['x', 0],
    ],
  )
  .map(written)
const keyPaths = fc.constantFrom(['pk'], ['sk'], ['gsi1pk'], ['gsi1sk']).map(written)
const anyPath = fc.oneof({ weight: 8, arbitrary: paths }, keyPaths)
const value: fc.Arbitrary<Written> = values.map((each) => (placeholders) => placeholders.value(each))

const size =
  (path: Written): Written =>
  (placeholders) =>
    `size(${path(placeholders)})`
const operands = (path: fc.Arbitrary<Written>): fc.Arbitrary<Written> =>
  fc.oneof({ weight: 5, arbitrary: path }, { weight: 1, arbitrary: path.map(size) })

const leaves = (path: fc.Arbitrary<Written>): fc.Arbitrary<Written> =>
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc
        .tuple(
          operands(path),
          fc.constantFrom('=', '<>', '<', '<=', '>', '>='),
          fc.oneof({ weight: 4, arbitrary: value }, operands(path)),
        )
        .map(
          ([left, by, right]): Written =>
            (to) =>
              `${left(to)} ${by} ${right(to)}`,
        ),
    },
    {
      weight: 1,
      arbitrary: fc.tuple(operands(path), value, value).map(
        ([of, from, until]): Written =>
          (to) =>
            `${of(to)} BETWEEN ${from(to)} AND ${until(to)}`,
      ),
    },
    {
      weight: 1,
      arbitrary: fc.tuple(path, fc.array(value, { minLength: 1, maxLength: 3 })).map(
        ([of, list]): Written =>
          (to) =>
            `${of(to)} IN (${list.map((each) => each(to)).join(', ')})`,
      ),
    },
    {
      weight: 3,
      arbitrary: fc.tuple(fc.constantFrom('attribute_exists', 'attribute_not_exists'), path).map(
        ([name, of]): Written =>
          (to) =>
            `${name}(${of(to)})`,
      ),
    },
    {
      weight: 1,
      arbitrary: fc.tuple(fc.constantFrom('begins_with', 'contains'), path, value).map(
        ([name, of, what]): Written =>
          (to) =>
            `${name}(${of(to)}, ${what(to)})`,
      ),
    },
    {
      weight: 1,
      arbitrary: fc.tuple(path, fc.constantFrom('S', 'N', 'B', 'BOOL', 'NULL', 'L', 'M', 'X')).map(
        ([of, S]): Written =>
          (to) =>
            `attribute_type(${of(to)}, ${to.value({ S })})`,
      ),
    },
  )

const joined = (term: fc.Arbitrary<Written>): fc.Arbitrary<Written> =>
  fc.oneof(
    { weight: 4, arbitrary: term },
    fc.tuple(term, fc.constantFrom('AND', 'OR'), term).map(
      ([left, by, right]): Written =>
        (to) =>
          `${left(to)} ${by} ${right(to)}`,
    ),
    term.map(
      (each): Written =>
        (to) =>
          `NOT (${each(to)})`,
    ),
    fc.tuple(term, term, term).map(
      ([a, b, c]): Written =>
        (to) =>
          `(${a(to)} OR ${b(to)}) AND ${c(to)}`,
    ),
  )

export const conditions = joined(leaves(anyPath))
/** What a query filters by is no key; now and then it is all the same. */
export const filters = joined(leaves(fc.oneof({ weight: 20, arbitrary: paths }, keyPaths)))

const sources: fc.Arbitrary<Written> = fc.oneof(
  { weight: 4, arbitrary: value },
  { weight: 1, arbitrary: paths },
  {
    weight: 1,
    arbitrary: fc.tuple(paths, value).map(
      ([path, or]): Written =>
        (to) =>
          `if_not_exists(${path(to)}, ${or(to)})`,
    ),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.oneof(paths, value), fc.oneof(paths, value)).map(
      ([left, right]): Written =>
        (to) =>
          `list_append(${left(to)}, ${right(to)})`,
    ),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.oneof(paths, value), fc.constantFrom('+', '-'), fc.oneof(paths, value)).map(
      ([left, sign, right]): Written =>
        (to) =>
          `${left(to)} ${sign} ${right(to)}`,
    ),
  },
)

/** Ways that an update may change; a key now and then, which it may not. */
const targets = fc.oneof(
  { weight: 30, arbitrary: paths },
  { weight: 3, arbitrary: fc.constantFrom(['gsi1pk'], ['gsi1sk']).map(written) },
  { weight: 1, arbitrary: fc.constantFrom(['pk'], ['sk']).map(written) },
)
const sets = fc.tuple(targets, sources).map(
  ([path, source]): Written =>
    (to) =>
      `${path(to)} = ${source(to)}`,
)
const amounts = fc.oneof(
  { weight: 10, arbitrary: fc.constantFrom('1', '-3', '250', '0.5').map((N): AttributeValue => ({ N })) },
  values,
)
const additions = fc.tuple(targets, amounts).map(
  ([path, amount]): Written =>
    (to) =>
      `${path(to)} ${to.value(amount)}`,
)

const section = (word: string, parts: readonly Written[]): Written =>
  parts.length === 0 ? () => '' : (to) => `${word} ${parts.map((each) => each(to)).join(', ')}`

export const updates: fc.Arbitrary<Written> = fc
  .record({
    set: fc.array(sets, { maxLength: 2 }),
    add: fc.array(additions, { maxLength: 2 }),
    remove: fc.array(targets, { maxLength: 2 }),
  })
  .filter(({ set, add, remove }) => set.length + add.length + remove.length > 0)
  .map(
    ({ set, add, remove }): Written =>
      (to) =>
        [section('SET', set), section('ADD', add), section('REMOVE', remove)]
          .map((each) => each(to))
          .join(' '),
  )
