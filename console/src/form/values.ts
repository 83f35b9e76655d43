import type { Schema } from '../api/operation.ts'

/** A schema without the "or nothing" that optional answers carry. */
export const plain = (schema: Schema): Schema => {
  const choices = (schema.anyOf ?? schema.oneOf)?.filter(({ type }) => type !== 'null')
  return choices?.length === 1 && choices[0] !== undefined ? { ...schema, ...choices[0] } : schema
}

/** A schema of values under listed names, such as an amount for each line, as one with a field for each of them. */
export const withNames = (schema: Schema): Schema => {
  const { propertyNames, additionalProperties } = schema
  if (propertyNames?.enum === undefined || additionalProperties === undefined) return schema
  const properties = Object.fromEntries(
    propertyNames.enum.map((name) => [String(name), additionalProperties]),
  )
  return { ...schema, properties }
}

/** The fields that an answer may have: of an answer of several kinds, those of every kind. */
export const fieldsOf = (schema: Schema | undefined): Readonly<Record<string, Schema>> => {
  const known = plain(schema ?? {})
  const kinds = known.anyOf ?? known.oneOf ?? []
  return known.properties ?? Object.assign({}, ...kinds.map(fieldsOf))
}

/** The schema of a field by its place in a row, such as `coverage.city`. */
export const schemaAt = (schema: Schema, path: string): Schema | undefined =>
  path.split('.').reduce<Schema | undefined>((found, name) => fieldsOf(found)[name], schema)

/** The kinds of one thing that a schema lets choose between, such as a month of employers or a year of residents. */
export const variantsOf = (schema: Schema): readonly Schema[] | undefined => {
  const choices = schema.oneOf ?? schema.anyOf
  return choices?.every(({ properties }) => properties !== undefined) ? choices : undefined
}

/** Whether a text is a month, such as 2025-06. */
export const isMonth = ({ pattern = '' }: Schema): boolean => pattern.includes('\\d{4}-\\d{2}$')

/** Whether nothing was filled in. */
export const isEmpty = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === '' ||
  (typeof value === 'object' && !Array.isArray(value) && Object.keys(value).length === 0)

/** What was filled in, less what was left blank. */
export const filled = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(filled).filter((each) => !isEmpty(each))
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value)
    .map(([name, each]) => [name, filled(each)] as const)
    .filter(([, each]) => !isEmpty(each))
  return Object.fromEntries(entries)
}

/** What was filled in, without lists that hold nothing where a contract wants none or some. */
export const withoutBareLists = (values: object, schema: Schema | undefined): object =>
  Object.fromEntries(
    Object.entries(values).filter(
      ([name, value]) =>
        !(Array.isArray(value) && value.length === 0 && (schema?.properties?.[name]?.minItems ?? 0) > 0),
    ),
  )

/** The place of a form's field that a refusal names, such as `lines[3].personId`. */
export const placeOf = (field: string): (string | number)[] =>
  field
    .split(/[.[\]]+/)
    .filter((part) => part !== '' && part !== 'body')
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part))
