import type { Store, Write } from '#shared/edge/store/store.ts'
import { nameOfWrite } from '#shared/edge/store/transaction.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { stableId } from '#shared/kernel/hash.ts'
import type { Fen } from '#shared/money/fen.ts'
import type { Bill } from '../bill/rules/bill.ts'
import type { StoredBill } from '../bill/store.ts'
import { billWrite, readBill } from '../bill/store.ts'
import { refuse } from '../refusals.ts'
import { placeWrite } from '../return-order/store.ts'
import { decideOnBill } from './decide-on-bill.ts'
import { judgeReturn } from './judge-return.ts'
import { givenTo, orderFor, paidBack } from './money-out.ts'
import type { Report } from './report.ts'
import { dayFault } from './report.ts'
import type { Receipt, RecordPayment } from './rules/payment.ts'
import { otherFund } from './rules/payment.ts'
import type { AssignTo, Destination, ReturnTo } from './rules/proposal.ts'
import type { Suspense, SuspensePart } from './rules/suspense.ts'
import { amountToTake, openAmount } from './rules/suspense.ts'
import type { StoredSuspense } from './store.ts'
import { receiptWrite } from './store.ts'

/** Takes money out of suspense: to a bill, or back to whoever paid it. */
export type ResolveSuspense = {
  readonly commandId: string
  readonly paymentId: string
  /** Fen, positive; absent: all that is open. */
  readonly amount?: Fen | undefined
  readonly why: string
  readonly to: Destination
}

/** Why money in suspense is none of a bill's fund: residents' money pays no employees' bill, nor the other way round. */
const fundFault = ({ city, scheme }: Suspense, bill: Bill, amount: Fen) =>
  scheme === bill.scheme && amount > 0 ? undefined : otherFund({ city, scheme }, bill)

/**
 * Why money in suspense may not be given another day than the one reported. An officer says the right day only where that
 * is none that the payment can have, and of money received none after it was reported.
 */
const otherDayFault = async (
  { paidOn: reported, receivedOn }: Suspense,
  payment: RecordPayment,
  days: Report['days'],
  decide: (as: RecordPayment) => Promise<Decision<unknown>>,
): Promise<Decision<never> | undefined> => {
  const { paidOn, kind } = payment
  if (paidOn === reported) return undefined
  if (kind === 'payment' && paidOn > receivedOn)
    return refuse('contribution.paid-after-received', { field: 'paidOn', figures: { paidOn, receivedOn } })
  if (dayFault(reported, days)) return undefined
  const asReported = kind === 'refund' ? await decide({ ...payment, paidOn: reported }) : undefined
  return asReported?.status === 'refused' && asReported.refusal.code === 'contribution.refund-before-payment'
    ? undefined
    : refuse('contribution.day-as-reported', { field: 'paidOn', figures: { reported } })
}

/** How much is taken, and whether nothing is left then. */
type Taken = { readonly amount: Fen; readonly isWhole: boolean }
type Given = { readonly part: SuspensePart; readonly writes: readonly Write[] }

const assignedTo = async (
  { suspense }: StoredSuspense,
  amount: Fen,
  { commandId, why, to }: ResolveSuspense & { readonly to: AssignTo },
  { today, days, keptFrom }: Report,
  store: Store,
): Promise<
  Decision<{
    readonly part: SuspensePart
    readonly receipt: Receipt
    readonly bill: Bill
    readonly before: StoredBill
    readonly requires: readonly Write[]
  }>
> => {
  const { billId, payer, paidOn = suspense.paidOn } = to
  const fault = dayFault(paidOn, days)
  if (fault) return { status: 'refused', refusal: fault }
  const before = await readBill(store, billId)
  if (!before || keptFrom(before.bill.city))
    return refuse('contribution.bill-unknown', { field: 'billId', figures: { billId } })
  const other = fundFault(suspense, before.bill, amount)
  if (other) return other
  const receiptId = stableId('A-', suspense.paymentId, commandId)
  // On another bill than its own, what it takes back is not there.
  const reverses = billId === suspense.billId ? suspense.reverses : undefined
  const payment: RecordPayment = {
    ...{ paymentId: receiptId, billId, payer, amount: Math.abs(amount), paidOn },
    kind: amount < 0 ? 'refund' : 'payment',
    ...(reverses === undefined ? {} : { reverses }),
  }
  const otherDay = await otherDayFault(suspense, payment, days, (as) => decideOnBill(as, before.bill, store))
  if (otherDay) return otherDay
  const decision = await decideOnBill(payment, before.bill, store)
  if (decision.status === 'refused') return decision
  const { bill, receipt, requires } = decision.value
  return accept({
    requires,
    part: { kind: 'assigned', amount, on: today, why, commandId, billId, receiptId },
    receipt: { ...receipt, suspenseOf: suspense.paymentId },
    bill,
    before,
  })
}

/** A bill that does not wait for a payment any more. */
const withoutWaiting = ({ waiting = [], ...bill }: Bill, paymentId: string): Bill => {
  const others = waiting.filter((each) => each !== paymentId)
  return { ...bill, ...(others.length === 0 ? {} : { waiting: others }) }
}

/** The write that takes a payment off the bill it was reported on, when it is resolved and that bill waits for it. */
const offTheWaiting = async (next: Suspense, store: Store): Promise<Write[]> => {
  const named = await readBill(store, next.billId)
  return named?.bill.waiting?.includes(next.paymentId)
    ? [billWrite(withoutWaiting(named.bill, next.paymentId), named)]
    : []
}

/** The part that would be returned, with the order that pays it. */
const returned = async (
  { suspense }: StoredSuspense,
  { amount, isWhole }: Taken,
  { commandId, why, to }: ResolveSuspense & { readonly to: ReturnTo },
  { today }: Report,
  store: Store,
): Promise<Decision<Given>> => {
  // A bill that came meanwhile says who paid; what a document says stands beside it.
  const judged = await judgeReturn(to, suspense, store)
  if (judged.status === 'refused') return judged
  const { payee, document } = judged.value
  const paid = await paidBack(suspense, amount, store)
  if (paid.status === 'refused') return paid
  const whom = { payee, ...(document === undefined ? {} : { document }) }
  const part: SuspensePart = { kind: 'returned', amount, on: today, why, commandId, ...whom }
  const writes = [...(isWhole ? await offTheWaiting(suspense, store) : []), ...paid.value]
  // A refund that is returned came back: there is nothing to pay.
  if (amount < 0) return accept({ part, writes })
  const order = orderFor(suspense, { payee, purpose: 'return', amount }, { commandId, on: today })
  return accept({ part: { ...part, orderId: order.orderId }, writes: [...writes, placeWrite(order)] })
}

/** The part that would be assigned, with its receipt on the bill, and the order that pays it where that is another city's. */
const assigned = async (
  stored: StoredSuspense,
  { amount, isWhole }: Taken,
  command: ResolveSuspense & { readonly to: AssignTo },
  report: Report,
  store: Store,
): Promise<Decision<Given>> => {
  const { suspense } = stored
  const fits = await assignedTo(stored, amount, command, report, store)
  if (fits.status === 'refused') return fits
  const { part, receipt, bill, before, requires } = fits.value
  const moved = await givenTo(suspense, receipt, store)
  if (moved.status === 'refused') return moved
  const { carried } = moved.value
  const isOwn = command.to.billId === suspense.billId
  const { city, fundYear, billId } = receipt
  const transfer = {
    ...{ payee: { kind: 'office' as const, id: city }, purpose: 'transfer' as const, amount },
    into: { city, fundYear, billId },
  } as const
  const signed = { commandId: command.commandId, on: report.today }
  const order = receipt.city === suspense.city ? undefined : orderFor(suspense, transfer, signed)
  const off = isOwn || !isWhole ? [] : await offTheWaiting(suspense, store)
  // A bill is written or required, not both: the bill it was reported on may be one of the same month.
  const written = new Set(off.map(nameOfWrite))
  return accept({
    part: {
      ...part,
      ...(carried === 0 ? {} : { carried }),
      ...(order ? { orderId: order.orderId } : {}),
    },
    writes: [
      ...requires.filter((each) => !written.has(nameOfWrite(each))),
      receiptWrite(receipt, 'from-suspense'),
      billWrite(isOwn && isWhole ? withoutWaiting(bill, suspense.paymentId) : bill, before),
      ...off,
      ...moved.value.writes,
      ...(order ? [placeWrite(order)] : []),
    ],
  })
}

/**
 * The part that would be taken out of suspense, with all that it changes but the money in suspense itself; refused where
 * it fits nothing.
 */
export const partOut = async (
  stored: StoredSuspense,
  command: ResolveSuspense,
  report: Report,
  store: Store,
): Promise<Decision<Given>> => {
  const amount = amountToTake(stored.suspense, command.amount)
  if (amount.status === 'refused') return amount
  const taken = { amount: amount.value, isWhole: amount.value === openAmount(stored.suspense) }
  const { to } = command
  return to.kind === 'payer'
    ? returned(stored, taken, { ...command, to }, report, store)
    : assigned(stored, taken, { ...command, to }, report, store)
}
