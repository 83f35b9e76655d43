import type { paymentMade } from '#shared/contracts/contribution.ts'
import { TongchouError } from '#shared/kernel/errors.ts'
import type { Effects } from '../effects.ts'
import { recordPayment } from './record-payment.ts'

type PaymentMade = ReturnType<typeof paymentMade.parse>

/**
 * Records a payment the tax authority tells of on the bus.
 * @throws TongchouError with the refusal's code: money that fits no bill goes to the dead letters, to be looked at
 */
export const applyPayment = async ({ data }: PaymentMade, effects: Pick<Effects, 'store'>): Promise<void> => {
  const outcome = await recordPayment(data, effects)
  if (outcome.status !== 'refused') return
  const { code, reason } = outcome.refusal
  throw new TongchouError(code, reason, { paymentId: data.paymentId, billId: data.billId })
}
