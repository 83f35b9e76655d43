import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { refusal } from '../../refusals.ts'
import { refuseSettled } from './change-visit.ts'
import type { Visit, VisitSettlement } from './visit.ts'
import { settledWhole, undoneEvents, visitOf } from './visit.ts'
import type { VisitEvent } from './visit-events.ts'

/** The settlement that an event went into: one made after it, unless the event only brought lines that are not settled. */
const settledWith = (
  visit: Visit,
  event: number,
  made: VisitEvent | undefined,
): VisitSettlement | undefined => {
  const after = visit.settlements.filter((each) => each.event > event)
  if (made?.kind !== 'visit-fees-added' || settledWhole(visit)) return after[0]
  const serials = new Set(made.lines.map(({ serial }) => serial))
  return after.find((each) => each.serials.some((serial) => serials.has(serial)))
}

/**
 * Takes an event of a visit back as if it had never happened. Nothing that was settled can be taken back so, and a
 * withdrawal of fees cannot be once their serial numbers stand in the visit anew.
 * @returns the event that takes it back; undefined when it was taken back before
 */
export const undoEvent = (
  visitId: string,
  events: readonly VisitEvent[],
  event: number,
): Decision<VisitEvent | undefined> => {
  if (undoneEvents(events).has(event)) return accept(undefined)
  const undo = { kind: 'visit-call-undone', event } as const
  const visit = visitOf(visitId, events)
  const settled = visit && settledWith(visit, event, events[event - 1])
  if (settled) return refuseSettled(settled, 'visitId')
  const serials = visitOf(visitId, [...events, undo])?.lines.map(({ serial }) => serial) ?? []
  return new Set(serials).size === serials.length
    ? accept(undo)
    : { status: 'refused', refusal: refusal('fee.serial-used', { field: 'serial' }) }
}
