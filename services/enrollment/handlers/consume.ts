import { contributionsReceived } from '#shared/contracts/contribution.ts'
import { consume, on } from '#shared/edge/events/consume.ts'
import { recordPaidBills } from '../coverage/record-paid-bills.ts'
import { effects, emitCost } from '../effects.ts'

/** The inbox: bills that were paid in full. */
export const handler = consume(
  [on(contributionsReceived, (event) => recordPaidBills(event, effects))],
  (records) => emitCost('consume', records),
)
