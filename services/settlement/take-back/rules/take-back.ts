import type { Day } from '#shared/calendar/day.ts'
import type { Signature } from '#shared/contracts/fields.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import { doneByAnother } from '#shared/kernel/second-hand.ts'
import { isSamePerson } from '#shared/kernel/subject.ts'
import type { Fen } from '#shared/money/fen.ts'
import { refuse } from '../../refusals.ts'

/** What becomes of it: the money is asked back, or both allowances stand, since they are of two deliveries. */
export const takeBackOutcomes = ['taken-back', 'both-stand'] as const
export type TakeBackOutcome = (typeof takeBackOutcomes)[number]

/** The later of two allowances that were paid for one delivery, under two numbers of one person. */
type Found = {
  readonly benefitId: string
  /** The allowance that was granted first. */
  readonly other: string
  readonly personId: string
  readonly city: CityCode
  readonly amount: Fen
  readonly deliveredOn: Day
  /** When the two numbers were told to be one person. */
  readonly since: Day
  /** The last proposal that was turned down. */
  readonly turnedDown?: Signature & { readonly reason: string }
}

type Proposal = {
  /** Whoever approves it names it. */
  readonly proposalId: string
  readonly outcome: TakeBackOutcome
  readonly reason: string
  readonly document: string
  readonly proposed: Signature
}

/** It is found by itself; one person proposes what becomes of it and another approves. Money that is owed ends with its receipt. */
export type TakeBack = Found &
  (
    | { readonly state: 'open' }
    | ({ readonly state: 'proposed' } & Proposal)
    | ({ readonly state: 'owed' | 'stands'; readonly approved: Signature } & Proposal)
    | ({ readonly state: 'received'; readonly approved: Signature; readonly received: Receipt } & Proposal)
  )

/** What came back, and the slip of the bank by which the books have it. */
export type Receipt = Signature & { readonly document: string }

export const takeBackStates = [
  ...(['open', 'proposed', 'owed', 'stands', 'received'] as const),
] as const satisfies readonly TakeBack['state'][]

const notNow = ({ benefitId, state }: TakeBack) =>
  refuse('take-back.not-now', { figures: { benefitId, state } })

/** Proposes what becomes of it; the same proposal again changes nothing. */
export const proposeTakeBack = (takeBack: TakeBack, proposal: Proposal): Decision<TakeBack> => {
  if (takeBack.state === 'open') return accept({ ...takeBack, ...proposal, state: 'proposed' })
  return takeBack.proposalId === proposal.proposalId ? accept(takeBack) : notNow(takeBack)
}

/** Approves it as another person than proposed it; the same again changes nothing. */
export const approveTakeBack = (
  takeBack: TakeBack,
  proposalId: string,
  approved: Signature,
): Decision<TakeBack> => {
  if (takeBack.state === 'owed' || takeBack.state === 'stands')
    return doneByAnother(takeBack.approved, approved.by) ?? accept(takeBack)
  if (takeBack.state !== 'proposed') return notNow(takeBack)
  if (takeBack.proposalId !== proposalId)
    return refuse('take-back.other-proposal', {
      field: 'proposalId',
      figures: { proposalId: takeBack.proposalId },
    })
  if (isSamePerson(takeBack.proposed.by, approved.by)) return refuse('take-back.proposer-is-approver')
  return accept({ ...takeBack, approved, state: takeBack.outcome === 'taken-back' ? 'owed' : 'stands' })
}

/** Turns a proposal down, or takes it back: another may be made then. */
export const turnDownTakeBack = (
  takeBack: TakeBack,
  turnedDown: Signature & { readonly reason: string },
): Decision<TakeBack> => {
  if (takeBack.state === 'open' && takeBack.turnedDown)
    return doneByAnother(takeBack.turnedDown, turnedDown.by) ?? accept(takeBack)
  if (takeBack.state !== 'proposed') return notNow(takeBack)
  const { proposalId: _, outcome: __, reason: ___, document: ____, proposed: _____, ...found } = takeBack
  return accept({ ...found, turnedDown, state: 'open' })
}

/** The money that was owed is back. */
export const receiveTakeBack = (takeBack: TakeBack, received: Receipt): Decision<TakeBack> => {
  if (takeBack.state === 'received') return doneByAnother(takeBack.received, received.by) ?? accept(takeBack)
  return takeBack.state === 'owed' ? accept({ ...takeBack, received, state: 'received' }) : notNow(takeBack)
}
