import type { Day, FundYear, Month } from '#shared/calendar/day.ts'
import type { ReceivedPayment } from '#shared/contracts/contribution.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store, Write } from '#shared/edge/store/store.ts'
import { stableId } from '#shared/kernel/hash.ts'
import { receiptKey } from '../keys.ts'
import { bookUnposted } from '../ledger/book-unposted.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import { addMovements } from '../ledger/rules/movements.ts'
import { contributedAddition } from './contributed.ts'
import { insuredAddition } from './insured.ts'
import { contributionMovements } from './rules/contribution-entry.ts'
import { personMonthsOf } from './rules/person-months.ts'

type Group = {
  readonly fund: Fund
  readonly fundYear: FundYear
  readonly month: Month
  readonly on: Day
  readonly source: string
  readonly received: readonly ReceivedPayment[]
}

type ReceiptPosted = Fund & {
  readonly month: Month
  readonly bookedIn: Month
  readonly entryId: string
  /** The person-months of a fund year that it makes complete (fewer when negative). */
  readonly personMonths?: number
  readonly fundYear?: FundYear
} & Pick<ReceivedPayment, 'paymentId' | 'billId' | 'payer' | 'pooled' | 'account' | 'paidOn'>

const receipts = defineRecord<ReceiptPosted, Pick<ReceiptPosted, 'city' | 'scheme' | 'paymentId'>>({
  kind: 'receipt-posted',
  key: ({ city, scheme, paymentId }) => receiptKey({ city, scheme }, paymentId),
})

const postingWrite = (
  { fund, fundYear, month }: Group,
  receipt: ReceivedPayment,
  bookedIn: Month,
  entryId: string,
): Write => {
  const { paymentId, billId, payer, pooled, account, paidOn } = receipt
  const personMonths = personMonthsOf(receipt)
  return receipts.create({
    ...fund,
    ...{ month, bookedIn, entryId, paymentId, billId, payer, pooled, account, paidOn },
    ...(personMonths === 0 ? {} : { personMonths, fundYear }),
  })
}

/** What payments make of the fund's insured, in one counter. */
const insuredWrites = ({ fund, fundYear }: Group, received: readonly ReceivedPayment[]): Write[] => {
  const personMonths = received.reduce((total, receipt) => total + personMonthsOf(receipt), 0)
  return personMonths === 0 ? [] : [insuredAddition(fund, fundYear, personMonths)]
}

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
      const movements = addMovements(...received.map(contributionMovements))
      const { on, source, fund } = group
      return {
        entry: { entryId, reason: 'contribution-received', on, source, movements },
        alongside: [
          ...received.map((receipt) => postingWrite(group, receipt, month, entryId)),
          ...insuredWrites(group, received),
          contributedAddition(fund, { on, bookedIn: month, facts: received.length }, movements),
        ],
      }
    },
  })
