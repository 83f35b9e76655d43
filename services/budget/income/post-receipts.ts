import type { Day, Month } from '#shared/calendar/day.ts'
import type { ReceivedPayment } from '#shared/contracts/contribution.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store, Write } from '#shared/edge/store/store.ts'
import { stableId } from '#shared/kernel/hash.ts'
import { receiptKey } from '../keys.ts'
import { bookUnposted } from '../ledger/book-unposted.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import { addMovements } from '../ledger/rules/movements.ts'
import { contributionMovements } from './rules/contribution-entry.ts'

type Group = {
  readonly fund: Fund
  readonly month: Month
  readonly on: Day
  readonly source: string
  readonly received: readonly ReceivedPayment[]
}

type ReceiptPosted = Fund & {
  readonly month: Month
  readonly bookedIn: Month
  readonly entryId: string
} & Pick<ReceivedPayment, 'paymentId' | 'billId' | 'payer' | 'pooled' | 'account' | 'paidOn'>

const receipts = defineRecord<ReceiptPosted, Pick<ReceiptPosted, 'city' | 'scheme' | 'paymentId'>>({
  kind: 'receipt-posted',
  key: ({ city, scheme, paymentId }) => receiptKey({ city, scheme }, paymentId),
})

const postingWrite = (
  { fund, month }: Group,
  { paymentId, billId, payer, pooled, account, paidOn }: ReceivedPayment,
  bookedIn: Month,
  entryId: string,
): Write =>
  receipts.create({
    ...fund,
    ...{ month, bookedIn, entryId, paymentId, billId, payer, pooled, account, paidOn },
  })

/**
 * Posts payments received in one transaction: each under its own key, and one entry of them all. Those that were posted
 * before are left out, so that groups may come twice, late, or cut in other ways.
 */
export const postReceipts = (store: Store, group: Group): Promise<void> =>
  bookUnposted(store, group, {
    facts: group.received,
    idOf: ({ paymentId }) => paymentId,
    compose: (received, month) => {
      const entryId = stableId('E-', 'receipts', ...received.map(({ paymentId }) => paymentId).sort())
      return {
        entry: {
          entryId,
          reason: 'contribution-received',
          on: group.on,
          source: group.source,
          movements: addMovements(...received.map(contributionMovements)),
        },
        alongside: received.map((receipt) => postingWrite(group, receipt, month, entryId)),
      }
    },
  })
