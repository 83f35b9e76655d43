import type { Month } from '#shared/calendar/day.ts'
import type { interestCredited } from '#shared/contracts/contribution.ts'
import type { Store } from '#shared/edge/store/store.ts'
import { stableId } from '#shared/kernel/hash.ts'
import { book } from '../ledger/book.ts'
import { transfer } from '../ledger/rules/movements.ts'
import { periodFor } from '../ledger/rules/period.ts'
import { receiveMoney } from '../payment/receive-money.ts'
import { contributedAddition } from './contributed.ts'

type InterestCredited = ReturnType<typeof interestCredited.parse>['data']

/** Books interest on its income line once: what the special account got may be paid out, what the income account got is swept. */
export const postInterest = async (
  store: Store,
  id: string,
  { city, scheme, fundYear, heldIn, amount, creditedOn: on }: InterestCredited,
): Promise<void> => {
  const fund = { city, scheme }
  const wanted = periodFor(on, fundYear)
  const reason = 'interest-credited'
  if (heldIn === 'special') {
    const movements = transfer('special-account', 'interest', amount)
    const alongside = (bookedIn: Month) => [contributedAddition(fund, { on, bookedIn, facts: 1 }, movements)]
    return receiveMoney(store, { id, fund, wanted, on, reason, movements, alongside })
  }
  const movements = transfer('income-account', 'interest', amount)
  await book(store, fund, wanted, (bookedIn) => ({
    entry: { entryId: stableId('E-', id), source: id, movements, on, reason },
    alongside: [contributedAddition(fund, { on, bookedIn, facts: 1 }, movements)],
  }))
}
