import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { refusal } from '../../refusals.ts'
import { undoneEvents, visitOf } from './visit.ts'
import type { VisitEvent } from './visit-events.ts'

/**
 * Takes an event of a visit back as if it had never happened. Nothing that was settled can be taken back so, and a
 * withdrawal of fees cannot be once their serial numbers stand in the visit anew.
 * @returns the event that takes it back; undefined when it was taken back before
 */
export const undoEvent = (
  visitId: string,
  events: readonly VisitEvent[],
  { event, settled }: { readonly event: number; readonly settled: boolean },
): Decision<VisitEvent | undefined> => {
  if (undoneEvents(events).has(event)) return accept(undefined)
  const undo = { kind: 'visit-call-undone', event } as const
  if (settled) return { status: 'refused', refusal: refusal('visit.settled', { field: 'visitId' }) }
  const serials = visitOf(visitId, [...events, undo])?.lines.map(({ serial }) => serial) ?? []
  return new Set(serials).size === serials.length
    ? accept(undo)
    : { status: 'refused', refusal: refusal('fee.serial-used', { field: 'serial' }) }
}
