import type { Day } from '#shared/calendar/day.ts'
import type { Store, Write } from '#shared/edge/store/store.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { stableId } from '#shared/kernel/hash.ts'
import type { Fen } from '#shared/money/fen.ts'
import { freeOf } from '../income/rules/income-account.ts'
import { incomeWrites, keptWrites, movedWrites, paidOutWrites, readIncomeAccount } from '../income/store.ts'
import { refuse } from '../refusals.ts'
import type { OrderDraft } from '../return-order/rules/return-order.ts'
import type { Receipt } from './rules/payment.ts'
import type { Suspense } from './rules/suspense.ts'
import { receivedInSuspense } from './suspend-payment.ts'

/**
 * The writes that pay money back. What was not kept from sweeps must still be in its income account: not swept to the
 * special account already.
 */
export const paidBack = async (suspense: Suspense, amount: Fen, store: Store): Promise<Decision<Write[]>> => {
  const moved = receivedInSuspense(suspense, -amount)
  if (amount < 0) return accept(incomeWrites([moved]))
  if (suspense.isKept) return accept(keptWrites([moved]))
  const found = await readIncomeAccount(store, suspense)
  const balance = freeOf(found)
  if (amount <= balance) return accept(paidOutWrites(moved, found))
  return refuse('contribution.income-too-little', { field: 'amountFen', figures: { amount, balance } })
}

/**
 * The writes that give money in suspense to the account of a bill. It is the same account, or another year of it, or
 * another city's: that it must still be there to be given, and is on its way until the treasury pays it.
 */
export const givenTo = async (
  suspense: Suspense,
  receipt: Receipt,
  store: Store,
): Promise<Decision<{ readonly writes: readonly Write[]; readonly carried: Fen }>> => {
  const amount = receipt.pooled + receipt.account
  const taken = receivedInSuspense(suspense, -amount)
  if (receipt.city !== suspense.city) {
    const paid = await paidBack(suspense, amount, store)
    if (paid.status === 'refused') return paid
    const onItsWay = keptWrites([{ ...receipt, inTransit: amount }])
    return accept({ writes: [...paid.value, ...onItsWay], carried: 0 })
  }
  if (suspense.isKept) return accept({ writes: keptWrites([taken, receipt]), carried: 0 })
  if (receipt.fundYear === suspense.fundYear)
    return accept({ writes: incomeWrites([taken, receipt]), carried: 0 })
  if (amount > 0) return accept(await movedWrites(store, { from: taken, to: receipt }))
  const back = await movedWrites(store, { from: receipt, to: taken })
  return accept({ ...back, carried: -back.carried })
}

/** The order that pays money in suspense out of its income account. */
export const orderFor = (
  { city, scheme, fundYear, paymentId }: Suspense,
  to: Pick<OrderDraft, 'payee' | 'purpose' | 'amount' | 'into'>,
  { commandId, on }: { readonly commandId: string; readonly on: Day },
): OrderDraft => ({
  orderId: stableId('RO-', paymentId, commandId),
  ...{ city, scheme, fundYear, paymentId, ...to },
  ...{ since: on, orderedOn: on, failures: [] },
})
