import { must } from '#shared/kernel/errors.ts'
import { fingerprint } from '#shared/kernel/hash.ts'
import { inPieces } from '#shared/kernel/in-pieces.ts'
import { billWrite, readBills } from '../bill/store.ts'
import type { Effects } from '../effects.ts'
import { incomeWrites } from '../income/store.ts'
import { assignAround } from './assign-waiting.ts'
import type { PaymentOutcome } from './record-payment.ts'
import { judgePayment, keptFrom, ofSender, recordPayment } from './record-payment.ts'
import type { Report } from './report.ts'
import type { RecordPayment } from './rules/payment.ts'
import { receiptId, receipts, receiptWrite } from './store.ts'

type PaymentEffects = Pick<Effects, 'store' | 'policy'>

/** Payments written in one transaction: few enough that one in the way makes little be done again. */
const largestGroup = 25

/** The payments that share neither their bill nor their id with another, and the others, in their order. */
const separateShared = (payments: readonly RecordPayment[]) => {
  const ofBill = Map.groupBy(payments, ({ billId }) => billId)
  const ofId = Map.groupBy(payments, ({ paymentId }) => paymentId)
  const isAlone = ({ billId, paymentId }: RecordPayment) =>
    ofBill.get(billId)?.length === 1 && ofId.get(paymentId)?.length === 1
  return {
    single: payments.filter(isAlone),
    others: payments.filter((payment) => !isAlone(payment)),
  }
}

/**
 * Records payments on different bills in one transaction, reading all in one round trip.
 * @returns those recorded; whatever is unusual about the others, or about the moment, is for `recordPayment`
 */
const recordTogether = async (
  payments: readonly RecordPayment[],
  report: Report,
  effects: PaymentEffects,
): Promise<readonly RecordPayment[]> => {
  const { store } = effects
  const [earlier, found] = await Promise.all([
    receipts.readMany(
      store,
      payments.map(({ paymentId }) => receiptId(paymentId)),
    ),
    readBills(
      store,
      payments.map(({ billId }) => billId),
    ),
  ])
  const judged = await Promise.all(
    payments.map(async (payment, index) => {
      const before = ofSender(found[index], report)
      if (earlier[index] || !before || keptFrom(payment, report)) return []
      const each = await judgePayment(payment, before, report, effects)
      // What holds by another bill is recorded alone: that bill may be among these.
      return each.status === 'fits' && each.requires.length === 0 ? [{ ...each, payment }] : []
    }),
  )
  const accepted = judged.flat()
  if (accepted.length === 0) return []
  const written = await store.write([
    ...accepted.flatMap(({ payment, before, bill, receipt }) => [
      receiptWrite(receipt, fingerprint(payment)),
      billWrite(bill, before),
    ]),
    ...incomeWrites(accepted.map(({ receipt }) => receipt)),
  ])
  if (written.status === 'rejected') return []
  for (const { bill } of accepted) await assignAround(bill, report, effects)
  return accepted.map(({ payment }) => payment)
}

/**
 * Records payments and refunds, each answered for itself, in their order. Those on different bills are recorded together.
 * Those that share a bill or an id are recorded one after the other, since each depends on the one before. The outcome is
 * that of recording each alone.
 */
export const recordPayments = async (
  payments: readonly RecordPayment[],
  report: Report,
  effects: PaymentEffects,
): Promise<PaymentOutcome[]> => {
  const outcomes = new Map<RecordPayment, PaymentOutcome>()
  const one = async (payment: RecordPayment) => {
    outcomes.set(payment, await recordPayment(payment, report, effects))
  }
  const { single, others } = separateShared(payments)
  await Promise.all([
    (async () => {
      for (const payment of others) await one(payment)
    })(),
    ...inPieces(single, largestGroup).map(async (group) => {
      const recorded = new Set(await recordTogether(group, report, effects))
      for (const payment of recorded) outcomes.set(payment, { status: 'recorded' })
      await Promise.all(group.filter((payment) => !recorded.has(payment)).map(one))
    }),
  ])
  return payments.map((payment) => {
    const outcome = outcomes.get(payment)
    must(outcome !== undefined, 'contribution.not-answered', 'a payment was left without an outcome')
    return outcome
  })
}
