import type { Day } from '#shared/calendar/day.ts'
import type { BenefitKind } from '#shared/contracts/benefit.ts'
import type { Signature } from '#shared/contracts/fields.ts'
import type { Payee } from '#shared/contracts/payee.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import { doneByAnother } from '#shared/kernel/second-hand.ts'
import { isSamePerson } from '#shared/kernel/subject.ts'
import type { Fen } from '#shared/money/fen.ts'
import type { DeliveryKind } from '../../insured-year/rules/care.ts'
import { refuse } from '../../refusals.ts'

/** The delivery that an allowance is for, and what it was reckoned from. */
export type Delivery = {
  readonly deliveredOn: Day
  readonly delivery: DeliveryKind
  readonly children: number
  readonly monthlyWage: Fen
  readonly days: number
}

type BenefitDraft = {
  readonly benefitId: string
  readonly kind: BenefitKind
  readonly personId: string
  readonly city: CityCode
  readonly scheme: Scheme
  readonly amount: Fen
  readonly payments: readonly { readonly payee: Payee; readonly amount: Fen }[]
  /** The paper that it rests on: a birth certificate, a notarised list of heirs, a letter of the other province. */
  readonly document: string
  readonly proposed: Signature
  /** Of a maternity allowance. */
  readonly delivery?: Delivery
}

/** What somebody is to be paid beside claims. It is granted when a second officer approves it, or at once where it needs none. */
export type Benefit = BenefitDraft &
  (
    | { readonly state: 'proposed' }
    | { readonly state: 'granted'; readonly grantedOn: Day; readonly approved?: Signature }
    | { readonly state: 'rejected'; readonly rejected: Signature & { readonly reason: string } }
  )

export const benefitStates = [
  'proposed',
  'granted',
  'rejected',
] as const satisfies readonly Benefit['state'][]

/** A benefit as it begins: one that takes a second officer waits. */
export const beginBenefit = (draft: BenefitDraft, takesTwo: boolean): Benefit =>
  takesTwo ? { ...draft, state: 'proposed' } : { ...draft, state: 'granted', grantedOn: draft.proposed.on }

/** What a second officer approves; the same again changes nothing. */
export const approveBenefit = (benefit: Benefit, approved: Signature): Decision<Benefit> => {
  if (benefit.state === 'granted' && benefit.approved)
    return doneByAnother(benefit.approved, approved.by) ?? accept(benefit)
  if (benefit.state !== 'proposed')
    return refuse('benefit.decided', { figures: { benefitId: benefit.benefitId, state: benefit.state } })
  if (approved.on < benefit.proposed.on)
    return refuse('benefit.before-proposed', { field: 'on', figures: { on: benefit.proposed.on } })
  return isSamePerson(benefit.proposed.by, approved.by)
    ? refuse('benefit.proposer-is-approver')
    : accept({ ...benefit, state: 'granted', grantedOn: approved.on, approved })
}

/** What an officer turns down, or takes back where it is theirs; the same again changes nothing. */
export const rejectBenefit = (
  benefit: Benefit,
  rejected: Signature & { readonly reason: string },
): Decision<Benefit> => {
  if (benefit.state === 'rejected') return doneByAnother(benefit.rejected, rejected.by) ?? accept(benefit)
  return benefit.state === 'proposed'
    ? accept({ ...benefit, state: 'rejected', rejected })
    : refuse('benefit.decided', { figures: { benefitId: benefit.benefitId, state: benefit.state } })
}
