import type * as z from 'zod'
import type { Day } from '#shared/calendar/day.ts'
import type { reportedPayment } from '#shared/contracts/contribution.ts'
import { fenOf } from '#shared/contracts/outside-amount.ts'
import type { Refusal } from '#shared/kernel/decision.ts'
import type { BusinessDays } from '#shared/policy/business-days.ts'
import { businessDays, outsideOf } from '#shared/policy/business-days.ts'
import type { Effects } from '../effects.ts'
import { refusal } from '../refusals.ts'
import type { RecordPayment } from './rules/payment.ts'

/** Why whoever reports a payment is kept from the bills of a city; undefined where they may report on them. */
export type KeptFrom = (city: string) => Refusal | undefined

/** The moment of a report, who sends it, and what is done with what the sender has to correct. */
export type Report = {
  readonly today: Day
  readonly days: BusinessDays
  /** Whose bills its sender may report on. */
  readonly keptFrom: KeptFrom
  /**
   * Whether the sender reads an answer, so that what they have to correct is refused. Where nobody reads one, as on the
   * bus, it is money received all the same and goes to suspense.
   */
  readonly isAnswered: boolean
  /** The division of the sender. */
  readonly division?: string
}

/** The report of what nobody reads an answer to, of money of all cities. */
export const unanswered = (today: Day, { policy }: Pick<Effects, 'policy'>): Report => ({
  ...{ today, days: businessDays(policy(), today), isAnswered: false },
  keptFrom: () => undefined,
})

type Reported = z.output<typeof reportedPayment>

/** A payment as it was reported, its amount in fen; the treasury's papers are no part of what it is. */
export const paymentOf = ({ amountFen, amountYuan, treasury: _, ...payment }: Reported): RecordPayment => ({
  ...payment,
  amount: fenOf({ fen: amountFen, yuan: amountYuan }),
})

/** Why a payment may not be dated so. */
export const dayFault = (paidOn: Day, days: BusinessDays): Refusal | undefined => {
  const outside = outsideOf(days, paidOn)
  if (outside === undefined) return undefined
  return outside === 'in-future'
    ? refusal('contribution.paid-in-future', { field: 'paidOn', figures: { paidOn } })
    : refusal('contribution.paid-too-early', {
        field: 'paidOn',
        figures: { paidOn, earliest: days.earliest },
      })
}
