import type { Day } from '#shared/calendar/day.ts'
import type { Scope } from '#shared/kernel/authority.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { doneByAnother } from '#shared/kernel/second-hand.ts'
import { isSamePerson } from '#shared/kernel/subject.ts'
import { refuse } from '../../refusals.ts'
import type { CatalogueChanges } from './catalogue-changes.ts'

/** Who did a step of an import, on which day, and whom they spoke for. */
export type Hand = { readonly by: string; readonly on: Day; readonly scope: Scope }

/**
 * An import from when it is whole: it waits for another person than made it, who saw what it changes. `approved` is one
 * that a run brings into force. A change of the catalogue in between has it wait again.
 */
export type Judgement = {
  readonly status: 'waiting' | 'approved' | 'in-force' | 'rejected'
  /** Who had it imported. */
  readonly made: Hand
  /** Everybody who sent a part of it, and who had it imported. */
  readonly makers: readonly string[]
  /** Of its parts, in their order: what was looked at, and nothing else, comes into force. */
  readonly digests: readonly string[]
  readonly changes: CatalogueChanges
  /** Of a file of the bucket: two people approve it, since nobody knows which of them put it there. Earlier releases asked for one. */
  readonly approvals?: 2
  /** The first of the two who approved a file of the bucket, as long as the changes are those that they saw. */
  readonly seen?: Hand
  readonly approved?: Hand
  readonly rejected?: Hand & { readonly reason: string }
}

const decided = ({ status }: Judgement) => refuse('import.decided', { figures: { status } })

/** Whether nobody can be told from its maker: a file of the bucket names the account it came from, and no person. */
export const isOfNobodyKnown = ({ made }: Pick<Judgement, 'made'>): boolean => made.scope === 'file'

/**
 * Approves an import by another person than any of its makers; the same again changes nothing. A file of the bucket waits on for a
 * second approval by another person: whoever put it there is at most one of the two.
 */
export const approveImport = <Judged extends Judgement>(by: Hand, state: Judged): Decision<Judged> => {
  if (state.status === 'rejected') return decided(state)
  if (state.status !== 'waiting')
    return state.approved ? (doneByAnother(state.approved, by.by) ?? accept(state)) : decided(state)
  if (state.makers.some((maker) => isSamePerson(maker, by.by))) return refuse('import.same-person')
  if (isOfNobodyKnown(state) && !state.seen) return accept({ ...state, seen: by })
  if (state.seen && isSamePerson(state.seen.by, by.by)) return accept(state)
  return accept({ ...state, status: 'approved', approved: by })
}

/** Rejects an import that waits, with a reason; who made it takes it back so. */
export const rejectImport = <Judged extends Judgement>(
  { reason, ...by }: Hand & { readonly reason: string },
  state: Judged,
): Decision<Judged> => {
  if (state.status === 'rejected') return doneByAnother(state.rejected, by.by) ?? accept(state)
  if (state.status !== 'waiting') return decided(state)
  return accept({ ...state, status: 'rejected', rejected: { ...by, reason } })
}

/** An import whose changes have to be looked at once more, since the catalogue moved. */
export const waitsAgain = <Judged extends Judgement>(
  { approved: _, seen: __, ...state }: Judged,
  changes: CatalogueChanges,
): Omit<Judged, 'approved' | 'seen'> => ({ ...state, status: 'waiting', changes })
