import type { APIGatewayProxyEventV2WithJWTAuthorizer } from 'aws-lambda'
import * as z from 'zod'
import { chinaDay } from '#shared/calendar/day.ts'
import type { CursorOf } from '#shared/edge/http/bound-cursor.ts'
import { unbindCursor } from '#shared/edge/http/bound-cursor.ts'
import { doorRefusals } from '#shared/edge/http/door-refusals.ts'
import type { Operation, RequestParts } from '#shared/edge/http/operation.ts'
import { nameOf, parameterNames } from '#shared/edge/http/operation.ts'
import { readJson } from '#shared/edge/http/read-json.ts'
import { callerOf } from '#shared/edge/http/token.ts'
import type { Caller, Scope } from '#shared/kernel/authority.ts'
import { isInstitution } from '#shared/kernel/authority.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { fingerprint } from '#shared/kernel/hash.ts'
import { schemaFault } from '#shared/kernel/schema-fault.ts'

export type Event = APIGatewayProxyEventV2WithJWTAuthorizer
export type AnyRequestParts = RequestParts<unknown, unknown, unknown>

const { refuse } = doorRefusals

/** Checks a value against its schema; a refusal names the first field at fault and why. */
const check = (shape: z.ZodType | undefined, value: unknown, where: string): Decision<unknown> => {
  if (!shape) return accept(undefined)
  const parsed = shape.safeParse(value)
  if (parsed.success) return accept(parsed.data)
  const { place, reason, reasonZh } = schemaFault(parsed.error)
  const field = place || where
  const figures = { fault: `${field}: ${reason}`, faultZh: `${field}：${reasonZh}` }
  return refuse('request.invalid', { field, figures })
}

const nothingAsked = z.strictObject({})

/** The parameters of the operation's path; the gateway names its own beside them. */
const paramsOf = ({ path }: Operation, { pathParameters = {} }: Event): Record<string, string | undefined> =>
  Object.fromEntries(parameterNames(path).map((name) => [name, pathParameters[name]]))

/** A query without what was left empty: an empty value means that the parameter was not sent. */
const queryOf = ({ queryStringParameters = {} }: Event): Record<string, string> =>
  Object.fromEntries(
    Object.entries(queryStringParameters).flatMap(([name, value]) =>
      value === undefined || value === '' ? [] : [[name, value]],
    ),
  )

/** The office that a caller acts for: a repeat under a colleague's token is still a repeat. */
const officeOf = ({ institution, division }: Caller, scope: Scope): string =>
  institution ?? `${division}/${scope}`

/** A call while it is answered: who calls which operation, for which office. */
export type Session = {
  readonly operation: Operation
  readonly caller: Caller
  readonly scope: Scope
  readonly office: string
  readonly requestId: string
  readonly at: string
}

/** Opens a session for a caller who may call the operation; one who speaks for an institution does so whatever else they hold. */
export const openSession = async (operation: Operation, event: Event): Promise<Decision<Session>> => {
  const caller = operation.callerBy ? await operation.callerBy(event) : callerOf(event)
  if (caller.status === 'refused') return caller
  const held: readonly Scope[] = isInstitution(caller.value) ? ['institution'] : caller.value.scopes
  const scope = operation.scopes.find((each) => held.includes(each))
  if (!scope) return refuse('caller.no-scope', { figures: { scopes: operation.scopes.join(', ') } })
  return accept({
    operation,
    caller: caller.value,
    scope,
    office: officeOf(caller.value, scope),
    requestId: event.requestContext.requestId ?? '',
    at: new Date().toISOString(),
  })
}

/** What a cursor of the operation's list belongs to. */
export const cursorOf = (
  { office, operation }: Session,
  { query, params }: Pick<AnyRequestParts, 'params' | 'query'>,
): CursorOf => {
  const { cursor: _, ...others } = query as Readonly<Record<string, unknown>>
  return { office, operation: nameOf(operation), asked: fingerprint({ others, params }) }
}

/** What was asked, checked by the contract; a cursor in it is one that this list gave to this caller. */
export const readAsked = (session: Session, event: Event): Decision<AnyRequestParts> => {
  const { operation, caller } = session
  const params = check(operation.params, paramsOf(operation, event), 'path')
  if (params.status === 'refused') return params
  const query = check(operation.query ?? nothingAsked, queryOf(event), 'query')
  if (query.status === 'refused') return query
  const json: Decision<unknown> = operation.body
    ? readJson(event.body, event.isBase64Encoded)
    : accept(undefined)
  if (json.status === 'refused') return json
  const body = check(operation.body, json.value, 'body')
  if (body.status === 'refused') return body
  const asked = { caller, params: params.value, query: query.value ?? {}, body: body.value }
  const bound = (asked.query as { readonly cursor?: string }).cursor
  const today = chinaDay(new Date())
  if (bound === undefined) return accept({ ...asked, today })
  const cursor = unbindCursor(cursorOf(session, asked), bound)
  if (cursor === undefined) return refuse('cursor.unreadable', { field: 'cursor' })
  return accept({ ...asked, query: { ...asked.query, cursor }, today })
}
