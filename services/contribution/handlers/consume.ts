import { paymentMade } from '#shared/contracts/contribution.ts'
import { coveragesChanged } from '#shared/contracts/enrollment.ts'
import { consume, on } from '#shared/edge/events/consume.ts'
import { saveCoverages } from '../coverage/store.ts'
import { effects, emitCost } from '../effects.ts'
import { applyPayment } from '../payment/apply-payment.ts'

/** The inbox: changed coverage, and payments told by event. */
export const handler = consume(
  [
    on(coveragesChanged, ({ data }) => saveCoverages(effects.store, data.persons)),
    on(paymentMade, (event) => applyPayment(event, effects)),
  ],
  (records) => emitCost('consume', records),
)
