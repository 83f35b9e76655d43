import httpRouter from '@middy/http-router'
import type { APIGatewayProxyEventV2WithJWTAuthorizer } from 'aws-lambda'
import type * as z from 'zod'
import { chinaDay } from '#shared/calendar/day.ts'
import { log } from '#shared/edge/function/log.ts'
import { emitMetrics } from '#shared/edge/function/metrics.ts'
import type { Result } from '#shared/edge/http/answers.ts'
import { downloadAnswer, jsonAnswer, problemAnswer } from '#shared/edge/http/answers.ts'
import { bindCursor, unbindCursor } from '#shared/edge/http/bound-cursor.ts'
import { doorRefusals } from '#shared/edge/http/door-refusals.ts'
import type { Asked, Decider, Operation } from '#shared/edge/http/operation.ts'
import { Download, nameOf } from '#shared/edge/http/operation.ts'
import { isInstitution, keptFrom, keptFromProvince, reaches } from '#shared/edge/http/owner.ts'
import { readJson } from '#shared/edge/http/read-json.ts'
import { startFault } from '#shared/edge/http/start-fault.ts'
import type { Caller, Scope } from '#shared/edge/http/token.ts'
import { callerOf } from '#shared/edge/http/token.ts'
import type { Call, Journal } from '#shared/edge/journal/journal.ts'
import type { Decision, Refusal } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { must, TongchouError } from '#shared/kernel/errors.ts'
import { fingerprint, stableId } from '#shared/kernel/hash.ts'
import type { RefusalTable } from '#shared/kernel/refusals.ts'
import { schemaFault } from '#shared/kernel/schema-fault.ts'

type Event = APIGatewayProxyEventV2WithJWTAuthorizer
type AnyAsked = Asked<unknown, unknown, unknown>

/** What the door of a service is made of. */
export type Door = {
  readonly operations: readonly Operation[]
  /** Every reason for which the service says no. */
  readonly refusals: RefusalTable
  readonly journal: Journal
  /** Runs when an answer is ready, to emit what it cost. */
  readonly after?: (operation: Operation) => void
}

const { refuse } = doorRefusals

/** Checks a value against its schema; a refusal names the first field at fault and why. */
const check = (shape: z.ZodType | undefined, value: unknown, where: string): Decision<unknown> => {
  if (!shape) return accept(undefined)
  const parsed = shape.safeParse(value)
  if (parsed.success) return accept(parsed.data)
  const { place, reason } = schemaFault(parsed.error)
  const field = place || where
  return refuse('request.invalid', { field, figures: { fault: `${field}: ${reason}` } })
}

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

type Session = {
  readonly operation: Operation
  readonly caller: Caller
  readonly scope: Scope
  readonly office: string
  readonly requestId: string
  readonly at: string
}

const openSession = (operation: Operation, event: Event): Decision<Session> => {
  const caller = callerOf(event)
  if (caller.status === 'refused') return caller
  const scope = operation.scopes.find((each) => caller.value.scopes.includes(each))
  if (!scope) return refuse('caller.no-scope', { figures: { scopes: operation.scopes.join(', ') } })
  return accept({
    operation,
    caller: caller.value,
    scope: isInstitution(caller.value) ? 'institution' : scope,
    office: officeOf(caller.value, scope),
    requestId: event.requestContext.requestId ?? '',
    at: new Date().toISOString(),
  })
}

const cursorOf = ({ office, operation }: Session, { query, params }: Pick<AnyAsked, 'params' | 'query'>) => {
  const { cursor: _, ...others } = query as Readonly<Record<string, unknown>>
  return { office, operation: nameOf(operation), asked: fingerprint({ others, params }) }
}

/** What was asked, checked by the contract; a cursor in it is one that this list gave to this caller. */
const readAsked = (session: Session, event: Event): Decision<AnyAsked> => {
  const { operation, caller } = session
  const params = check(operation.params, event.pathParameters ?? {}, 'path')
  if (params.status === 'refused') return params
  const query = check(operation.query, queryOf(event), 'query')
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

/** Enforces whose data the operation sees or moves; gives the record it asked for on the way, and its cities. */
const admit = async (
  { operation: { owner }, caller }: Session,
  asked: AnyAsked,
): Promise<Decision<{ readonly found: unknown; readonly cities: readonly string[] }>> => {
  const own = { found: undefined, cities: [caller.division] }
  if (owner.whose === 'anyone' || owner.whose === 'caller') return accept(own)
  if (owner.whose === 'province') {
    const kept = keptFromProvince(caller)
    return kept ? { status: 'refused', refusal: kept } : accept(own)
  }
  const named =
    owner.whose === 'named'
      ? accept({ parties: owner.parties(asked), found: undefined })
      : await owner.find(asked)
  if (named.status === 'refused') return named
  const { parties, found } = named.value
  const kept = keptFrom(caller, parties)
  return kept ? { status: 'refused', refusal: kept } : accept({ found, cities: parties.cities })
}

const keyOf = ({ method, keyIn }: Operation, event: Event, body: unknown): Decision<string> => {
  const key = keyIn?.(body) ?? event.headers['idempotency-key'] ?? ''
  if (method === 'GET' || /^[\x21-\x7e]{1,120}$/.test(key)) return accept(key)
  return refuse('idempotency-key.missing', { field: 'Idempotency-Key' })
}

const deciderOf = (session: Session, body: unknown): Decision<Decider> => {
  const { operation, caller, scope, at } = session
  const subject = operation.subjectIn?.(body) ?? caller.subject
  if (subject === '' && operation.method !== 'GET') return refuse('caller.no-subject')
  return accept({
    subject,
    scope,
    division: caller.division,
    ...(caller.institution === undefined ? {} : { institution: caller.institution }),
    operation: nameOf(operation),
    at,
  })
}

/** The path as it was asked for, by which the history of its record is read. */
const pathOf = ({ path }: Operation, params: unknown): string =>
  path.replace(/\{(\w+)\}/g, (_, name: string) => String((params as Record<string, unknown>)[name]))

const reasonIn = (body: unknown): { readonly reason?: string } => {
  const { reason } = (body ?? {}) as { readonly reason?: unknown }
  return typeof reason === 'string' ? { reason } : {}
}

type Admitted = {
  readonly session: Session
  readonly asked: AnyAsked
  readonly found: unknown
  readonly by: Decider
  readonly key: string
  readonly commandId: string
  /** The cities whose data it is. */
  readonly cities: readonly string[]
}

const admitted = async (session: Session, event: Event): Promise<Decision<Admitted>> => {
  const asked = readAsked(session, event)
  if (asked.status === 'refused') return asked
  const { body } = asked.value
  const key = keyOf(session.operation, event, body)
  if (key.status === 'refused') return key
  const by = deciderOf(session, body)
  if (by.status === 'refused') return by
  const owned = await admit(session, asked.value)
  if (owned.status === 'refused') return owned
  const commandId = stableId('', session.office, nameOf(session.operation), key.value)
  return accept({ session, asked: asked.value, ...owned.value, by: by.value, key: key.value, commandId })
}

const perform = ({ session, asked, found, commandId, key, by }: Admitted) =>
  session.operation.handle({
    ...asked,
    found,
    key,
    commandId,
    by,
    reaches: (parties) => reaches(session.caller, parties),
  })

const callOf = ({ session, asked, commandId, by, cities }: Admitted): Call => {
  const { params, query, body } = asked
  const record = pathOf(session.operation, params)
  return {
    commandId,
    fingerprint: fingerprint({ params, query, body }),
    by,
    record,
    cities,
    ...reasonIn(body),
  }
}

/** A command as its first sender gave it, on the day they did. */
const asFirstGiven = (admitted: Admitted, by: Decider): Admitted => ({
  ...admitted,
  by,
  asked: { ...admitted.asked, today: chinaDay(new Date(by.at)) },
})

/** Gives a command once: the door remembers who gave it before it is given, and what it came to. */
const command = async (admitted: Admitted, journal: Journal): Promise<Decision<unknown>> => {
  const call = callOf(admitted)
  const begun = await journal.begin(call)
  if (begun.status === 'other-payload')
    return refuse('idempotency-key.other-payload', { field: 'Idempotency-Key' })
  const given = begun.status === 'repeated' ? asFirstGiven(admitted, begun.by) : admitted
  const outcome = await perform(given)
  if (outcome.status === 'refused') {
    if (begun.status === 'new') await journal.refused(call, outcome.refusal.code)
    return outcome
  }
  const changed = given.session.operation.changes?.(given.asked, outcome.value) ?? []
  const standing = begun.status === 'repeated' ? [call.record, ...changed] : changed
  if (standing.length > 0) await journal.changed({ ...call, by: given.by }, standing)
  return outcome
}

/** Most persons of one answer whose looks are traced one by one; no list of ours shows more on a page. */
const mostLooks = 100

const read = async (admitted: Admitted, journal: Journal): Promise<Decision<unknown>> => {
  const { session, asked, by } = admitted
  const outcome = await perform(admitted)
  const { persons } = session.operation
  if (outcome.status === 'refused' || !persons) return outcome
  const seen = [...new Set(persons(asked, outcome.value))]
  must(seen.length <= mostLooks, 'door.too-many-persons', 'an answer shows more persons than are traced')
  await journal.look(seen.map((personId) => ({ personId, requestId: session.requestId, by })))
  return outcome
}

/** In tests and on the local stack what differs from its contract is a failure; in production it is reported and sent. */
const differs = (operation: Operation, what: string): void => {
  if (process.env.TONGCHOU_STRICT === '1')
    throw new TongchouError('contract.differs', `${nameOf(operation)}: ${what}`)
  log.error('an answer differs from its contract', { what })
  emitMetrics('answers', { Mismatches: 1 })
}

const answerOf = (session: Session, asked: AnyAsked, body: unknown): Result => {
  if (body instanceof Download) return downloadAnswer(body)
  const { operation } = session
  const parsed = operation.answer.safeParse(body)
  if (!parsed.success) {
    const { place, reason } = schemaFault(parsed.error)
    differs(operation, `answer ${place}: ${reason}`)
  }
  const sent = body as { readonly cursor?: string }
  const { status = 200 } = operation
  if (sent.cursor === undefined) return jsonAnswer(status, sent)
  return jsonAnswer(status, { ...sent, cursor: bindCursor(cursorOf(session, asked), sent.cursor) })
}

/** What a caller is told of an error: a refusal that was thrown from below the rules, or that the request failed. */
const refusalOf = (error: unknown): Refusal => {
  if (error instanceof TongchouError && error.code !== 'internal' && error.code in doorRefusals.table) {
    const figures = Object.fromEntries(
      Object.entries(error.details).flatMap(([name, value]) =>
        typeof value === 'string' || typeof value === 'number' ? [[name, value]] : [],
      ),
    )
    return { code: error.code, reason: error.message, figures }
  }
  log.error('request failed', { error: error as Error })
  return doorRefusals.refusal('internal')
}

const answer = async (operation: Operation, event: Event, { journal, refusals }: Door): Promise<Result> => {
  const table = { ...refusals, ...doorRefusals.table }
  try {
    const session = openSession(operation, event)
    if (session.status === 'refused') return problemAnswer(table, session.refusal)
    const request = await admitted(session.value, event)
    if (request.status === 'refused') return problemAnswer(table, request.refusal)
    const byDoor = operation.method !== 'GET' && (operation.once ?? 'door') === 'door'
    const outcome = await (byDoor ? command(request.value, journal) : read(request.value, journal))
    if (outcome.status === 'accepted') return answerOf(session.value, request.value.asked, outcome.value)
    const { code } = outcome.refusal
    if (!operation.refusals.includes(code) && !(code in doorRefusals.table))
      differs(operation, `refused with ${code}, which it does not declare`)
    return problemAnswer(table, outcome.refusal)
  } catch (error) {
    return problemAnswer(table, refusalOf(error))
  }
}

/**
 * Makes the one Lambda handler of a service's operations.
 * @throws TongchouError `operation.incomplete` at the start, for an operation whose contract does not hold together
 */
export const openDoor = (door: Door) => {
  for (const operation of door.operations) {
    const fault = startFault(operation, door.refusals)
    must(fault === undefined, 'operation.incomplete', `${nameOf(operation)}: ${fault}`)
  }
  return httpRouter({
    routes: door.operations.map((operation) => ({
      method: operation.method,
      path: operation.path,
      handler: async (event: Event): Promise<Result> => {
        log.appendKeys({ operation: nameOf(operation), requestId: event.requestContext.requestId })
        const result = await answer(operation, event, door)
        door.after?.(operation)
        return result
      },
    })),
    notFoundResponse: ({ method, path }: { method: string; path: string }) =>
      problemAnswer(
        doorRefusals.table,
        doorRefusals.refusal('route.unknown', { figures: { operation: `${method} ${path}` } }),
      ),
  })
}
