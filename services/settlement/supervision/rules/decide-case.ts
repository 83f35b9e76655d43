import type { Day } from '#shared/calendar/day.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { must } from '#shared/kernel/errors.ts'
import { never } from '#shared/kernel/never.ts'
import { isSamePerson } from '#shared/kernel/subject.ts'
import type { Fen } from '#shared/money/fen.ts'
import { refuse } from '../../refusals.ts'
import type { AuditCase, CaseEvent, CaseFinding, Comment } from './audit-case.ts'
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
  | ({ readonly does: 'find' } & CaseFinding)
  | { readonly does: 'dismiss'; readonly by: string; readonly on: Day; readonly reason: string }
  | ({ readonly does: 'contest' } & Comment)

type Confirm = Extract<CaseCommand, { does: 'confirm' }>

const latest = (...days: readonly Day[]): Day => days.reduce((a, b) => (a > b ? a : b))

/** The day before which a command cannot be dated: a case was opened by then, and money is taken back of what was paid by then. */
const earliestFor = (command: CaseCommand, { openedOn, standing, finding }: AuditCase): Day => {
  const found = command.does === 'confirm' || command.does === 'dismiss' ? finding : undefined
  return latest(
    openedOn,
    ...(found ? [found.on] : []),
    ...(command.does === 'confirm' && standing.status === 'assigned' ? [standing.assignedOn] : []),
    ...(command.does === 'confirm' ? command.claims.map(({ settledOn }) => settledOn) : []),
  )
}

const mostComments = 20

/** Who looks into a case or decides it; nobody where something is said of it. */
const actorOf = (command: CaseCommand): string | undefined => {
  if (command.does === 'contest') return undefined
  return command.does === 'assign' ? command.assignee : command.by
}

/** Whether a person spoke for the institution of a case: with another token they are no officer of it. */
export const spokeFor = ({ comments }: Pick<AuditCase, 'comments'>, person: string): boolean =>
  comments.some(({ speaker }) => speaker !== undefined && isSamePerson(speaker, person))

/** Decides what is done with a case. */
export const decideCase = (command: CaseCommand, state: AuditCase): Decision<CaseEvent> => {
  const { status } = state.standing
  if (status !== 'open' && status !== 'assigned') return refuse('case.closed', { figures: { status } })
  const earliest = earliestFor(command, state)
  if (command.on < earliest) return refuse('case.before-its-time', { field: 'on', figures: { earliest } })
  const actor = actorOf(command)
  if (actor !== undefined && spokeFor(state, actor)) return refuse('case.spoke-for-institution')
  switch (command.does) {
    case 'assign':
      return accept({ kind: 'case-assigned', assignee: command.assignee, on: command.on })
    case 'find': {
      const { does: _, ...finding } = command
      if (finding.as === 'dismiss') return accept({ kind: 'case-found', finding })
      if (status === 'open') return refuse('case.not-assigned')
      // Else the officer who confirms would choose alone whose payment is taken back.
      return (finding.claims ?? state.claims).length === 0
        ? refuse('case.no-claim', { field: 'claims' })
        : accept({ kind: 'case-found', finding })
    }
    case 'dismiss': {
      const { by, on, reason } = command
      return (
        foundOtherwise(state, { as: 'dismiss', by }) ?? accept({ kind: 'case-dismissed', by, on, reason })
      )
    }
    case 'contest': {
      const { does: _, ...comment } = command
      return state.comments.length < mostComments
        ? accept({ kind: 'case-contested', comment })
        : refuse('case.too-many-comments', { figures: { most: mostComments } })
    }
    case 'confirm':
      return confirm(command, state)
    default:
      return never(command)
  }
}

/** Why a case may not end so: no officer found it so, or the one who did would end it alone. */
const foundOtherwise = (
  { finding }: AuditCase,
  { as, by }: { readonly as: CaseFinding['as']; readonly by: string },
): Decision<never> | undefined => {
  if (finding?.as !== as) return refuse('case.not-found-so')
  return isSamePerson(finding.by, by) ? refuse('case.same-person', { figures: { by } }) : undefined
}

/** Why an amount and its claims are not those that another officer found. */
const otherRecovery = ({ amount, claims }: Confirm, { finding, claims: own }: AuditCase) => {
  if (finding?.as !== 'recover') return undefined
  if (finding.amount !== amount)
    return refuse('case.found-otherwise', { field: 'amount', figures: { amount, found: finding.amount } })
  const found = finding.claims ?? own
  return found.length > 0 &&
    !sameMembers(
      found,
      claims.map(({ claimId }) => claimId),
    )
    ? refuse('case.found-otherwise', { field: 'claims', figures: { amount, found: finding.amount } })
    : undefined
}

/** Whether two lists name the same, in whatever order. */
export const sameMembers = (one: readonly string[], other: readonly string[]): boolean =>
  [...new Set(one)].sort().join() === [...new Set(other)].sort().join()

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
  const alone = foundOtherwise(state, { as: 'recover', by })
  if (alone) return alone
  const [first] = claims
  if (!first) return refuse('case.no-claim', { field: 'claims' })
  const other = otherRecovery(command, state)
  if (other) return other
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

/** Who found what another officer confirms, and of which claims, as it stands with the case. */
const foundBy = (finding: CaseFinding | undefined, own: readonly string[]) => {
  if (!finding) return {}
  const { by, on } = finding
  return { found: { by, on, ...(finding.as === 'recover' ? { claims: finding.claims ?? own } : {}) } }
}

/** The case after an event. */
export const evolveCase = ({ finding, ...state }: AuditCase, event: CaseEvent): AuditCase => {
  const { standing } = state
  const waiting = finding ? { finding } : {}
  switch (event.kind) {
    case 'case-assigned':
      return {
        ...state,
        ...waiting,
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
          ...foundBy(finding, state.claims),
        },
      }
    }
    case 'case-dismissed':
      return {
        ...state,
        standing: {
          ...{ status: 'dismissed', dismissedBy: event.by, dismissedOn: event.on, reason: event.reason },
          ...foundBy(finding, state.claims),
        },
      }
    case 'case-found': {
      const officers = [...new Set([...state.officers, event.finding.by])]
      return { ...state, officers, finding: event.finding }
    }
    case 'case-contested':
      return { ...state, ...waiting, comments: [...state.comments, event.comment] }
    case 'case-recovered': {
      must(standing.status === 'confirmed', 'case.unchecked', 'money came back for a case not confirmed')
      return { ...state, standing: { ...standing, status: 'recovered', bookedIn: event.bookedIn } }
    }
    default:
      return never(event)
  }
}
