import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { doneByAnother } from '#shared/kernel/second-hand.ts'
import { isSamePerson } from '#shared/kernel/subject.ts'
import type { DecidingHand, SignedHand } from '../../person/rules/insured.ts'
import { handIn } from '../../person/rules/insured.ts'
import { refuse } from '../../refusals.ts'
import type { EffectsOfMerge } from './effects-of-merge.ts'

/** A pair that is one person: who of the two goes on, who ends, and what that does, as it was when it was proposed. */
export type DecidedPair = {
  readonly likenessId: string
  readonly keeps: string
  readonly ends: string
  readonly effects: EffectsOfMerge
}

/** That pairs of persons who are alike are one person each; a run makes them one when another approves it. */
export type DuplicateDecision = {
  readonly decisionId: string
  readonly version: number
  readonly division: string
  readonly reason: string
  readonly pairs: readonly DecidedPair[]
  readonly proposed: SignedHand
  readonly commandId: string
} & (
  | { readonly status: 'proposed' }
  | { readonly status: 'approved'; readonly decided: DecidingHand }
  | { readonly status: 'refused'; readonly decided: DecidingHand; readonly refusedFor: string }
)

/** Approves or refuses what was proposed: another person than proposed it, once. */
export const decideOnDuplicates = (
  decision: DuplicateDecision,
  {
    by,
    ...as
  }:
    | { readonly as: 'approved'; readonly by: DecidingHand }
    | { readonly as: 'refused'; readonly by: DecidingHand; readonly refusedFor: string },
): Decision<DuplicateDecision> => {
  const { status, proposed } = decision
  const done = status === as.as && doneByAnother(handIn(decision.decided), by.subject)
  if (done) return done
  if (status === as.as) return accept(decision)
  if (status !== 'proposed') return refuse('duplicate.decided', { figures: { status } })
  if (isSamePerson(proposed.subject, by.subject)) return refuse('duplicate.same-person')
  return accept(
    as.as === 'approved'
      ? { ...decision, status: 'approved', decided: by }
      : { ...decision, status: 'refused', decided: by, refusedFor: as.refusedFor },
  )
}
