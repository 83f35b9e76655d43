import type { Day } from '#shared/calendar/day.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Store, Write } from '#shared/edge/store/store.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { stableId } from '#shared/kernel/hash.ts'
import type { Fen } from '#shared/money/fen.ts'
import type { Bill } from '../bill/rules/bill.ts'
import type { StoredBill } from '../bill/store.ts'
import { billWrite, readBill } from '../bill/store.ts'
import type { Effects } from '../effects.ts'
import { balanceOf, incomeWrites, movedWrites, paidOutWrites, readIncomeAccount } from '../income/store.ts'
import { refuse } from '../refusals.ts'
import type { OrderDraft } from '../return-order/rules/return-order.ts'
import { placeWrite } from '../return-order/store.ts'
import { decideOnBill } from './decide-on-bill.ts'
import type { Report } from './report.ts'
import { dayFault } from './report.ts'
import type { Receipt } from './rules/payment.ts'
import { otherFund } from './rules/payment.ts'
import type { AssignTo, Destination } from './rules/proposal.ts'
import type { Suspense, SuspensePart } from './rules/suspense.ts'
import { amountToTake, openAmount } from './rules/suspense.ts'
import type { StoredSuspense } from './store.ts'
import { readSuspense, receiptWrite, suspenseWrite } from './store.ts'
import { receivedInSuspense } from './suspend-payment.ts'

/** Takes money out of suspense: to a bill, or back to whoever paid it. */
export type ResolveSuspense = {
  readonly commandId: string
  readonly paymentId: string
  /** Fen, positive; absent: all that is open. */
  readonly amount?: Fen | undefined
  readonly why: string
  readonly to: Destination
}

/** The writes that pay money back, which must be in its income account: not swept to the special account already. */
const paidBack = async (suspense: Suspense, amount: Fen, store: Store): Promise<Decision<Write[]>> => {
  const moved = receivedInSuspense(suspense, -amount)
  if (amount < 0) return accept(incomeWrites([moved]))
  const found = await readIncomeAccount(store, suspense)
  const balance = balanceOf(found)
  if (amount <= balance) return accept(paidOutWrites(moved, found))
  return refuse('contribution.income-too-little', { field: 'amountFen', figures: { amount, balance } })
}

/**
 * The writes that give money in suspense to the account of a bill. It is the same account, or another year of it, or
 * another city's: that it must still be there to be given.
 */
const givenTo = async (
  suspense: Suspense,
  receipt: Receipt,
  store: Store,
): Promise<Decision<{ readonly writes: readonly Write[]; readonly carried: Fen }>> => {
  const amount = receipt.pooled + receipt.account
  const taken = receivedInSuspense(suspense, -amount)
  if (receipt.city !== suspense.city) {
    const paid = await paidBack(suspense, amount, store)
    return paid.status === 'refused'
      ? paid
      : accept({ writes: [...paid.value, ...incomeWrites([receipt])], carried: 0 })
  }
  if (receipt.fundYear === suspense.fundYear)
    return accept({ writes: incomeWrites([taken, receipt]), carried: 0 })
  if (amount > 0) return accept(await movedWrites(store, { from: taken, to: receipt }))
  const back = await movedWrites(store, { from: receipt, to: taken })
  return accept({ ...back, carried: -back.carried })
}

/** The order that pays money in suspense out of its income account. */
const orderFor = (
  { city, scheme, fundYear, paymentId }: Suspense,
  to: Pick<OrderDraft, 'payee' | 'purpose' | 'amount'>,
  { commandId, on }: { readonly commandId: string; readonly on: Day },
): OrderDraft => ({
  orderId: stableId('RO-', paymentId, commandId),
  ...{ city, scheme, fundYear, paymentId, ...to },
  ...{ since: on, orderedOn: on, failures: [] },
})

/** Why money in suspense is none of a bill's fund: residents' money pays no employees' bill, nor the other way round. */
const fundFault = ({ city, scheme }: Suspense, bill: Bill, amount: Fen) =>
  scheme === bill.scheme && amount > 0 ? undefined : otherFund({ city, scheme }, bill)

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
  }>
> => {
  const { billId, payer, paidOn = suspense.paidOn } = to
  const fault = dayFault(paidOn, days)
  if (fault) return { status: 'refused', refusal: fault }
  const before = await readBill(store, billId)
  if (!before) return refuse('contribution.bill-unknown', { field: 'billId', figures: { billId } })
  const kept = keptFrom(before.bill.city)
  if (kept) return { status: 'refused', refusal: kept }
  const other = fundFault(suspense, before.bill, amount)
  if (other) return other
  const receiptId = stableId('A-', suspense.paymentId, commandId)
  const kind = amount < 0 ? 'refund' : 'payment'
  const decision = await decideOnBill(
    { paymentId: receiptId, billId, payer, kind, amount: Math.abs(amount), paidOn },
    before.bill,
    store,
  )
  if (decision.status === 'refused') return decision
  const { bill, receipt } = decision.value
  return accept({
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
  const { suspense } = stored
  const taken = amountToTake(suspense, command.amount)
  if (taken.status === 'refused') return taken
  const amount = taken.value
  const { to, commandId, why } = command
  const isWhole = amount === openAmount(suspense)
  if (to.kind === 'payer') {
    const paid = await paidBack(suspense, amount, store)
    if (paid.status === 'refused') return paid
    const part: SuspensePart = { kind: 'returned', amount, on: report.today, why, commandId }
    const waits = isWhole ? await offTheWaiting(suspense, store) : []
    // A refund that is returned came back: there is nothing to pay.
    if (amount < 0) return accept({ part, writes: [...waits, ...paid.value] })
    const { payee } = to
    const order = orderFor(suspense, { payee, purpose: 'return', amount }, { commandId, on: report.today })
    return accept({
      part: { ...part, orderId: order.orderId },
      writes: [...waits, ...paid.value, placeWrite(order)],
    })
  }
  const assigned = await assignedTo(stored, amount, { ...command, to }, report, store)
  if (assigned.status === 'refused') return assigned
  const { part, receipt, bill, before } = assigned.value
  const isOwn = to.billId === suspense.billId
  const moved = await givenTo(suspense, receipt, store)
  if (moved.status === 'refused') return moved
  const { carried } = moved.value
  const payee = { kind: 'office', id: receipt.city } as const
  const transfer =
    receipt.city === suspense.city
      ? undefined
      : orderFor(suspense, { payee, purpose: 'transfer', amount }, { commandId, on: report.today })
  const next = isOwn && isWhole ? withoutWaiting(bill, suspense.paymentId) : bill
  return accept({
    part: {
      ...part,
      ...(carried === 0 ? {} : { carried }),
      ...(transfer ? { orderId: transfer.orderId } : {}),
    },
    writes: [
      receiptWrite(receipt, 'from-suspense'),
      billWrite(next, before),
      ...(isOwn || !isWhole ? [] : await offTheWaiting(suspense, store)),
      ...moved.value.writes,
      ...(transfer ? [placeWrite(transfer)] : []),
    ],
  })
}

/**
 * Assigns money in suspense to the bill that it came to fit by itself, in one transaction with all that it changes: the
 * suspense account gives exactly what the bill gets. The same again is answered as done. What an officer has a proposal
 * for stays.
 */
export const resolveSuspense = (
  command: ResolveSuspense,
  report: Report,
  { store }: Pick<Effects, 'store'>,
): Promise<Decision<StoredSuspense>> =>
  retryConflicts(async () => {
    const { paymentId, commandId } = command
    const stored = await readSuspense(store, paymentId)
    if (!stored)
      return refuse('contribution.suspense-unknown', { field: 'paymentId', figures: { paymentId } })
    if (stored.suspense.parts.some((part) => part.commandId === commandId)) return accept(stored)
    const { proposal } = stored.suspense
    if (proposal)
      return refuse('contribution.proposal-waits', { figures: { proposalId: proposal.proposalId } })
    const decision = await partOut(stored, command, report, store)
    if (decision.status === 'refused') return decision
    const { part, writes } = decision.value
    const suspense = { ...stored.suspense, parts: [...stored.suspense.parts, part] }
    const next = { ...stored, suspense }
    const written = await store.write([suspenseWrite(next), ...writes])
    return written.status === 'written' ? accept(next) : undefined
  })
