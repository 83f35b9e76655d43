import type { Month } from '#shared/calendar/day.ts'
import { monthOf } from '#shared/calendar/day.ts'
import type { accountInterestCredited } from '#shared/contracts/benefit.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store } from '#shared/edge/store/store.ts'
import { stableId } from '#shared/kernel/hash.ts'
import type { Fen } from '#shared/money/fen.ts'
import { sum } from '#shared/money/fen.ts'
import { accountInterestKey } from '../keys.ts'
import { bookUnposted } from '../ledger/book-unposted.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import { transfer } from '../ledger/rules/movements.ts'

type InterestPosted = Fund & {
  readonly interestOf: string
  readonly bookedIn: Month
  readonly entryId: string
  readonly amount: Fen
}

const posted = defineRecord<InterestPosted, Pick<InterestPosted, 'city' | 'scheme' | 'interestOf'>>({
  kind: 'account-interest-posted',
  key: ({ interestOf, ...fund }) => accountInterestKey(fund, interestOf),
})

type Credited = ReturnType<typeof accountInterestCredited.parse>['data']

/**
 * Books interest of personal accounts, each account once: it is taken out of the interest that banks paid on the fund's
 * money, most of which is not the accounts', and becomes income of theirs.
 */
export const postInterest = (
  store: Store,
  source: string,
  { city, creditedOn: on, entries }: Credited,
): Promise<void> => {
  const fund = { city, scheme: 'employee' } as const
  return bookUnposted(
    store,
    { fund, month: monthOf(on) },
    {
      facts: entries,
      idOf: ({ entryId }) => entryId,
      compose: (facts, bookedIn) => {
        const entryId = stableId('E-', 'account-interest', ...facts.map((each) => each.entryId).sort())
        return {
          entry: {
            ...{ entryId, reason: 'account-interest', on, source },
            movements: transfer('interest', 'account-interest', sum(facts.map(({ amount }) => amount))),
          },
          alongside: facts.map((each) =>
            posted.create({ ...fund, interestOf: each.entryId, bookedIn, entryId, amount: each.amount }),
          ),
        }
      },
    },
  )
}
