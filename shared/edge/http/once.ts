import { chinaDay } from '#shared/calendar/day.ts'
import type { AdmittedRequest } from '#shared/edge/http/admit.ts'
import { doorRefusals } from '#shared/edge/http/door-refusals.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import type { Call, Journal } from '#shared/edge/journal/journal.ts'
import type { Decider } from '#shared/kernel/authority.ts'
import { reaches } from '#shared/kernel/authority.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { must } from '#shared/kernel/errors.ts'
import { fingerprint } from '#shared/kernel/hash.ts'

const { refuse } = doorRefusals

/** The path as it was asked for, by which the history of its record is read. */
const pathOf = ({ path }: Operation, params: unknown): string =>
  path.replace(/\{(\w+)\}/g, (_, name: string) => String((params as Record<string, unknown>)[name]))

const reasonIn = (body: unknown): { readonly reason?: string } => {
  const { reason } = (body ?? {}) as { readonly reason?: unknown }
  return typeof reason === 'string' ? { reason } : {}
}

const handle = ({ session, asked, found, commandId, key, by }: AdmittedRequest) =>
  session.operation.handle({
    ...asked,
    found,
    key,
    commandId,
    by,
    reaches: (parties) => reaches(session.caller, parties),
  })

/** Tells a payload from another one under the same key. */
export type Fingerprint = (payload: unknown) => string | Promise<string>

const callOf = async (
  { session, asked, commandId, by, cities }: AdmittedRequest,
  fingerprintOf: Fingerprint,
): Promise<Call> => {
  const { params, query, body } = asked
  const record = pathOf(session.operation, params)
  return {
    commandId,
    fingerprint: await fingerprintOf({ params, query, body }),
    by,
    record,
    cities,
    ...reasonIn(body),
  }
}

/** A command as its first sender gave it, on the day they did. */
const asFirstGiven = (admitted: AdmittedRequest, by: Decider): AdmittedRequest => ({
  ...admitted,
  by,
  asked: { ...admitted.asked, today: chinaDay(new Date(by.at)) },
})

/** Gives a command once: the door remembers who gave it before it is given, and what it came to. */
export const giveCommand = async (
  admitted: AdmittedRequest,
  journal: Journal,
  fingerprintOf: Fingerprint = fingerprint,
): Promise<Decision<unknown>> => {
  const call = await callOf(admitted, fingerprintOf)
  const begun = await journal.begin(call)
  if (begun.status === 'other-payload')
    return refuse('idempotency-key.other-payload', { field: 'Idempotency-Key' })
  const given = begun.status === 'repeated' ? asFirstGiven(admitted, begun.by) : admitted
  const outcome = await handle(given)
  if (outcome.status === 'refused') {
    if (begun.status === 'new') await journal.refused(call, outcome.refusal.code)
    return outcome
  }
  const changed = given.session.operation.changes?.(given.asked, outcome.value) ?? []
  const standing = begun.status === 'repeated' ? [call.record, ...changed] : changed
  if (standing.length > 0) await journal.changed({ ...call, by: given.by }, standing)
  return outcome
}

/** The most persons of one answer whose reads are traced one by one. No list shows more on a page. */
const mostLooks = 100

/** Reads, and leaves a trace of whose data was seen. A command that claims its own id goes this way too. */
export const perform = async (admitted: AdmittedRequest, journal: Journal): Promise<Decision<unknown>> => {
  const { session, asked, by } = admitted
  const outcome = await handle(admitted)
  const { persons } = session.operation
  if (outcome.status === 'refused' || !persons) return outcome
  const seen = [...new Set(persons(asked, outcome.value))]
  must(seen.length <= mostLooks, 'door.too-many-persons', 'an answer shows more persons than are traced')
  await journal.look(seen.map((personId) => ({ personId, requestId: session.requestId, by })))
  return outcome
}
