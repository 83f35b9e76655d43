/** A JSON schema, as far as events have one. */
export type JsonSchema = { readonly [keyword: string]: unknown }

const known: ReadonlySet<string> = new Set([
  // Words about a value say nothing of what may stand there.
  ...['$schema', 'description', 'unit'],
  ...['type', 'enum', 'const', 'anyOf', 'format', 'pattern'],
  ...['minimum', 'maximum', 'minLength', 'maxLength', 'minItems', 'maxItems'],
  ...['properties', 'required', 'additionalProperties', 'propertyNames', 'items'],
])

const lowest = ['minimum', 'minLength', 'minItems']
const highest = ['maximum', 'maxLength', 'maxItems']

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)
const isSchema = (value: unknown): value is JsonSchema => typeof value === 'object' && value !== null

/** The types of a schema; whoever reads numbers reads whole ones too. */
const typesOf = ({ type }: JsonSchema): readonly unknown[] => [type ?? []].flat()

const wordsOf = (schema: JsonSchema): readonly unknown[] | undefined =>
  'const' in schema ? [schema.const] : (schema.enum as readonly unknown[] | undefined)

const narrowerThan = (reader: JsonSchema, writer: JsonSchema): string[] => [
  ...lowest.filter(
    (bound) => reader[bound] !== undefined && Number(writer[bound] ?? -Infinity) < Number(reader[bound]),
  ),
  ...highest.filter(
    (bound) => reader[bound] !== undefined && Number(writer[bound] ?? Infinity) > Number(reader[bound]),
  ),
  // Whether one pattern holds whatever another lets through is not decided here.
  ...['format', 'pattern', 'propertyNames'].filter(
    (rule) => reader[rule] !== undefined && !same(reader[rule], writer[rule]),
  ),
]

const faultsOfWords = (reader: JsonSchema, writer: JsonSchema): string[] => {
  const [read, written] = [wordsOf(reader), wordsOf(writer)]
  if (read === undefined) return []
  if (written === undefined) return ['any word is written, only some are read']
  return written.filter((word) => !read.includes(word)).map((word) => `${String(word)} is not read`)
}

const faultsOfFields = (reader: JsonSchema, writer: JsonSchema, place: string): string[] => {
  const read = (reader.properties ?? {}) as Record<string, JsonSchema>
  const written = (writer.properties ?? {}) as Record<string, JsonSchema>
  const always = (writer.required ?? []) as readonly string[]
  const missing = ((reader.required ?? []) as readonly string[]).filter((name) => !always.includes(name))
  return [
    ...missing.map((name) => `${place}.${name}: is not always written`),
    ...Object.entries(read).flatMap(([name, field]) => {
      const told = written[name]
      return told ? unreadableBy(field, told, `${place}.${name}`) : []
    }),
  ]
}

const faultsOfParts = (reader: JsonSchema, writer: JsonSchema, place: string): string[] =>
  ['items', 'additionalProperties'].flatMap((part) => {
    const [read, written] = [reader[part], writer[part]]
    if (!isSchema(read)) return []
    return isSchema(written) ? unreadableBy(read, written, `${place}[]`) : [`${place}[]: anything is written`]
  })

/**
 * Where a reader with one schema would refuse what a writer with the other may write. A tolerant reader is meant: fields
 * that it does not name are no fault. Empty when it reads everything.
 */
export const unreadableBy = (reader: JsonSchema, writer: JsonSchema, place = ''): string[] => {
  const strange = [...Object.keys(reader), ...Object.keys(writer)].filter((keyword) => !known.has(keyword))
  if (strange.length > 0) return [`${place}: ${strange.join(', ')} cannot be compared`]
  if (Array.isArray(writer.anyOf))
    return writer.anyOf.flatMap((each: JsonSchema) => unreadableBy(reader, each, place))
  if (Array.isArray(reader.anyOf)) {
    const tries = reader.anyOf.map((each: JsonSchema) => unreadableBy(each, writer, place))
    return tries.some((faults) => faults.length === 0) ? [] : tries.flat()
  }
  const read = typesOf(reader)
  const isRead = (type: unknown) => read.includes(type) || (type === 'integer' && read.includes('number'))
  if (read.length > 0 && !typesOf(writer).every(isRead))
    return [`${place}: ${typesOf(writer).join(' or ')} is written, ${read.join(' or ')} is read`]
  return [
    ...faultsOfWords(reader, writer).map((fault) => `${place}: ${fault}`),
    ...narrowerThan(reader, writer).map((rule) => `${place}: ${rule} is wider than what is read`),
    ...faultsOfFields(reader, writer, place),
    ...faultsOfParts(reader, writer, place),
  ]
}
