/** A JSON Schema as our OpenAPI has it, after its references are put in. */
type Schema = { readonly [key: string]: unknown }

type OpenApiOperation = {
  readonly summary: string
  readonly security?: readonly { readonly token?: readonly string[] }[]
  readonly parameters?: readonly {
    readonly in: string
    readonly name: string
    readonly required?: boolean
    readonly schema: Schema
  }[]
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> }
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema?: Schema }>> }>
  >
}

export type OpenApi = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, OpenApiOperation>>>>
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> }
}

/** What the console's forms and tables have to know of a schema; patterns and bounds are the door's to judge. */
const kept = new Set([
  ...['type', 'enum', 'const', 'format', 'pattern', 'unit', 'default', 'description', 'required'],
  ...['properties', 'items', 'anyOf', 'oneOf', 'minimum', 'maximum', 'minItems', 'maxItems', 'maxLength'],
  'additionalProperties',
  'propertyNames',
])

const mapValues = (value: unknown, change: (each: unknown) => unknown): unknown =>
  Object.fromEntries(Object.entries(value as Schema).map(([name, each]) => [name, change(each)]))

/** A schema with its references put in, less what no form or table reads. */
const slim = (schema: unknown, named: OpenApi['components']['schemas']): unknown => {
  if (typeof schema !== 'object' || schema === null) return schema
  if (Array.isArray(schema)) return schema.map((each) => slim(each, named))
  const { $ref } = schema as { readonly $ref?: string }
  if ($ref !== undefined) return slim(named[$ref.split('/').at(-1) ?? ''], named)
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([key]) => kept.has(key))
      .map(([key, value]) => [
        key,
        key === 'properties'
          ? mapValues(value, (each) => slim(each, named))
          : key === 'enum' || key === 'required'
            ? value
            : slim(value, named),
      ]),
  )
}

const jsonOf = (
  content: Readonly<Record<string, { readonly schema?: Schema }>> | undefined,
  named: OpenApi['components']['schemas'],
) => {
  const schema = content?.['application/json']?.schema
  return schema === undefined ? {} : { schema: slim(schema, named) }
}

/** Who may ask each operation, and what a read is asked by: all that the menu and the page of work have to know. */
export const accessOf = ({
  paths,
}: Pick<OpenApi, 'paths'>): Readonly<
  Record<string, { readonly scopes: readonly string[]; readonly query?: readonly string[] }>
> =>
  Object.fromEntries(
    Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { security = [], parameters = [] }]) => {
        const query = parameters.filter((each) => each.in === 'query').map(({ name }) => name)
        return [
          `${method.toUpperCase()} ${path}`,
          {
            scopes: security.flatMap(({ token = [] }) => token),
            ...(query.length === 0 ? {} : { query }),
          },
        ]
      }),
    ),
  )

/** The operations of each service as the console's forms and tables read them, by the service's name. */
export const catalogsOf = ({ paths, components }: OpenApi): Readonly<Record<string, unknown>> => {
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => {
      const { security = [], parameters = [], requestBody, responses } = operation
      const done = Object.entries(responses).find(([status]) => status < '300')?.[1]
      const fields = (place: string) =>
        parameters
          .filter((each) => each.in === place)
          .map(({ name, required = false, schema }) => ({
            ...{ name, required },
            schema: slim(schema, components.schemas),
          }))
      return {
        service: path.split('/')[2] ?? '',
        id: `${method.toUpperCase()} ${path}`,
        scopes: security.flatMap(({ token = [] }) => token),
        keyed: parameters.some(({ in: place }) => place === 'header'),
        params: fields('path'),
        query: fields('query'),
        body: jsonOf(requestBody?.content, components.schemas).schema,
        answer: jsonOf(done?.content, components.schemas).schema,
      }
    }),
  )
  return Object.fromEntries(
    [...Map.groupBy(operations, ({ service }) => service)].map(([service, all]) => [
      service,
      Object.fromEntries(all.map(({ id, service: _, ...rest }) => [id, rest])),
    ]),
  )
}
