import type { Day, Month } from '#shared/calendar/day.ts'
import {
  contributionsReceived,
  incomeReturned,
  incomeSwept,
  interestCredited,
  monthStated,
  suspenseMoved,
} from '#shared/contracts/contribution.ts'
import { on } from '#shared/edge/events/consume.ts'
import { eachForItself } from '#shared/kernel/each-for-itself.ts'
import type { Fen } from '#shared/money/fen.ts'
import type { Effects } from '../effects.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import { transfer } from '../ledger/rules/movements.ts'
import { periodFor } from '../ledger/rules/period.ts'
import { giveMoneyBack } from '../payment/give-money-back.ts'
import { receiveMoney } from '../payment/receive-money.ts'
import { contributedAddition } from './contributed.ts'
import { postInterest } from './post-interest.ts'
import { postReceipts } from './post-receipts.ts'
import { postSuspense } from './post-suspense.ts'
import { recordStated } from './stated-months.ts'

/** What a sweep moves, and counts in its month; less than nothing: it came back. */
const sweepOf = (fund: Fund, on: Day, amount: Fen) => {
  const movements = transfer('special-account', 'income-account', amount)
  return {
    ...{ fund, on, movements },
    alongside: (bookedIn: Month) => [contributedAddition(fund, { on, bookedIn, facts: 1 }, movements)],
  }
}

/**
 * Books received contributions on their income lines; what is paid before its fund year belongs to its January. They come
 * to the special account when the income account is swept: the first of the two lines.
 */
export const incomeSubscriptions = ({ store }: Effects) => [
  on(contributionsReceived, async ({ id, occurredOn, data: { city, scheme, fundYear, receipts } }) => {
    const byMonth = Map.groupBy(receipts, ({ paidOn }) => periodFor(paidOn, fundYear))
    await eachForItself([...byMonth], ([month, received]) =>
      postReceipts(store, { fund: { city, scheme }, fundYear, month, on: occurredOn, source: id, received }),
    )
  }),
  on(suspenseMoved, ({ id, data }) => postSuspense(store, id, data)),
  on(interestCredited, ({ id, data }) => postInterest(store, id, data)),
  on(incomeSwept, ({ id, data: { city, scheme, fundYear, amount, sweptOn } }) =>
    receiveMoney(store, {
      ...{ id, wanted: periodFor(sweptOn, fundYear), reason: 'income-swept' },
      ...sweepOf({ city, scheme }, sweptOn, amount),
    }),
  ),
  on(incomeReturned, ({ id, data: { city, scheme, fundYear, amount, returnedOn } }) =>
    giveMoneyBack(store, {
      ...{ id, wanted: periodFor(returnedOn, fundYear), reason: 'income-returned' },
      ...sweepOf({ city, scheme }, returnedOn, -amount),
    }),
  ),
  on(monthStated, ({ data }) => recordStated(store, data)),
]
