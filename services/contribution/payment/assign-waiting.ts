import { readBill } from '../bill/store.ts'
import type { Effects } from '../effects.ts'
import type { Report } from './report.ts'
import { resolveSuspense } from './resolve-suspense.ts'
import { otherFund } from './rules/payment.ts'
import { fitsById } from './rules/suspense.ts'
import { readSuspense } from './store.ts'

/**
 * Takes money out of suspense that was reported on a bill and fits it now: a refund that was told of before its payment,
 * or a payment told of before the refund that made room for it. What does not fit stays, and so
 * does what an officer proposed something else for.
 */
export const assignWaiting = async (
  billId: string,
  report: Report,
  effects: Pick<Effects, 'store'>,
): Promise<void> => {
  const found = await readBill(effects.store, billId)
  for (const paymentId of found?.bill.waiting ?? []) {
    const stored = await readSuspense(effects.store, paymentId)
    if (!stored || stored.suspense.parts.length > 0 || stored.suspense.proposal) continue
    // What came to another account is for officers to move.
    if (otherFund(stored.suspense, found?.bill)) continue
    const { payer, reason } = stored.suspense
    const to = { kind: 'bill', billId, payer } as const
    await resolveSuspense({ commandId: fitsById(paymentId), paymentId, why: reason, to }, report, effects)
  }
}
