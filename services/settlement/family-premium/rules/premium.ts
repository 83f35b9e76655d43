import type { Day } from '#shared/calendar/day.ts'
import type { Signature } from '#shared/contracts/fields.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import { must } from '#shared/kernel/errors.ts'
import type { Fen } from '#shared/money/fen.ts'
import { fen } from '#shared/money/fen.ts'

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
  readonly asked: Signature
}

/**
 * What an account pays of a relative's premium (个人账户代缴居民医保费). It leaves the account when it is asked for. The bill takes it,
 * or the account gets it back.
 */
export type FamilyPremium = Asked &
  (
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

export const premiumStates = ['asked', 'paid', 'refused'] as const satisfies readonly FamilyPremium['state'][]

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
  must(premium.state !== 'refused', 'family-premium.never-paid', 'money came back that no bill took', {
    premiumId: premium.premiumId,
  })
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
  if (premium.state === 'refused') return 0
  return premium.state === 'paid' ? fen(premium.amount - premium.returned) : premium.amount
}
