import { paymentMade } from '#shared/contracts/contribution.ts'
import { coverageChanged } from '#shared/contracts/enrollment.ts'
import { consume, on } from '#shared/edge/consume.ts'
import { saveCoverage } from '../adapters/coverages.ts'
import { applyPayment } from '../commands/apply-payment.ts'
import { effects, emitCost } from '../effects.ts'

/** The inbox: changed coverage, and payments told by event. */
export const handler = consume(
  [
    on(coverageChanged, ({ data }) => saveCoverage(effects.store, data)),
    on(paymentMade, (event) => applyPayment(event, effects)),
  ],
  (records) => emitCost('consume', records),
)
