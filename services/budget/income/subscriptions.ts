import {
  contributionsReceived,
  incomeReturned,
  incomeSwept,
  interestCredited,
  suspenseMoved,
} from '#shared/contracts/contribution.ts'
import { on } from '#shared/edge/events/consume.ts'
import { eachForItself } from '#shared/kernel/each-for-itself.ts'
import type { Effects } from '../effects.ts'
import { transfer } from '../ledger/rules/movements.ts'
import { periodFor } from '../ledger/rules/period.ts'
import { giveMoneyBack } from '../payment/give-money-back.ts'
import { receiveMoney } from '../payment/receive-money.ts'
import { postInterest } from './post-interest.ts'
import { postReceipts } from './post-receipts.ts'
import { postSuspense } from './post-suspense.ts'

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
      id,
      fund: { city, scheme },
      wanted: periodFor(sweptOn, fundYear),
      on: sweptOn,
      reason: 'income-swept',
      movements: transfer('special-account', 'income-account', amount),
    }),
  ),
  on(incomeReturned, ({ id, data: { city, scheme, fundYear, amount, returnedOn } }) =>
    giveMoneyBack(store, {
      id,
      fund: { city, scheme },
      wanted: periodFor(returnedOn, fundYear),
      on: returnedOn,
      reason: 'income-returned',
      movements: transfer('income-account', 'special-account', amount),
    }),
  ),
]
