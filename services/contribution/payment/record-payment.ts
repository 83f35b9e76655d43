import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Write } from '#shared/edge/store/store.ts'
import type { Refusal } from '#shared/kernel/decision.ts'
import { fingerprint, stableId } from '#shared/kernel/hash.ts'
import type { StoredBill } from '../bill/store.ts'
import { bills, billWrite } from '../bill/store.ts'
import type { Effects } from '../effects.ts'
import { incomeWrites } from '../income/store.ts'
import { billKey, receiptKey } from '../keys.ts'
import { refusal } from '../refusals.ts'
import { assignAround } from './assign-waiting.ts'
import { decideOnBill } from './decide-on-bill.ts'
import type { Report } from './report.ts'
import { dayFault } from './report.ts'
import type { Receipt, RecordPayment } from './rules/payment.ts'
import type { PaymentRecord } from './store.ts'
import { paymentIn, paymentRecordOf, readPayment, receiptWrite } from './store.ts'
import { suspensionWrites } from './suspend-payment.ts'

/**
 * What became of a payment; 'repeated': it was recorded before, with the same payload; 'suspended': it fits no bill and
 * is held in suspense. `refusal` says why.
 */
export type PaymentOutcome =
  | { readonly status: 'recorded' | 'repeated' }
  | { readonly status: 'refused' | 'suspended'; readonly refusal: Refusal }

type Needs = Pick<Effects, 'store' | 'policy'>

const differs = (paymentId: string): Refusal =>
  refusal('contribution.payment-differs', { field: 'paymentId', figures: { paymentId } })

const unknownBill = (billId: string): Refusal =>
  refusal('contribution.bill-unknown', { field: 'billId', figures: { billId } })

/** What is said of an id that is used. Whether what it stands for is the same is told to whose payment it is only. */
const again = (
  earlier: PaymentRecord,
  payload: string,
  { keptFrom: kept }: Pick<Report, 'keptFrom'>,
): PaymentOutcome => {
  const { city, paymentId } = paymentIn(earlier)
  if (kept(city) || earlier.payload !== payload) return { status: 'refused', refusal: differs(paymentId) }
  if (earlier.status === 'recorded') return { status: 'repeated' }
  return { status: 'suspended', refusal: earlier.refusal }
}

/** Why the sender may not report a payment: it names an account that is another city's. */
export const keptFrom = ({ city }: RecordPayment, report: Pick<Report, 'keptFrom'>): Refusal | undefined =>
  city === undefined ? undefined : report.keptFrom(city)

/** A bill that is the sender's to report on; another city's is to them as one that nobody knows. */
export const ofSender = (
  found: StoredBill | undefined,
  report: Pick<Report, 'keptFrom'>,
): StoredBill | undefined => (found && report.keptFrom(found.bill.city) === undefined ? found : undefined)

/** What is to be done with a payment that was not recorded before. */
type Judged =
  | {
      readonly status: 'fits'
      readonly bill: StoredBill['bill']
      readonly receipt: Receipt
      readonly requires: readonly Write[]
      readonly before: StoredBill
    }
  | { readonly status: 'refused' | 'suspended'; readonly refusal: Refusal }

/** What a sender who reads an answer corrects: no money is placed by it that would have to be held. */
const toCorrect: ReadonlySet<string> = new Set([
  'contribution.refund-before-payment',
  'contribution.refund-from-account',
])

/** Judges a payment by its day and its bill: the same whichever door it came by. */
export const judgePayment = async (
  payment: RecordPayment,
  before: StoredBill | undefined,
  { days, isAnswered }: Pick<Report, 'days' | 'isAnswered'>,
  { store }: Pick<Effects, 'store'>,
): Promise<Judged> => {
  const fault = dayFault(payment.paidOn, days)
  if (fault) return { status: isAnswered ? 'refused' : 'suspended', refusal: fault }
  if (!before) {
    return { status: 'suspended', refusal: unknownBill(payment.billId) }
  }
  const decision = await decideOnBill(payment, before.bill, store)
  if (decision.status === 'accepted') return { status: 'fits', ...decision.value, before }
  const { refusal: why } = decision
  const isToCorrect = isAnswered && toCorrect.has(why.code)
  return { status: isToCorrect ? 'refused' : 'suspended', refusal: why }
}

/** Money under an id that another payment has, held under an id of its own. */
const holdUnderOwnId = (
  payment: RecordPayment,
  why: Refusal,
  report: Report,
  effects: Needs,
): Promise<PaymentOutcome> => {
  const payload = fingerprint(payment)
  const paymentId = stableId('D-', payment.paymentId, payload)
  const outcome = { status: 'suspended', refusal: why } as const
  return retryConflicts(async () => {
    if (await readPayment(effects.store, paymentId)) return outcome
    const held = { refusal: why, reportedAs: payment.paymentId, payload }
    const writes = await suspensionWrites({ ...payment, paymentId }, held, undefined, report, effects)
    return (await effects.store.write(writes)).status === 'written' ? outcome : undefined
  })
}

/**
 * Records a payment or refund: receipt, bill and income account in one transaction. So the three agree whatever happens,
 * and the payment's id is used up with them. Money that fits no bill is held in suspense in the same way. What fits
 * because of it is then taken out of suspense.
 */
export const recordPayment = async (
  payment: RecordPayment,
  report: Report,
  effects: Needs,
): Promise<PaymentOutcome> => {
  const { paymentId, billId } = payment
  const { store } = effects
  const payload = fingerprint(payment)
  let changed: StoredBill['bill'] | undefined
  const outcome = await retryConflicts(async (): Promise<PaymentOutcome | undefined> => {
    const [earlier, found] = await store.getMany([receiptKey(paymentId), billKey(billId)])
    const before = ofSender(found && bills.from(found), report)
    changed = before?.bill
    const kept = keptFrom(payment, report)
    if (kept) return { status: 'refused', refusal: kept }
    // Under an id and on a bill of others it is to the sender as if neither were there: money that fits no bill.
    if (earlier && !before && report.keptFrom(paymentIn(paymentRecordOf(earlier)).city))
      return holdUnderOwnId(payment, unknownBill(billId), report, effects)
    if (earlier) return again(paymentRecordOf(earlier), payload, report)
    const judged = await judgePayment(payment, before, report, effects)
    if (judged.status === 'refused') return judged
    if (judged.status !== 'fits') {
      // The two items were not read at one instant: the bill may already show this very payment, sent a moment ago.
      const meanwhile = await readPayment(store, paymentId)
      if (meanwhile) return again(meanwhile, payload, report)
      const why = { refusal: judged.refusal, payload }
      const held = await store.write(await suspensionWrites(payment, why, before, report, effects))
      return held.status === 'written' ? judged : undefined
    }
    const { bill, receipt, requires } = judged
    const written = await store.write([
      ...requires,
      receiptWrite(receipt, payload),
      billWrite(bill, judged.before),
      ...incomeWrites([receipt]),
    ])
    changed = bill
    return written.status === 'written' ? { status: 'recorded' } : undefined
  })
  // What was held itself has changed nothing on the bill that the others wait for.
  const isHeld = outcome.status === 'suspended'
  if (changed && !isHeld) await assignAround(changed, report, effects)
  return outcome.status === 'refused' &&
    outcome.refusal.code === 'contribution.payment-differs' &&
    !report.isAnswered
    ? holdUnderOwnId(payment, outcome.refusal, report, effects)
    : outcome
}
