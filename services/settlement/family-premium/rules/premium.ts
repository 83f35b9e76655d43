import type { Day } from '#shared/calendar/day.ts'
import type { Signature } from '#shared/contracts/fields.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import { must } from '#shared/kernel/errors.ts'
import { doneByAnother } from '#shared/kernel/second-hand.ts'
import { isSamePerson } from '#shared/kernel/subject.ts'
import type { Fen } from '#shared/money/fen.ts'
import { fen } from '#shared/money/fen.ts'
import { refuse } from '../../refusals.ts'

type Asked = {
  readonly premiumId: string
  /** Whose account pays, and whose bill. */
  readonly owner: string
  readonly member: string
  readonly consentId: string
  readonly billId: string
  /** Whose employees' fund leads the account. */
  readonly city: CityCode
  readonly amount: Fen
  /** Whose word it is, and the day on which the bill counts as paid. */
  readonly asked: Signature
  /** The day on which it was said; absent of what an earlier release took. */
  readonly saidOn?: Day
  /** Why it counts from a day before it was said: another officer approves that first. */
  readonly why?: string
  readonly approved?: Signature
}

/**
 * What an account pays of a relative's premium (个人账户代缴居民医保费). It leaves the account when it is asked for, or when
 * another officer approves that it counts from an earlier day. The bill takes it, or the account gets it back.
 */
export type FamilyPremium = Asked &
  (
    | { readonly state: 'proposed' }
    | { readonly state: 'rejected'; readonly rejected: Signature & { readonly reason: string } }
    | { readonly state: 'asked' }
    | {
        readonly state: 'paid'
        readonly paidOn: Day
        /** What came back since, by which refunds. */
        readonly returned: Fen
        readonly refunds: readonly string[]
      }
    | { readonly state: 'refused'; readonly refusedOn: Day; readonly reason: string }
  )

type PaidPremium = Extract<FamilyPremium, { readonly state: 'paid' }>

export const premiumStates = [
  'proposed',
  'rejected',
  'asked',
  'paid',
  'refused',
] as const satisfies readonly FamilyPremium['state'][]

/** Whether its day takes a second hand: it is one before the day on which it was said, so that a wait would be over sooner. */
export const isDatedBack = ({ asked, saidOn }: Pick<FamilyPremium, 'asked' | 'saidOn'>): boolean =>
  saidOn !== undefined && asked.on < saidOn

/** Whether money left the account for it: nothing does of what waits for its second hand, or did not get it. */
export const isTaken = ({ state }: Pick<FamilyPremium, 'state'>): boolean =>
  state !== 'proposed' && state !== 'rejected'

const decidedBefore = ({ premiumId, state }: FamilyPremium) =>
  refuse('family-premium.decided', { figures: { premiumId, state } })

/** What another officer approves: its money may leave the account. The same again changes nothing. */
export const approvePremium = (premium: FamilyPremium, approved: Signature): Decision<FamilyPremium> => {
  if (premium.state !== 'proposed')
    return premium.approved
      ? (doneByAnother(premium.approved, approved.by) ?? accept(premium))
      : decidedBefore(premium)
  return isSamePerson(premium.asked.by, approved.by)
    ? refuse('family-premium.proposer-is-approver')
    : accept({ ...premium, state: 'asked', approved })
}

/** What an officer turns down, or takes back where it is theirs. The same again changes nothing. */
export const rejectPremium = (
  premium: FamilyPremium,
  rejected: Signature & { readonly reason: string },
): Decision<FamilyPremium> => {
  if (premium.state === 'rejected') return doneByAnother(premium.rejected, rejected.by) ?? accept(premium)
  return premium.state === 'proposed'
    ? accept({ ...premium, state: 'rejected', rejected })
    : decidedBefore(premium)
}

/** What contribution says of a premium. */
export type PremiumAnswer = {
  readonly outcome: 'paid' | 'refused' | 'returned'
  readonly refundId?: string | undefined
  readonly amount: Fen
  readonly on: Day
  readonly reason?: string | undefined
}

/** A premium after an answer, and what the account gets back by it. */
export type Answered = { readonly premium: FamilyPremium; readonly back: Fen }

const returned = (premium: FamilyPremium, { refundId = '', amount, on }: PremiumAnswer): Answered => {
  must(
    isTaken(premium) && premium.state !== 'refused',
    'family-premium.never-paid',
    'money came back that no bill took',
    {
      premiumId: premium.premiumId,
    },
  )
  // A refund may be told of before the payment.
  const {
    paidOn,
    returned: before,
    refunds: known,
  }: Pick<PaidPremium, 'paidOn' | 'returned' | 'refunds'> = premium.state === 'paid'
    ? premium
    : { paidOn: on, returned: 0, refunds: [] }
  if (known.includes(refundId)) return { premium, back: 0 }
  const total = fen(before + amount)
  must(total <= premium.amount, 'family-premium.more-back', 'more came back than was paid', {
    premiumId: premium.premiumId,
  })
  const refunds = [...known, refundId]
  return { premium: { ...premium, state: 'paid', paidOn, returned: total, refunds }, back: amount }
}

/** Takes an answer over; the same again, in whatever order, changes nothing. */
export const answered = (premium: FamilyPremium, answer: PremiumAnswer): Answered => {
  const { outcome, on, reason = '' } = answer
  if (outcome === 'returned') return returned(premium, answer)
  if (premium.state !== 'asked') {
    must(
      premium.state === outcome,
      'family-premium.answered-otherwise',
      'a premium is answered in two ways',
      {
        premiumId: premium.premiumId,
      },
    )
    return { premium, back: 0 }
  }
  return outcome === 'paid'
    ? { premium: { ...premium, state: 'paid', paidOn: on, returned: 0, refunds: [] }, back: 0 }
    : { premium: { ...premium, state: 'refused', refusedOn: on, reason }, back: premium.amount }
}

/** What an account gave for a premium and did not get back. */
export const takenFor = (premium: FamilyPremium): Fen => {
  if (premium.state === 'refused' || !isTaken(premium)) return 0
  return premium.state === 'paid' ? fen(premium.amount - premium.returned) : premium.amount
}
