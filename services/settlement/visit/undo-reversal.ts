import type { Day } from '#shared/calendar/day.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { must } from '#shared/kernel/errors.ts'
import { yearsBesideEntry } from '../claim/claim-request.ts'
import { claimIdOfMessage } from '../claim/message.ts'
import type { MayReverse } from '../claim/reverse-claim.ts'
import { overlaps } from '../claim/rules/claim-checks.ts'
import { refuseTaken } from '../claim/rules/repeat.ts'
import { decideUndo } from '../claim/rules/reverse-claim.ts'
import { slotsOf } from '../claim/visit-slots.ts'
import { asItStands } from '../insured-year/rules/as-it-stands.ts'
import type { ClaimReversed, ClaimSettled } from '../insured-year/rules/claim-events.ts'
import { evolve } from '../insured-year/rules/evolve.ts'
import type { Stay } from '../insured-year/rules/insured-year.ts'
import { isUndoable } from '../insured-year/rules/trail.ts'
import { besideWrites } from '../insured-year/year-writes.ts'
import { refusal } from '../refusals.ts'
import type { VisitEffects } from './effects.ts'

/** Which reversal is to be taken back, under which business id, on which day in China. */
export type UndoReversalRequest = {
  readonly reversalId: string
  readonly key: string
  readonly today: Day
  /** Whose claim and of which care the sender takes it to be. */
  readonly personId: string
  readonly care: ClaimSettled['care']
  /** Who sends it, for the record of the entry. */
  readonly by?: string
}

const refuseWith = (code: Parameters<typeof refusal>[0], field: string): Decision<never> => ({
  status: 'refused',
  refusal: refusal(code, { field }),
})

/** Whether a stay lies on days of a claim's: in the year beside its own someone may have been settled there since. */
const meets = ({ stay }: ClaimSettled, other: Stay): boolean => stay !== undefined && overlaps(other, stay)

/**
 * Takes the reversal of a claim back, once: the claim stands again, by an entry of its own. It is one transaction with
 * the year, the mark on the claim, and the visit it settled. Asked for again it finds that done. Undefined: decide
 * again. `mayReverse` is shown the claim before anything is decided.
 */
export const undoReversal = async (
  { reversalId, key, today, personId, care, by }: UndoReversalRequest,
  mayReverse: MayReverse,
  effects: VisitEffects,
): Promise<Decision<{ readonly claimId: string; readonly entry?: ClaimReversed }> | undefined> => {
  const { claims, slots, plans, meter } = effects
  const { entry } = await claims.find(reversalId)
  must(entry?.kind === 'reversal', 'claim.reversal-missing', 'a reversal is not there', { reversalId })
  const { reversal } = entry
  const { claimId } = reversal
  if (reversal.personId !== personId || reversal.care !== care)
    return refuseWith('claim.unknown', 'original.msgid')
  const found = await claims.find(claimId)
  must(found.entry?.kind === 'claim', 'claim.missing', 'a reversal is of no claim', { reversalId, claimId })
  if (!mayReverse(found.entry.claim)) return refuseWith('claim.unknown', 'original.msgid')
  // Taken back before, whether or not the claim was reversed again since.
  if (reversal.undoes === undefined && found.reversedBy !== reversalId) return accept({ claimId })
  const settled = found.entry.claim
  const undoId = claimIdOfMessage({ msgid: key, institution: settled.institution })
  const beside = yearsBesideEntry(settled, today)
  const opened = await claims.open(undoId, settled, { eventual: false, beside })
  if (opened.entry) return { status: 'refused', refusal: { ...refuseTaken(opened.entry), field: 'msgid' } }
  const taken = await Promise.all(slotsOf(found.entry).map((slot) => slots.retake(slot, claimId)))
  const ofVisit = taken.every((writes) => writes !== undefined) ? taken.flat() : undefined
  const { claim, isPaid } = asItStands({ claim: settled, corrections: found.corrections })
  const { state, trail } = opened.year
  const isFree = opened.neighbours.every(({ state: { stays } }) => !stays.some((stay) => meets(claim, stay)))
  const isUntouched = ofVisit !== undefined && isUndoable(trail, claimId) && isFree
  const standing = { claim, isPaid, account: state.account, isUntouched }
  const decision = decideUndo({ reversal, undoId, today, ...standing })
  if (decision.status === 'refused') return decision
  const { by: _, ...undone } = decision.value
  const made = by === undefined ? undone : { ...undone, by }
  const after = { ...opened.year, state: evolve(state, made) }
  const along = [...(ofVisit ?? []), ...besideWrites([made], opened, plans().oneStayWithin())]
  const written = await claims.recordReversal(made, after, found.turns + 1, along)
  meter('undo-reversal', 1)
  return written ? accept({ claimId, entry: made }) : undefined
}
