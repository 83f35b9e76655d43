import type * as z from 'zod'
import { readBill } from '../bill/store.ts'
import type { Effects } from '../effects.ts'
import type { wholePayment } from './fields.ts'
import { paymentAnswerOf } from './fields.ts'
import { flagOf, takenBackOf } from './rules/reversal.ts'
import type { PaymentRecord } from './store.ts'
import { receiptId, receipts } from './store.ts'
import { trails } from './trail.ts'

/** How the line of a payment stands among those of its bill. */
const standing = async (record: PaymentRecord, { store }: Pick<Effects, 'store'>) => {
  if (record.status !== 'recorded') return {}
  const { receipt } = record
  const bill = (await readBill(store, receipt.billId))?.bill
  const found = await receipts.readMany(store, (bill?.paymentIds ?? []).map(receiptId))
  const lines = found.flatMap((each) => each?.receipt ?? [])
  const takenBackFen = takenBackOf(receipt.suspenseOf ?? receipt.paymentId, lines)
  return {
    flag: flagOf(receipt, lines),
    ...(receipt.reverses === undefined ? {} : { reverses: receipt.reverses }),
    ...(takenBackFen === 0 ? {} : { takenBackFen }),
  }
}

/** All that is known of a payment. */
export const wholePaymentOf = async (
  record: PaymentRecord,
  effects: Pick<Effects, 'store'>,
): Promise<z.output<typeof wholePayment>> => {
  const listed = paymentAnswerOf(record)
  const [line, known] = await Promise.all([
    standing(record, effects),
    trails.read(effects.store, { paymentId: listed.paymentId }),
  ])
  return {
    ...listed,
    ...line,
    ...(known ? { treasury: known.trail } : {}),
    ...(known?.otherwise ? { treasuryOtherwise: [...known.otherwise] } : {}),
  }
}
