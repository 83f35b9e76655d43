import type * as z from 'zod'
import type { Day } from '#shared/calendar/day.ts'
import type { Caller, Scope } from '#shared/edge/http/caller.ts'
import type { Download } from '#shared/edge/http/operation.ts'

/** A request after its token, headers, parameters, query and body were checked. */
export type Request<Body, Query> = {
  readonly caller: Caller
  readonly params: Readonly<Record<string, string>>
  readonly query: Query
  readonly body: Body
  /** The sender's business id of the command; present on every POST and PUT. */
  readonly idempotencyKey: string
  /** Today in China. */
  readonly today: Day
}

/** What is answered: a body that is sent as JSON, or a download. */
export type Answer = { readonly status: 200 | 201 | 202; readonly body: object | Download }

type Definition<Body extends z.ZodType, Query extends z.ZodType> = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** With parameters in braces: `/v1/budget/quotas/{institution}`. */
  readonly path: string
  readonly summary: string
  /** A caller needs one of these. */
  readonly scopes: readonly Scope[]
  readonly body?: Body
  readonly query?: Query
  readonly answer: z.ZodType
  /** The content types of the downloads it can answer with instead, where its query asks for one. */
  readonly downloads?: readonly string[]
  /** The codes of the problems this route itself can answer with, for the documentation. */
  readonly problems: readonly string[]
  readonly handle: (request: Request<z.output<Body>, z.output<Query>>) => Promise<Answer>
}

/** One operation of the HTTP API: its documentation, its checks and its handler come from this object. */
export type Route = Definition<z.ZodType, z.ZodType>

/** Defines an operation with the types of its body and query known to its handler. */
export const defineRoute = <Body extends z.ZodType = z.ZodUndefined, Query extends z.ZodType = z.ZodObject>(
  definition: Definition<Body, Query>,
): Route => definition as unknown as Route
