import { chinaDay } from '#shared/calendar/day.ts'
import type { AdmittedRequest } from '#shared/edge/http/admit.ts'
import { doorRefusals } from '#shared/edge/http/door-refusals.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { parameterNames } from '#shared/edge/http/operation.ts'
import type { Call, Journal } from '#shared/edge/journal/journal.ts'
import type { Decider } from '#shared/kernel/authority.ts'
import { reaches } from '#shared/kernel/authority.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { must } from '#shared/kernel/errors.ts'
import { fingerprint } from '#shared/kernel/hash.ts'
import { maskPersonalData } from '#shared/kernel/personal-data.ts'

const { refuse } = doorRefusals

/** The path as it was asked for, by which the history of its record is read. */
const pathOf = ({ path }: Operation, params: unknown): string =>
  path.replace(/\{(\w+)\}/g, (_, name: string) => String((params as Record<string, unknown>)[name]))

/** Why a command was given, for its history. An ID number in it is masked, whoever wrote it there. */
const reasonIn = (body: unknown, { reasonIsPersonal }: Operation): { readonly reason?: string } => {
  const { reason } = (body ?? {}) as { readonly reason?: unknown }
  return typeof reason === 'string' && !reasonIsPersonal ? { reason: maskPersonalData(reason) } : {}
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
    ...reasonIn(body, session.operation),
  }
}

/** A command as its first sender gave it, on the day they did. */
const asFirstGiven = (admitted: AdmittedRequest, by: Decider): AdmittedRequest => ({
  ...admitted,
  by,
  asked: { ...admitted.asked, today: chinaDay(new Date(by.at)) },
})

/** A command as the journal knows it; `wasRefused`: its history shows it as refused when it came before. */
type Sent = { readonly call: Call; readonly isRepeat: boolean; readonly wasRefused: boolean }

/**
 * Notes the records that a command changed beside the one of its path. One that was refused when it first came notes that
 * one too, since its history shows it as refused.
 */
const noteChanged = async (
  { session, asked }: AdmittedRequest,
  { call, wasRefused }: Sent,
  answer: unknown,
  journal: Journal,
): Promise<void> => {
  const changed = session.operation.changes?.(asked, answer) ?? []
  const standing = wasRefused ? [call.record, ...changed] : changed
  if (standing.length > 0) await journal.changed(call, standing)
}

/** Does a command that is new, or that was begun and of which no answer is known. */
const doCommand = async (
  given: AdmittedRequest,
  sent: Sent,
  journal: Journal,
): Promise<Decision<unknown>> => {
  const outcome = await handle(given)
  if (outcome.status === 'refused') {
    if (!sent.isRepeat) await journal.refused(sent.call, outcome.refusal.code)
    return outcome
  }
  const answer = outcome.value
  await Promise.all([noteChanged(given, sent, answer, journal), journal.done(sent.call, answer)])
  return outcome
}

/**
 * Gives a command once. The door remembers who gave it before it is given, and its answer when it is done. A repeat of a
 * command that is done gets that answer, and its handler does not run, so that it cannot undo what was decided since. A
 * command that was cut off before its answer was kept runs again. Where its path names a record that was given another
 * command since, it is refused instead: it might put back what that one replaced.
 */
export const giveCommand = async (
  admitted: AdmittedRequest,
  journal: Journal,
  fingerprintOf: Fingerprint = fingerprint,
): Promise<Decision<unknown>> => {
  const call = await callOf(admitted, fingerprintOf)
  const begun = await journal.begin(call)
  if (begun.status === 'other-payload')
    return refuse('idempotency-key.other-payload', { field: 'Idempotency-Key' })
  if (begun.status === 'new')
    return doCommand(admitted, { call, isRepeat: false, wasRefused: false }, journal)
  const given = asFirstGiven(admitted, begun.by)
  const first = { call: { ...call, by: begun.by }, isRepeat: true, wasRefused: begun.wasRefused }
  if (begun.status === 'done') {
    await noteChanged(given, first, begun.answer, journal)
    return accept(begun.answer)
  }
  const namesRecord = parameterNames(admitted.session.operation.path).length > 0
  if (namesRecord && (await journal.isOvertaken(first.call)))
    return refuse('command.overtaken', { field: 'Idempotency-Key' })
  return doCommand(given, first, journal)
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
