import { addDays, chinaDay } from '#shared/calendar/day.ts'
import type { AdmittedRequest } from '#shared/edge/http/admit.ts'
import { doorRefusals } from '#shared/edge/http/door-refusals.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { parameterNames } from '#shared/edge/http/operation.ts'
import { refusalIn } from '#shared/edge/http/refusal-of-error.ts'
import type { Call, Journal } from '#shared/edge/journal/journal.ts'
import type { Decider } from '#shared/kernel/authority.ts'
import { reaches } from '#shared/kernel/authority.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { must } from '#shared/kernel/errors.ts'
import { fingerprint } from '#shared/kernel/hash.ts'
import { maskPersonalData } from '#shared/kernel/personal-data.ts'
import { doneByAnother } from '#shared/kernel/second-hand.ts'

const { refuse } = doorRefusals

/** The path as it was asked for, by which the history of its record is read. */
const pathOf = ({ path }: Operation, params: unknown): string =>
  path.replace(/\{(\w+)\}/g, (_, name: string) => String((params as Record<string, unknown>)[name]))

/** Why a command was given, for its history. An ID number in it is masked, whoever wrote it there. */
const reasonIn = (body: unknown, { reasonIsPersonal }: Operation): { readonly reason?: string } => {
  const { reason } = (body ?? {}) as { readonly reason?: unknown }
  return typeof reason === 'string' && !reasonIsPersonal ? { reason: maskPersonalData(reason) } : {}
}

/** What was decided before is told to a third hand as done, and by whom; so is who comes too late by a moment. */
const toldByHand = async (
  { session, asked, by }: AdmittedRequest,
  outcome: Decision<unknown>,
): Promise<Decision<unknown>> => {
  const { hand } = session.operation
  if (outcome.status === 'refused' || typeof hand !== 'function') return outcome
  return doneByAnother(await hand(outcome.value, asked), by.subject) ?? outcome
}

const handle = async (admitted: AdmittedRequest): Promise<Decision<unknown>> => {
  const { session, asked, found, commandId, key, by } = admitted
  const outcome = await session.operation.handle({
    ...asked,
    found,
    key,
    commandId,
    by,
    reaches: (parties) => reaches(session.caller, parties),
  })
  return toldByHand(admitted, outcome)
}

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

const dayOf = ({ at }: Decider) => chinaDay(new Date(at))

/** A command as it was given before, on that day. */
const asGiven = (admitted: AdmittedRequest, by: Decider): AdmittedRequest => ({
  ...admitted,
  by,
  asked: { ...admitted.asked, today: dayOf(by) },
})

/** The same name is somebody else with another scope, division or institution; elsewhere a person is told by the name alone. */
const isSameCaller = (one: Decider, other: Decider): boolean =>
  one.subject === other.subject &&
  one.scope === other.scope &&
  one.division === other.division &&
  one.institution === other.institution

/** How many days after it was cut off a command still goes on as it was given: a repeat around midnight is one of the day before. */
const goesOnFor = 1

/**
 * Whether a repeat is the same command going on: it was cut off, and whoever gave it sends it again soon. Any other one
 * is judged anew as its caller's, of today. Or a caller could decide in another's name, or on a day that is past.
 */
const goesOn = (now: Decider, { by, wasRefused }: { readonly by: Decider; readonly wasRefused: boolean }) =>
  !wasRefused && isSameCaller(now, by) && dayOf(now) <= addDays(dayOf(by), goesOnFor)

/**
 * A command as the journal knows it; `isCutOff`: it goes on, and what became of it is not known; `wasRefused`: its history
 * shows it as refused.
 */
type Sent = { readonly call: Call; readonly isCutOff: boolean; readonly wasRefused: boolean }

/** Notes the records that a command changed beside the one of its path, and that one where its history shows it as refused. */
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

/**
 * Does a command that is new, that goes on, or that is judged anew. A refusal is noted, one that was thrown too, so that
 * a refused command is never taken for one that was cut off.
 */
const doCommand = async (
  given: AdmittedRequest,
  sent: Sent,
  journal: Journal,
): Promise<Decision<unknown>> => {
  const noteRefusal = async (code: string): Promise<void> => {
    if (!sent.isCutOff) await journal.refused(sent.call, code)
  }
  const outcome = await handle(given).catch(async (error: unknown) => {
    const thrown = refusalIn(error)
    if (thrown) await noteRefusal(thrown.code)
    throw error
  })
  if (outcome.status === 'refused') {
    await noteRefusal(outcome.refusal.code)
    return outcome
  }
  const answer = outcome.value
  await Promise.all([noteChanged(given, sent, answer, journal), journal.done(sent.call, answer)])
  return outcome
}

/**
 * Gives a command once. The door remembers who gave it before it is given, and its answer when it is done. A repeat of a
 * command that is done gets that answer, and its handler does not run, so that it cannot undo what was decided since. A
 * command that was cut off before its answer was kept goes on as it was given, for whoever gave it. One that was refused,
 * and one that a colleague repeats or that comes late, is judged anew as its caller's of today. Where its path names a
 * record that was given another command since, either is refused: it might put back what that one replaced.
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
    return doCommand(admitted, { call, isCutOff: false, wasRefused: false }, journal)
  const before = { call: { ...call, by: begun.by }, isCutOff: true, wasRefused: begun.wasRefused }
  if (begun.status === 'done') {
    await noteChanged(asGiven(admitted, begun.by), before, begun.answer, journal)
    return accept(begun.answer)
  }
  const namesRecord = parameterNames(admitted.session.operation.path).length > 0
  if (namesRecord && (await journal.isOvertaken(before.call)))
    return refuse('command.overtaken', { field: 'Idempotency-Key' })
  if (goesOn(admitted.by, begun)) return doCommand(asGiven(admitted, begun.by), before, journal)
  await journal.again(call)
  return doCommand(admitted, { call, isCutOff: false, wasRefused: false }, journal)
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
