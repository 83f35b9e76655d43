import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { must } from '#shared/kernel/errors.ts'
import { isSameId } from '#shared/kernel/plain-id.ts'
import type { Message } from '../claim/message.ts'
import { claimIdOfMessage } from '../claim/message.ts'
import { refuseTaken } from '../claim/rules/repeat.ts'
import { refusal } from '../refusals.ts'
import type { CallUse } from './calls.ts'
import type { VisitEffects } from './effects.ts'
import type { ChangeVisit } from './rules/change-visit.ts'
import type { Visit } from './rules/visit.ts'
import { visitOf } from './rules/visit.ts'
import type { VisitEvent } from './rules/visit-events.ts'

/** A call of an institution about a visit: its business id, its transaction, and a digest of what it says. */
export type VisitCallMessage = Message & {
  readonly infno: string
  readonly fingerprint: string
  /** Who sent it, for the record of the call. */
  readonly by?: string
}

/** The visit after a call, and the event that the call made of it. */
export type VisitChange = { readonly visit: Visit; readonly event: VisitEvent }

/**
 * Makes one event of a visit, decided on its present state, together with the record of the call. The same call again
 * finds its event; the same id with other content, or one taken back before it arrived, is refused.
 */
export const changeVisit = async (
  call: VisitCallMessage,
  visitId: string,
  decide: ChangeVisit,
  effects: VisitEffects,
): Promise<Decision<VisitChange>> => {
  const { visits, calls, meter } = effects
  const callId = claimIdOfMessage(call)
  const changed = await retryConflicts(async (): Promise<Decision<VisitChange> | undefined> => {
    const [used, events] = await Promise.all([calls.find(callId), visits.read(visitId)])
    if (used.kind !== 'none') return answerRepeat(used, call, visitId, events)
    const visit = visitOf(visitId, events)
    const decision = decide(visit)
    if (decision.status === 'refused') return decision
    const number = events.length + 1
    const made = { ...call, visitId, event: number }
    const written = await visits.append(visitId, number, decision.value, { callId, call: recordOf(made) })
    return written ? changedBy(decision.value, visitId, [...events, decision.value]) : undefined
  })
  meter('change-visit', 1)
  return changed
}

const changedBy = (event: VisitEvent, visitId: string, events: readonly VisitEvent[]) => {
  const visit = visitOf(visitId, events)
  must(visit !== undefined, 'visit.not-opened', 'a visit has an event and does not begin', { visitId })
  return accept({ visit, event })
}

const recordOf = ({
  msgid: _,
  ...call
}: VisitCallMessage & { readonly visitId: string; readonly event: number }) => call

const answerRepeat = (
  used: Exclude<CallUse, { kind: 'none' }>,
  call: VisitCallMessage,
  visitId: string,
  events: readonly VisitEvent[],
): Decision<VisitChange> => {
  if (used.kind !== 'visit')
    return { status: 'refused', refusal: refuseTaken({ kind: used.kind, undone: used.kind === 'undone' }) }
  const event = events[used.event - 1]
  return isSameId(used.visitId, visitId) && used.fingerprint === call.fingerprint && event !== undefined
    ? changedBy(event, visitId, events)
    : { status: 'refused', refusal: refusal('claim.other-payload', { field: 'msgid' }) }
}
