import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { doneByAnother } from '#shared/kernel/second-hand.ts'
import { isSamePerson } from '#shared/kernel/subject.ts'
import type { Fen } from '#shared/money/fen.ts'
import type { DecidingHand, SignedHand } from '../../person/rules/insured.ts'
import { handIn } from '../../person/rules/insured.ts'
import { refuse } from '../../refusals.ts'
import type { PartedItems } from './named-items.ts'

/** What proves that one record is two persons. */
export const partingEvidence = [
  'police-certificate',
  'household-register',
  'identity-card',
  'court-judgment',
] as const

/** That one record was two persons, and what of it is whose: said by one hand, done when another approves it. */
export type Parting = PartedItems & {
  readonly partingId: string
  readonly version: number
  readonly division: string
  /** The number that was the record, and the one that part of it goes to. */
  readonly stays: string
  readonly goes: string
  /** The likeness by which they had been made one; absent where they never were. */
  readonly likenessId?: string
  readonly evidence: { readonly kind: (typeof partingEvidence)[number]; readonly number: string }
  readonly reason: string
  /** Claims of the record that are the other's; all others stay. */
  readonly claims: readonly string[]
  /** The school that enrolled the record last enrolled the other. Absent: whoever the record is. */
  readonly school?: 'goes'
  /** What is registered of the record for claims, by name, and its allowances, that are the other's. Absent: none. */
  readonly registrations?: readonly string[]
  readonly allowances?: readonly string[]
  /** What of its personal account is the other's. */
  readonly account: Fen
  readonly proposed: SignedHand
  readonly commandId: string
} & (
    | { readonly status: 'proposed' }
    | { readonly status: 'approved'; readonly decided: DecidingHand }
    | { readonly status: 'refused'; readonly decided: DecidingHand; readonly refusedFor: string }
  )

export const partingStates = [
  'proposed',
  'approved',
  'refused',
] as const satisfies readonly Parting['status'][]

export type DecideParting =
  | { readonly as: 'approved'; readonly by: DecidingHand }
  | { readonly as: 'refused'; readonly by: DecidingHand; readonly refusedFor: string }

/** Approves or refuses a parting: another person than proposed it, once. */
export const decideParting = (parting: Parting, command: DecideParting): Decision<Parting> => {
  const { status, proposed } = parting
  const { by, as } = command
  const done = status === as && doneByAnother(handIn(parting.decided), by.subject)
  if (done) return done
  if (status === as) return accept(parting)
  if (status !== 'proposed') return refuse('parting.decided', { figures: { status } })
  if (isSamePerson(proposed.subject, by.subject)) return refuse('parting.same-person')
  return accept(
    command.as === 'approved'
      ? { ...parting, status: 'approved', decided: by }
      : { ...parting, status: 'refused', decided: by, refusedFor: command.refusedFor },
  )
}
