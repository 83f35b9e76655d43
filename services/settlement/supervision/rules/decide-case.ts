import type { Day } from '#shared/calendar/day.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { must } from '#shared/kernel/errors.ts'
import { never } from '#shared/kernel/never.ts'
import { isSamePerson } from '#shared/kernel/subject.ts'
import type { Fen } from '#shared/money/fen.ts'
import { refuse } from '../../refusals.ts'
import type { AuditCase, CaseEvent } from './audit-case.ts'
import type { PaidClaim } from './recovery.ts'
import { divideRecovery, recoverable } from './recovery.ts'

/** What is done with a case; `by` is who does it, `on` the day in China. */
export type CaseCommand =
  | { readonly does: 'assign'; readonly assignee: string; readonly on: Day }
  | {
      readonly does: 'confirm'
      readonly by: string
      readonly on: Day
      readonly amount: Fen
      readonly reason: string
      readonly recoveryId: string
      /** The claims to recover from, as looked up. */
      readonly claims: readonly PaidClaim[]
    }
  | { readonly does: 'dismiss'; readonly by: string; readonly on: Day; readonly reason: string }
  | { readonly does: 'contest'; readonly author: string; readonly on: Day; readonly text: string }

type Confirm = Extract<CaseCommand, { does: 'confirm' }>

const latest = (...days: readonly Day[]): Day => days.reduce((a, b) => (a > b ? a : b))

/** The day before which a command cannot be dated: a case was opened by then, and money is taken back of what was paid by then. */
const earliestFor = (command: CaseCommand, { openedOn, standing }: AuditCase): Day =>
  command.does === 'confirm'
    ? latest(
        openedOn,
        ...(standing.status === 'assigned' ? [standing.assignedOn] : []),
        ...command.claims.map(({ settledOn }) => settledOn),
      )
    : openedOn

const mostComments = 20

/** Decides what is done with a case. */
export const decideCase = (command: CaseCommand, state: AuditCase): Decision<CaseEvent> => {
  const { status } = state.standing
  if (status !== 'open' && status !== 'assigned') return refuse('case.closed', { figures: { status } })
  const earliest = earliestFor(command, state)
  if (command.on < earliest) return refuse('case.before-its-time', { field: 'on', figures: { earliest } })
  switch (command.does) {
    case 'assign':
      return accept({ kind: 'case-assigned', assignee: command.assignee, on: command.on })
    case 'dismiss':
      return accept({ kind: 'case-dismissed', by: command.by, on: command.on, reason: command.reason })
    case 'contest': {
      const { author, on, text } = command
      return state.comments.length < mostComments
        ? accept({ kind: 'case-contested', comment: { author, on, text } })
        : refuse('case.too-many-comments', { figures: { most: mostComments } })
    }
    case 'confirm':
      return confirm(command, state)
    default:
      return never(command)
  }
}

/**
 * Confirms a case: someone looked into it, and another than they and who opened it says so. What is taken back lies within
 * what the funds pay of the claims and did not get back before, and is divided over those funds.
 */
const confirm = (command: Confirm, state: AuditCase): Decision<CaseEvent> => {
  const { standing, cause, caseId, city, institution, officers } = state
  const { by, on, amount, reason, recoveryId, claims } = command
  if (standing.status !== 'assigned') return refuse('case.not-assigned')
  const involved = cause.by === 'hand' ? [...officers, cause.opener] : officers
  if (involved.some((officer) => isSamePerson(officer, by)))
    return refuse('case.same-person', { figures: { by } })
  const [first] = claims
  if (!first) return refuse('case.no-claim', { field: 'claims' })
  const { scheme } = first
  const foreign = claims.find(
    (claim) => claim.city !== city || claim.institution !== institution || claim.scheme !== scheme,
  )
  if (foreign) return refuse('case.other-claim', { field: 'claims', figures: { claimId: foreign.claimId } })
  const room = recoverable(claims)
  if (!Number.isSafeInteger(amount) || amount <= 0 || amount > room)
    return refuse('case.above-paid', { field: 'amount', figures: { amount, room } })
  const recovery = {
    ...{ recoveryId, caseId, city, scheme, institution },
    orderedOn: on,
    parts: divideRecovery(amount, claims),
  }
  const claimIds = claims.map(({ claimId }) => claimId)
  return accept({ kind: 'case-confirmed', by, on, reason, amount, claims: claimIds, recovery })
}

/** The case after an event. */
export const evolveCase = (state: AuditCase, event: CaseEvent): AuditCase => {
  const { standing } = state
  switch (event.kind) {
    case 'case-assigned':
      return {
        ...state,
        officers: [...new Set([...state.officers, event.assignee])],
        standing: { status: 'assigned', assignee: event.assignee, assignedOn: event.on },
      }
    case 'case-confirmed': {
      must(standing.status === 'assigned', 'case.unchecked', 'a case is confirmed that nobody looked into')
      const { by, on, reason, amount, claims, recovery } = event
      const { assignee } = standing
      const { recoveryId } = recovery
      return {
        ...state,
        claims,
        standing: {
          ...{ status: 'confirmed', assignee, confirmedBy: by, confirmedOn: on },
          ...{ reason, amount, recoveryId },
        },
      }
    }
    case 'case-dismissed':
      return {
        ...state,
        standing: {
          ...{ status: 'dismissed', dismissedBy: event.by, dismissedOn: event.on, reason: event.reason },
        },
      }
    case 'case-contested':
      return { ...state, comments: [...state.comments, event.comment] }
    case 'case-recovered': {
      must(standing.status === 'confirmed', 'case.unchecked', 'money came back for a case not confirmed')
      return { ...state, standing: { ...standing, status: 'recovered', bookedIn: event.bookedIn } }
    }
    default:
      return never(event)
  }
}
