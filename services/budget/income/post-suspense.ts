import type { Month } from '#shared/calendar/day.ts'
import type { SuspenseMovement } from '#shared/contracts/contribution.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store } from '#shared/edge/store/store.ts'
import { stableId } from '#shared/kernel/hash.ts'
import { suspensePostedKey } from '../keys.ts'
import { bookUnposted } from '../ledger/book-unposted.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import { transfer } from '../ledger/rules/movements.ts'
import { periodFor } from '../ledger/rules/period.ts'
import { contributedAddition } from './contributed.ts'

type SuspensePosted = Fund & { readonly bookedIn: Month; readonly entryId: string } & Pick<
    SuspenseMovement,
    'paymentId' | 'part' | 'kind' | 'amount' | 'on' | 'reason'
  >

const posted = defineRecord<SuspensePosted, Pick<SuspensePosted, 'city' | 'scheme' | 'paymentId' | 'part'>>({
  kind: 'suspense-posted',
  key: ({ city, scheme, paymentId, part }) => suspensePostedKey({ city, scheme }, paymentId, part),
})

/**
 * Books a movement of the suspense account (待查收入) once: money received that fits no bill lies in the income account
 * and is owed to nobody known. What is assigned to a bill goes out of it, and comes in again as what was received on the
 * bill; what is returned goes out.
 */
export const postSuspense = (
  store: Store,
  source: string,
  { city, scheme, fundYear, paymentId, part, kind, amount, on, reason }: SuspenseMovement,
): Promise<void> => {
  const fund = { city, scheme }
  return bookUnposted(
    store,
    { fund, month: periodFor(on, fundYear) },
    {
      facts: [{ paymentId, part }],
      idOf: () => `${paymentId} ${part}`,
      compose: (_, bookedIn) => {
        const entryId = stableId('E-', 'suspense', paymentId, String(part))
        const movements = transfer('income-account', 'suspense-receipts', amount)
        return {
          entry: { entryId, reason: 'suspense-moved', on, source, movements },
          alongside: [
            posted.create({ ...fund, bookedIn, entryId, paymentId, part, kind, amount, on, reason }),
            contributedAddition(fund, { on, bookedIn, facts: 1 }, movements),
          ],
        }
      },
    },
  )
}
