import type * as z from 'zod'
import { monthOf, yearOf } from '#shared/calendar/day.ts'
import type { familyPremiumAnswered } from '#shared/contracts/contribution.ts'
import type { Store } from '#shared/edge/store/store.ts'
import { must } from '#shared/kernel/errors.ts'
import { stableId } from '#shared/kernel/hash.ts'
import { transfer } from '../ledger/rules/movements.ts'
import { bookWithOrder } from '../payment/place-order.ts'
import { receiveMoney } from '../payment/receive-money.ts'
import type { OrderDraft } from '../payment/rules/payment-order.ts'

type Answered = z.output<typeof familyPremiumAnswered.data>

/**
 * Books what an account paid of a relative's premium, in the employees' fund that leads the account: its expenditure, with the order
 * that pays it into the income account of the bill's city. What is refunded comes back to the special account by the
 * treasury's own way. What no bill took is nothing to the books: the account has it back.
 */
export const postPremium = async (
  store: Store,
  source: string,
  { outcome, premiumId, city, at, amount, on }: Answered,
): Promise<void> => {
  if (outcome === 'refused') return
  const fund = { city, scheme: 'employee' } as const
  const entry = { entryId: stableId('E-', source), reason: 'family-premium' as const, on, source }
  if (outcome === 'returned') {
    await receiveMoney(store, {
      ...{ id: source, fund, wanted: monthOf(on), on, reason: 'family-premium' },
      movements: transfer('special-account', 'account-premiums-paid', amount),
    })
    return
  }
  must(at !== undefined, 'family-premium.no-city', 'a bill that took a premium is of a city', { premiumId })
  const draft: OrderDraft = {
    orderId: stableId('PO-', 'family-premium', premiumId),
    ...{ fund, year: yearOf(on), payee: at, amount, orderedOn: on },
    cause: { purpose: 'family-premium', premiumId },
  }
  await bookWithOrder(store, monthOf(on), draft, {
    ...entry,
    movements: transfer('account-premiums-paid', 'payment-orders', amount),
  })
}
