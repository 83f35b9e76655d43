import httpRouter from '@middy/http-router'
import { log } from '#shared/edge/function/log.ts'
import { emitMetrics } from '#shared/edge/function/metrics.ts'
import type { DaysOn } from '#shared/edge/http/admit.ts'
import { admitRequest } from '#shared/edge/http/admit.ts'
import type { Result } from '#shared/edge/http/answers.ts'
import { downloadAnswer, jsonAnswer, problemAnswer } from '#shared/edge/http/answers.ts'
import { bindCursor } from '#shared/edge/http/bound-cursor.ts'
import { doorRefusals, isOfEveryOperation } from '#shared/edge/http/door-refusals.ts'
import type { LateOperation } from '#shared/edge/http/late-operations.ts'
import type { Fingerprint } from '#shared/edge/http/once.ts'
import { giveCommand, perform } from '#shared/edge/http/once.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { Download, nameOf } from '#shared/edge/http/operation.ts'
import { readJson } from '#shared/edge/http/read-json.ts'
import { refusalOfError } from '#shared/edge/http/refusal-of-error.ts'
import type { AnyRequestParts, Event, Session } from '#shared/edge/http/session.ts'
import { cursorOf, openSession } from '#shared/edge/http/session.ts'
import { startFault } from '#shared/edge/http/start-fault.ts'
import type { Journal } from '#shared/edge/journal/journal.ts'
import type { Refusal } from '#shared/kernel/decision.ts'
import { must, TongchouError } from '#shared/kernel/errors.ts'
import type { RefusalTable } from '#shared/kernel/refusals.ts'
import { schemaFault } from '#shared/kernel/schema-fault.ts'

/** What the door of a service is made of. */
export type Door = {
  readonly operations: readonly (Operation | LateOperation)[]
  /** Every reason for which the service refuses a request. */
  readonly refusals: RefusalTable
  readonly journal: Journal
  /** The days that business facts may be dated. */
  readonly days: DaysOn
  /** Where payloads name people: by a key, so that nobody can try out what a fingerprint stands for. */
  readonly fingerprint?: Fingerprint
  /** Runs when an answer is ready, to emit what it cost. */
  readonly after?: (operation: Operation) => void
}

/** In tests and on the local stack what differs from its contract is a failure; in production it is reported and sent. */
const differs = (operation: Operation, what: string): void => {
  if (process.env.TONGCHOU_STRICT === '1')
    throw new TongchouError('contract.differs', `${nameOf(operation)}: ${what}`)
  log.error('an answer differs from its contract', { what })
  emitMetrics('answers', { Mismatches: 1 })
}

const answerOf = (session: Session, asked: AnyRequestParts, body: unknown): Result => {
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

/** A refusal as its caller reads it. */
const refusalAnswer = (
  { refusedAs }: Operation,
  table: RefusalTable,
  refusal: Refusal,
  event: Event,
): Result => {
  const problem = problemAnswer(table, refusal)
  if (!refusedAs) return problem
  const sent = readJson(event.body, event.isBase64Encoded)
  const told = refusedAs(
    refusal,
    problem.statusCode ?? 500,
    sent.status === 'accepted' ? sent.value : undefined,
  )
  return told === undefined ? problem : jsonAnswer(told.status, told.body)
}

const answer = async (
  operation: Operation,
  event: Event,
  { journal, refusals: table, fingerprint, days }: Door,
): Promise<Result> => {
  const refused = (refusal: Refusal): Result => refusalAnswer(operation, table, refusal, event)
  try {
    const session = await openSession(operation, event)
    if (session.status === 'refused') return refused(session.refusal)
    const request = await admitRequest(session.value, event, days)
    if (request.status === 'refused') return refused(request.refusal)
    const byDoor = operation.method !== 'GET' && (operation.once ?? 'door') === 'door'
    const outcome = await (byDoor
      ? giveCommand(request.value, journal, fingerprint)
      : perform(request.value, journal))
    if (outcome.status === 'accepted') return answerOf(session.value, request.value.asked, outcome.value)
    const { code } = outcome.refusal
    if (!operation.refusals.includes(code) && !isOfEveryOperation(code))
      differs(operation, `refused with ${code}, which it does not declare`)
    return refused(outcome.refusal)
  } catch (error) {
    return refused(refusalOfError(error))
  }
}

/** An operation as it is asked for. One that is made late was held to its contract when the process made it first. */
const opened = (each: Operation | LateOperation, refusals: RefusalTable): (() => Operation) => {
  if ('make' in each) return each.make
  const fault = startFault(each, refusals)
  must(fault === undefined, 'operation.incomplete', `${nameOf(each)}: ${fault}`)
  return () => each
}

/**
 * Makes the one Lambda handler of a service's operations.
 * @throws TongchouError `operation.incomplete` at the start, for an operation whose contract is incomplete
 */
export const openDoor = (given: Door) => {
  const door = { ...given, refusals: { ...given.refusals, ...doorRefusals.table } }
  return httpRouter({
    routes: door.operations.map((each) => {
      const { method, path } = each
      const operationOf = opened(each, given.refusals)
      const handler = async (event: Event): Promise<Result> => {
        const operation = operationOf()
        log.appendKeys({ operation: nameOf(operation), requestId: event.requestContext.requestId })
        const result = await answer(operation, event, door)
        door.after?.(operation)
        return result
      }
      return { method, path, handler }
    }),
    notFoundResponse: ({ method, path }: { method: string; path: string }) =>
      problemAnswer(
        doorRefusals.table,
        doorRefusals.refusal('route.unknown', { figures: { operation: `${method} ${path}` } }),
      ),
  })
}
