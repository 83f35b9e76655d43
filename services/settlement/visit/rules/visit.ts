import type { Day } from '#shared/calendar/day.ts'
import { must } from '#shared/kernel/errors.ts'
import { never } from '#shared/kernel/never.ts'
import type { Care } from '../../insured-year/rules/care.ts'
import type { FeeLine, VisitEvent, VisitFacts } from './visit-events.ts'

/** A visit to an institution, outpatient or inpatient, as its events leave it. */
export type Visit = {
  readonly visitId: string
  /** How many events it has; the next one gets the number after it. */
  readonly events: number
  readonly care: Care
  readonly institution: string
  readonly personId: string
  readonly facts: VisitFacts
  readonly status: 'open' | 'cancelled'
  /** The day of discharge, once the patient has left. */
  readonly endedOn?: Day
  /** Collected and not withdrawn, in the order they came. */
  readonly lines: readonly FeeLine[]
  /** The claim that last settled it, whether it stands or was reversed. */
  readonly claimId?: string
}

/** The numbers of the events that were taken back. */
export const undoneEvents = (events: readonly VisitEvent[]): ReadonlySet<number> =>
  new Set(events.flatMap((event) => (event.kind === 'visit-call-undone' ? [event.event] : [])))

/**
 * A visit as its events leave it; undefined when there are none. An event taken back counts as if it had never
 * happened; a visit whose registration was taken back is a cancelled one.
 */
export const visitOf = (visitId: string, events: readonly VisitEvent[]): Visit | undefined => {
  const [opened, ...later] = events
  if (opened === undefined) return undefined
  must(opened.kind === 'visit-opened', 'visit.not-opened', 'a visit does not begin with its registration', {
    visitId,
  })
  const undone = undoneEvents(events)
  const { kind: _, ...registered } = opened
  const start: Visit = {
    visitId,
    events: events.length,
    ...registered,
    status: undone.has(1) ? 'cancelled' : 'open',
    lines: [],
  }
  return later.reduce((visit, event, index) => (undone.has(index + 2) ? visit : after(visit, event)), start)
}

const after = (visit: Visit, event: VisitEvent): Visit => {
  switch (event.kind) {
    case 'visit-opened':
    case 'visit-call-undone':
      return visit
    case 'visit-described':
      return { ...visit, facts: { ...visit.facts, ...event.facts } }
    case 'visit-fees-added':
      return { ...visit, lines: [...visit.lines, ...event.lines] }
    case 'visit-fees-withdrawn': {
      const gone = new Set(event.serials)
      return { ...visit, lines: visit.lines.filter(({ serial }) => !gone.has(serial)) }
    }
    case 'visit-discharged':
      return { ...visit, endedOn: event.on, facts: { ...visit.facts, ...event.facts } }
    case 'visit-discharge-withdrawn': {
      const { endedOn: _, ...staying } = visit
      return staying
    }
    case 'visit-cancelled':
      return { ...visit, status: 'cancelled' }
    case 'visit-settled':
      return { ...visit, claimId: event.claimId }
    default:
      return never(event)
  }
}
