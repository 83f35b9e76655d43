import type { Day } from '#shared/calendar/day.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import { provinceCode } from '#shared/kernel/divisions.ts'
import { doneByAnother } from '#shared/kernel/second-hand.ts'
import { isSamePerson } from '#shared/kernel/subject.ts'
import type { DecidingHand, Insured, Place, SignedHand } from '../../person/rules/insured.ts'
import { handIn, lastSpell, turnsOf } from '../../person/rules/insured.ts'
import { refuse } from '../../refusals.ts'

/** Whom a transfer asks for, and the city that covers them. */
export type Wanted = {
  readonly personId: string
  readonly city: CityCode
  /** How often their coverage had ended or gone to another city by then; once more and what was asked is past. */
  readonly turns: number
}

/** A city's request to cover a person whom another city covers. Where it meets nobody it waits like any other. */
export type Transfer = {
  readonly transferId: string
  readonly version: number
  readonly place: Place
  /** The first day in the new city. */
  readonly from: Day
  readonly requested: SignedHand
  /** The last day of the covering city's time; the province decides after it. */
  readonly deadlineOn: Day
  readonly wanted?: Wanted
  /** The statement of what they paid that went with them; absent of releases before there were any. */
  readonly statementId?: string
} & (
  | { readonly status: 'requested' }
  | { readonly status: 'released'; readonly decided: DecidingHand }
  | { readonly status: 'refused'; readonly decided: DecidingHand; readonly reason: string }
)

export type DecideTransfer =
  | { readonly does: 'release'; readonly by: DecidingHand }
  | { readonly does: 'refuse'; readonly by: DecidingHand; readonly reason: string }

/** Whether the coverage that was asked for is still that one, open and in the same city. */
const stands = ({ wanted }: Transfer, insured: Insured | undefined): boolean =>
  wanted !== undefined &&
  insured?.status === 'covered' &&
  lastSpell(insured).city === wanted.city &&
  turnsOf(insured) === wanted.turns

/** What a transfer is on a day, to those who may see the person. */
export const stateOf = (transfer: Transfer, insured: Insured | undefined, today: Day) => {
  if (transfer.status === 'requested' && transfer.wanted && !stands(transfer, insured))
    return 'lapsed' as const
  return askedState(transfer, today)
}

/** What a transfer is to the city that asked: the same whether there is such a person or not. */
export const askedState = ({ status, deadlineOn }: Transfer, today: Day) =>
  status === 'requested' && today > deadlineOn ? ('expired' as const) : status

/**
 * Decides on a transfer: another person than asked for it, of the city that covers the person, or of the province once
 * that city's time is over. A city may still release late; what it did not refuse in time it refuses no more.
 */
export const decideTransfer = (
  command: DecideTransfer,
  transfer: Transfer,
  insured: Insured | undefined,
): Decision<Transfer> => {
  const { status, requested, deadlineOn } = transfer
  const { does, by } = command
  const wantedState = does === 'release' ? 'released' : 'refused'
  const done = status === wantedState && doneByAnother(handIn(transfer.decided), by.subject)
  if (done) return done
  if (status === wantedState) return accept(transfer)
  if (status !== 'requested') return refuse('transfer.decided', { figures: { status } })
  if (isSamePerson(requested.subject, by.subject)) return refuse('transfer.same-person')
  const isLate = by.on > deadlineOn
  if (by.division === provinceCode && !isLate)
    return refuse('transfer.too-early', { figures: { deadlineOn } })
  if (does === 'refuse') {
    if (by.division !== provinceCode && isLate) return refuse('transfer.expired', { figures: { deadlineOn } })
    return accept({ ...transfer, status: 'refused', decided: by, reason: command.reason })
  }
  if (!stands(transfer, insured)) return refuse('transfer.lapsed')
  return accept({ ...transfer, status: 'released', decided: by })
}
