import type { paths as Paths } from '../generated/openapi.ts'

/** The parts of a JSON Schema that forms and tables are drawn from. */
export type Schema = {
  readonly type?: string | readonly string[]
  readonly enum?: readonly (string | number)[]
  readonly const?: string | number | boolean
  readonly format?: string
  readonly pattern?: string
  readonly unit?: string
  readonly default?: unknown
  readonly description?: string
  readonly required?: readonly string[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly items?: Schema
  /** What an answer's values are where their names are not known before, such as an amount for each line. */
  readonly additionalProperties?: Schema
  /** The names that such values may have, where they are known: the lines of a budget. */
  readonly propertyNames?: Schema
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly minimum?: number
  readonly maximum?: number
  readonly minItems?: number
  readonly maxItems?: number
  readonly maxLength?: number
}

export type Parameter = { readonly name: string; readonly required: boolean; readonly schema: Schema }

/** An operation as our OpenAPI has it. */
export type Operation = {
  readonly id: OperationId
  readonly scopes: readonly string[]
  /** Whether it is a command, which carries a key of its own so that it is done once. */
  readonly keyed: boolean
  readonly params: readonly Parameter[]
  readonly query: readonly Parameter[]
  readonly body?: Schema
  readonly answer?: Schema
}

/** Such as `GET /v1/enrollment/persons/{personId}`; that there is such an operation is checked when the console is built. */
export type OperationId = {
  [Path in keyof Paths]: `${Extract<Uppercase<MethodsOf<Paths[Path]>>, Method>} ${Path & string}`
}[keyof Paths]

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'
type MethodsOf<Item> = {
  [Name in keyof Item & string]: Item[Name] extends { responses: unknown } ? Name : never
}[keyof Item & string]

type Catalog = Readonly<Record<string, Omit<Operation, 'id'>>>

const catalogs = import.meta.glob<{ readonly default: unknown }>('../generated/*.json')

const loaded = new Map<string, Promise<Catalog>>()

const catalogOf = (service: string): Promise<Catalog> => {
  const known =
    loaded.get(service) ??
    (catalogs[`../generated/${service}.json`]?.() ?? Promise.reject(new Error(service))).then(
      (module) => module.default as Catalog,
    )
  loaded.set(service, known)
  return known
}

/** An operation by its id; the catalogue of its service is loaded when it is first asked for. */
export const operationOf = async (id: OperationId): Promise<Operation> => {
  const found = (await catalogOf(id.split('/')[2] ?? ''))[id]
  if (found === undefined) throw new Error(`There is no operation ${id}.`)
  return { id, ...found }
}
