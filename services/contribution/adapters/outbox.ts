import { contributionReceived, incomeSwept } from '#shared/contracts/contribution.ts'
import { eventsByKind } from '#shared/edge/publish.ts'
import type { Receipt } from '../domain/payment.ts'
import type { Sweep } from '../domain/sweep.ts'
import { service } from '../table.ts'
import { toSweep } from './income.ts'
import { toReceipt } from './receipts.ts'

const receiptEvent = (receipt: Receipt) => ({
  contract: contributionReceived,
  event: { id: `payment:${receipt.paymentId}`, occurredOn: receipt.paidOn, data: receipt },
})

const sweepEvent = (sweep: Sweep) => ({
  contract: incomeSwept,
  event: { id: `sweep:${sweep.sweepId}`, occurredOn: sweep.sweptOn, data: sweep },
})

/** The events of recorded items: receipts, and sweeps that moved money. */
export const toEvents = eventsByKind(service, {
  payment: ({ item, sequence }) => [{ ...receiptEvent(toReceipt(item)), sequences: [sequence] }],
  sweep: ({ item, sequence }) =>
    Number(item.amount) > 0 ? [{ ...sweepEvent(toSweep(item)), sequences: [sequence] }] : [],
})
