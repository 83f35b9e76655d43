import type { Day } from '#shared/calendar/day.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { must } from '#shared/kernel/errors.ts'
import { claimIdOfMessage } from '../claim/message.ts'
import type { MayReverse } from '../claim/reverse-claim.ts'
import { reverseClaim } from '../claim/reverse-claim.ts'
import type { ClaimReversed, ClaimSettled } from '../insured-year/rules/claim-events.ts'
import type { RefusalCode } from '../refusals.ts'
import { refusal } from '../refusals.ts'
import type { VisitCall } from './calls.ts'
import type { VisitEffects } from './effects.ts'
import { undoEvent } from './rules/undo-event.ts'
import { visitOf } from './rules/visit.ts'
import { undoReversal } from './undo-reversal.ts'

/** The command: take back a call whose answer was lost, whatever became of it. */
export type UndoCall = {
  readonly msgid: string
  readonly institution: string
  readonly personId: string
  readonly today: Day
  /** Who sends it, for the record of what it makes. */
  readonly by?: string
  /** The call to take back. */
  readonly original: {
    readonly msgid: string
    readonly infno: string
    /** The care it settles, when it is a settlement. */
    readonly settles?: ClaimSettled['care']
    /** The care whose settlement it reverses, when it is a reversal. */
    readonly cancels?: ClaimSettled['care']
  }
}

/**
 * What became of the call. It never came and will take no effect, or its change of a visit, its claim or its reversal
 * is gone.
 */
export type UndoOutcome =
  | { readonly outcome: 'never-arrived' | 'withdrawn' }
  | { readonly outcome: 'reversed'; readonly claimId: string; readonly reversal?: ClaimReversed }
  | { readonly outcome: 'reinstated'; readonly claimId: string }

const refuseField = (code: RefusalCode, field: string): Decision<never> => ({
  status: 'refused',
  refusal: refusal(code, { field }),
})

/**
 * Takes a call back by its `msgid`. Asked for again, by the same message or another, it finds the call taken back and
 * says so. A call not seen yet is marked, so that it is refused should it still arrive.
 */
export const undoCall = async (
  command: UndoCall,
  mayReverse: MayReverse,
  effects: VisitEffects,
): Promise<Decision<UndoOutcome>> => {
  const { institution, original, by } = command
  const callId = claimIdOfMessage({ msgid: original.msgid, institution })
  return retryConflicts(async () => {
    const used = await effects.calls.find(callId)
    switch (used.kind) {
      case 'none': {
        const mark = { infno: original.infno, institution, ...(by === undefined ? {} : { by }) }
        return (await effects.calls.markUndone(callId, mark))
          ? accept({ outcome: 'never-arrived' as const })
          : undefined
      }
      case 'undone':
        return accept({ outcome: 'never-arrived' as const })
      case 'reversal':
        return undoReversalCall(command, callId, mayReverse, effects)
      case 'claim':
        return undoSettlement(command, callId, mayReverse, effects)
      case 'visit':
        return undoVisitCall(command, used, effects)
    }
  })
}

const undoSettlement = async (
  { msgid, original, ...command }: UndoCall,
  claimId: string,
  mayReverse: MayReverse,
  effects: VisitEffects,
): Promise<Decision<UndoOutcome>> => {
  const care = original.settles
  if (care === undefined) return refuseField('call.other-transaction', 'original.infno')
  const decision = await reverseClaim({ ...command, claimId, key: msgid, care }, mayReverse, effects)
  if (decision.status === 'accepted')
    return accept({ outcome: 'reversed', claimId, reversal: decision.value })
  return decision.refusal.code === 'claim.already-reversed'
    ? accept({ outcome: 'reversed', claimId })
    : decision
}

const undoReversalCall = async (
  { msgid, original, ...command }: UndoCall,
  reversalId: string,
  mayReverse: MayReverse,
  effects: VisitEffects,
): Promise<Decision<UndoOutcome> | undefined> => {
  const care = original.cancels
  if (care === undefined) return refuseField('call.not-undoable', 'original.infno')
  const request = { ...command, reversalId, key: msgid, care }
  const undone = await undoReversal(request, mayReverse, effects)
  if (undone?.status !== 'accepted') return undone
  return accept({ outcome: 'reinstated', claimId: undone.value.claimId })
}

const undoVisitCall = async (
  { institution, personId, original }: UndoCall,
  call: VisitCall,
  effects: VisitEffects,
): Promise<Decision<UndoOutcome> | undefined> => {
  if (call.institution !== institution) return refuseField('call.other-institution', 'original.msgid')
  if (call.infno !== original.infno) return refuseField('call.other-transaction', 'original.infno')
  const { visitId } = call
  const events = await effects.visits.read(visitId)
  const visit = visitOf(visitId, events)
  must(visit !== undefined, 'visit.missing', 'a call is recorded without its visit', { visitId })
  if (visit.personId !== personId) return refuseField('visit.other-person', 'personId')
  const undo = undoEvent(visitId, events, call.event)
  if (undo.status === 'refused') return undo
  const withdrawn =
    undo.value === undefined || (await effects.visits.append(visitId, events.length + 1, undo.value))
  effects.meter('change-visit', 1)
  return withdrawn ? accept({ outcome: 'withdrawn' }) : undefined
}
