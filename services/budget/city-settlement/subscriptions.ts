import { monthOf } from '#shared/calendar/day.ts'
import { citiesPaid } from '#shared/contracts/budget.ts'
import { on } from '#shared/edge/events/consume.ts'
import type { Effects } from '../effects.ts'
import { transfer } from '../ledger/rules/movements.ts'
import { receiveMoney } from '../payment/receive-money.ts'

/**
 * Books what a city or the province paid where it arrives: the treasury's word on the order is its word on the money. What
 * waits there for money goes out with it.
 */
export const citySettlementSubscriptions = ({ store }: Effects) => [
  on(citiesPaid, ({ id, data: { to, scheme, amount, paidOn } }) =>
    receiveMoney(store, {
      id,
      fund: { city: to, scheme },
      wanted: monthOf(paidOn),
      on: paidOn,
      reason: 'cities-paid',
      movements: transfer('special-account', 'cities-receivable', amount),
    }),
  ),
]
