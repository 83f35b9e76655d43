import type * as z from 'zod'
import type { Day } from '#shared/calendar/day.ts'
import type { familyPremiumAsked } from '#shared/contracts/benefit.ts'
import type { familyPremiumRemitted } from '#shared/contracts/budget.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Store, Write } from '#shared/edge/store/store.ts'
import { fen, sum } from '#shared/money/fen.ts'
import type { StoredBill } from '../bill/store.ts'
import { billWrite, readBill } from '../bill/store.ts'
import type { Effects } from '../effects.ts'
import { arrivalWrite, keptWrites } from '../income/store.ts'
import { assignAroundBills } from '../payment/assign-waiting.ts'
import { decideOnBill } from '../payment/decide-on-bill.ts'
import { unanswered } from '../payment/report.ts'
import { fromAccount, readPayment, receiptWrite } from '../payment/store.ts'
import { refusal } from '../refusals.ts'
import type { AccountPremium } from './rules/account-premium.ts'
import { billFits, paymentOf } from './rules/account-premium.ts'
import { accountPremiumWrite, readAccountPremium } from './store.ts'

type Asked = z.output<typeof familyPremiumAsked.data>
type Placed = { readonly premium: AccountPremium; readonly writes: readonly Write[] }

/** What an account's money is on a bill: the receipt, the bill, and money that is on its way to the income account. */
const placed = async (asked: Asked, found: StoredBill | undefined, store: Store): Promise<Placed> => {
  const { premiumId, owner, city, amount } = asked
  const refused = (reason: string): Placed => ({
    premium: { ...asked, state: 'refused', reason },
    writes: [],
  })
  const fits = billFits(asked, found?.bill)
  if (fits.status === 'refused' || !found)
    return refused(fits.status === 'refused' ? fits.refusal.code : 'contribution.bill-unknown')
  if (await readPayment(store, premiumId)) return refused(refusal('contribution.payment-differs').code)
  const decision = await decideOnBill(paymentOf(asked), found.bill, store)
  if (decision.status === 'refused') return refused(decision.refusal.code)
  const { bill, receipt } = decision.value
  const into = { city: receipt.city, scheme: receipt.scheme, fundYear: receipt.fundYear }
  return {
    premium: { ...asked, state: 'paid', into },
    writes: [
      receiptWrite({ ...receipt, fromAccount: { premiumId, owner, city } }, fromAccount),
      billWrite({ ...bill, fromAccounts: sum([bill.fromAccounts ?? 0, amount]) }, found),
      ...keptWrites([{ ...receipt, inTransit: amount }]),
    ],
  }
}

/**
 * Places what a relative's account pays on the bill that it names, once: with the receipt, the bill and what is on its way to the
 * income account. What the bill does not take is refused with its reason, and the account gets it back. Nobody reads an
 * answer here, and money of an account is never held in suspense. What of others waited for the bill to be paid goes on then.
 */
export const applyPremium = async (
  asked: Asked,
  today: Day,
  effects: Pick<Effects, 'store' | 'policy'>,
): Promise<void> => {
  const { store } = effects
  await retryConflicts(async () => {
    if (await readAccountPremium(store, asked.premiumId)) return 'answered'
    const { premium, writes } = await placed(asked, await readBill(store, asked.billId), store)
    const written = await store.write([...writes, accountPremiumWrite({ premium, version: 0 })])
    return written.status === 'written' ? 'answered' : undefined
  })
  await assignAroundBills([asked.billId], unanswered(today, effects), effects)
}

/** Lets an account's money arrive, once the treasury paid it into the income account of the bill. */
export const arrivePremium = async (
  { premiumId, remittedOn }: z.output<typeof familyPremiumRemitted.data>,
  { store }: { readonly store: Store },
): Promise<void> => {
  await retryConflicts(async () => {
    const found = await readAccountPremium(store, premiumId)
    if (found?.premium.state !== 'paid' || found.premium.remittedOn !== undefined) return 'arrived'
    const { into, billId, amount } = found.premium
    const premium = { ...found.premium, remittedOn }
    const written = await store.write([
      accountPremiumWrite({ premium, version: found.version }),
      arrivalWrite({ ...into, billId }, fen(amount)),
    ])
    return written.status === 'written' ? 'arrived' : undefined
  })
}
