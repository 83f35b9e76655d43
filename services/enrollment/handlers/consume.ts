import { contributionReceived } from '#shared/contracts/contribution.ts'
import { consume, on } from '#shared/edge/consume.ts'
import { recordPaidBill } from '../commands/record-paid-bill.ts'
import { effects, emitCost } from '../effects.ts'

/** The inbox: bills that were paid in full. */
export const handler = consume(
  [on(contributionReceived, (event) => recordPaidBill(event, effects))],
  (records) => emitCost('consume', records),
)
