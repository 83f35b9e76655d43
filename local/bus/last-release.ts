import { readReleased } from '../../cli/released/files.ts'

/** The part of a JSON schema that says which fields a value has. */
type Schema = {
  readonly const?: unknown
  readonly type?: string
  readonly properties?: Readonly<Record<string, Schema>>
  readonly additionalProperties?: boolean | Schema
  readonly items?: Schema
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
}

type Fields = Readonly<Record<string, unknown>>

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Of several schemas that of this value: of its type, and with the constants that it has. */
const schemaFor = (alternatives: readonly Schema[], value: unknown): Schema | undefined =>
  alternatives.find(({ type, properties = {} }) => {
    if (Array.isArray(value)) return type === 'array'
    if (!isFields(value)) return type !== 'array' && type !== 'object'
    if (type !== undefined && type !== 'object') return false
    return Object.entries(properties).every(
      ([name, { const: only }]) => only === undefined || value[name] === only,
    )
  })

/** A value with the fields only that a schema names. */
export const knownTo = (schema: Schema | undefined, value: unknown): unknown => {
  const alternatives = schema?.anyOf ?? schema?.oneOf
  if (alternatives) return knownTo(schemaFor(alternatives, value), value)
  if (Array.isArray(value)) return value.map((each) => knownTo(schema?.items, each))
  if (!schema || !isFields(value)) return value
  const { properties = {}, additionalProperties } = schema
  const others = typeof additionalProperties === 'object' ? additionalProperties : undefined
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, each]) => {
      const own = properties[name] ?? others
      return own || additionalProperties !== false ? [[name, knownTo(own, each)]] : []
    }),
  )
}

/** What the last release had no word for: a year paid again, credits taken back, late fees, and what is owed back of shares. */
const unheardOf = /"turn":(?!1\b)|"(withdraws|lateFeeOf|clawbackOf)":/
/** Nor had it one for the year of care that is settled or taken back in a later one. */
const lateClaims = /^claims-(settled|recovered)\./

const isUnheardOf = (detailType: string, detail: string): boolean =>
  unheardOf.test(detail) || (lateClaims.test(detailType) && detail.includes('"year":'))

const schemas = new Map<string, Schema | undefined>()

const schemaOf = (detailType: string): Schema | undefined => {
  if (!schemas.has(detailType))
    schemas.set(detailType, readReleased<Schema>(`events/${detailType}.schemas.jsonl`).at(-1))
  return schemas.get(detailType)
}

/** An event as the last release told it; as it is where that release had no word for it. */
export const asLastReleaseTold = (detailType: string, detail: string): string => {
  const schema = isUnheardOf(detailType, detail) ? undefined : schemaOf(detailType)
  return schema ? JSON.stringify(knownTo(schema, JSON.parse(detail))) : detail
}
