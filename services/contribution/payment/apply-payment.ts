import type { paymentMade } from '#shared/contracts/contribution.ts'
import { TongchouError } from '#shared/kernel/errors.ts'
import type { Effects } from '../effects.ts'
import type { KeptFrom } from './record-payment.ts'
import { recordPayment } from './record-payment.ts'

type PaymentMade = ReturnType<typeof paymentMade.parse>

/** The tax authority collects in all cities. */
const fromNone: KeptFrom = () => undefined

/**
 * Records a payment that the tax authority published on the bus.
 * @throws TongchouError with the refusal's code: money that fits no bill goes to the dead letters, to be looked at
 */
export const applyPayment = async ({ data }: PaymentMade, effects: Pick<Effects, 'store'>): Promise<void> => {
  const outcome = await recordPayment(data, fromNone, effects)
  if (outcome.status !== 'refused') return
  const { code, reason } = outcome.refusal
  throw new TongchouError(code, reason, { paymentId: data.paymentId, billId: data.billId })
}
