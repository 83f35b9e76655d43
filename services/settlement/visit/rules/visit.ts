import type { Day } from '#shared/calendar/day.ts'
import { must } from '#shared/kernel/errors.ts'
import { never } from '#shared/kernel/never.ts'
import { isSameId } from '#shared/kernel/plain-id.ts'
import { serialMark } from '../../claim/rules/serial-mark.ts'
import type { Care } from '../../insured-year/rules/care.ts'
import type { FeeLine, VisitEvent, VisitFacts, VisitSettled } from './visit-events.ts'

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
  /** The settlements of it that stand, in the order they came. */
  readonly settlements: readonly VisitSettlement[]
  /** The claims that settled it and are reversed. */
  readonly reversed: readonly string[]
}

/** A settlement of a visit: of one charging batch, or of all that was left. */
export type VisitSettlement = {
  readonly claimId: string
  readonly batch?: string
  /** The number of its event. */
  readonly event: number
  /** The serial numbers of the lines it settled. */
  readonly serials: readonly string[]
  /** The marks of the lines it settled, collected or not; absent where lines came with it that nobody numbered. */
  readonly marks?: readonly string[]
}

/**
 * The settlement that closed a visit as a whole. One of a batch leaves it open, unless its lines had no serial numbers:
 * they may be those of any batch.
 */
export const settledWhole = ({ settlements }: Visit): VisitSettlement | undefined =>
  settlements.find(({ batch, marks }) => batch === undefined || marks === undefined)

/** The settlement that a line went into. */
export const settlementOf = ({ settlements }: Visit, serial: string): VisitSettlement | undefined => {
  if (settlements.length === 0) return undefined
  const mark = serialMark(serial)
  return settlements.find(({ serials, marks }) => serials.includes(serial) || marks?.includes(mark))
}

/** The settlement of a charging batch, by itself or with the whole visit. */
export const settlementOfBatch = (visit: Visit, batch: string): VisitSettlement | undefined =>
  settledWhole(visit) ?? visit.settlements.find((each) => isSameId(each.batch, batch))

/** The lines that a settlement now would take: those of its batch, or all that are not settled. */
export const linesLeft = (visit: Visit, batch: string | undefined): readonly FeeLine[] =>
  visit.lines.filter(
    (line) =>
      settlementOf(visit, line.serial) === undefined && (batch === undefined || isSameId(line.batch, batch)),
  )

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
    settlements: [],
    reversed: [],
  }
  return later.reduce(
    (visit, event, index) => (undone.has(index + 2) ? visit : after(visit, event, index + 2)),
    start,
  )
}

/** Lines that come with a settlement stand also for those collected that name no batch: they cannot be told apart. */
const isTakenBy =
  ({ batch, own }: VisitSettled) =>
  (line: FeeLine): boolean =>
    batch === undefined || isSameId(line.batch, batch) || (own === true && line.batch === undefined)

const afterSettlement = (visit: Visit, event: VisitSettled, number: number): Visit => {
  const { claimId, batch } = event
  const left = linesLeft(visit, undefined).filter(isTakenBy(event))
  const serials = left.map(({ serial }) => serial)
  const marks = event.own ? event.marks : serials.map(serialMark)
  const settlement = {
    ...{ claimId, event: number, serials },
    ...(batch === undefined ? {} : { batch }),
    ...(marks === undefined ? {} : { marks }),
  }
  const reversed = visit.reversed.filter((each) => each !== claimId)
  return { ...visit, settlements: [...visit.settlements, settlement], reversed }
}

const after = (visit: Visit, event: VisitEvent, number: number): Visit => {
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
      return afterSettlement(visit, event, number)
    case 'visit-settlement-reversed':
      return {
        ...visit,
        settlements: visit.settlements.filter(({ claimId }) => claimId !== event.claimId),
        reversed: [...visit.reversed, event.claimId],
      }
    default:
      return never(event)
  }
}
