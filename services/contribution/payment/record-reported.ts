import type * as z from 'zod'
import type { reportedPayment } from '#shared/contracts/contribution.ts'
import type { Effects } from '../effects.ts'
import type { PaymentOutcome } from './record-payment.ts'
import { recordPayments } from './record-payments.ts'
import type { Report } from './report.ts'
import { paymentOf } from './report.ts'
import { noteTrails } from './trail.ts'

type Reported = z.output<typeof reportedPayment>

/** Whether the payment that stands under an id is the one reported: then the papers are its own. */
const isOwn = (outcome: PaymentOutcome | undefined): boolean =>
  outcome !== undefined &&
  outcome.status !== 'refused' &&
  !('refusal' in outcome && outcome.refusal.code === 'contribution.payment-differs')

/**
 * Records payments as they were reported, and what the treasury's papers say of them. The papers come after the payments,
 * before anything is answered: who hears no answer reports again, and then they are noted.
 */
export const recordReported = async (
  reported: readonly Reported[],
  report: Report,
  effects: Pick<Effects, 'store' | 'policy'>,
): Promise<PaymentOutcome[]> => {
  const outcomes = await recordPayments(reported.map(paymentOf), report, effects)
  const told = reported.flatMap(({ paymentId, treasury }, index) =>
    treasury && isOwn(outcomes[index]) ? [{ paymentId, trail: treasury }] : [],
  )
  await noteTrails(told, effects)
  return outcomes
}
