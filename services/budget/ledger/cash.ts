import type { FundYear } from '#shared/calendar/day.ts'
import type { Store, Write } from '#shared/edge/store/store.ts'
import { cashKey } from '../keys.ts'
import type { Books } from './rules/fund.ts'
import type { Movements } from './rules/movements.ts'

/** The accounts out of which is paid: their balances stand in one item, so that a payment can be refused for want of money. */
const guarded = ['special-account', 'expenditure-account'] as const

const openCounter = (year: FundYear) => `open${year}`

/**
 * The cash side of an entry, to be part of its transaction. It is the money in the guarded accounts and the count of a
 * year's unpaid orders, of which `change` came or went. Money that leaves an account must be there; `rejected` at this
 * write means it is not.
 */
export const cashAddition = (
  fund: Books,
  movements: Movements,
  orders?: { readonly year: FundYear; readonly change: number },
): Write => {
  const moved = guarded.flatMap((account) => {
    const amount = movements[account]
    return amount === undefined ? [] : [[account, amount] as const]
  })
  const leaving = moved
    .filter(([, amount]) => amount < 0)
    .map(([account, amount]) => [account, -amount] as const)
  return {
    kind: 'add',
    key: cashKey(fund),
    amounts: {
      ...Object.fromEntries(moved),
      ...(orders && orders.change !== 0 ? { [openCounter(orders.year)]: orders.change } : {}),
    },
    set: { kind: 'cash', ...fund },
    ...(leaving.length > 0 ? { where: { atLeast: Object.fromEntries(leaving) } } : {}),
  }
}

/** How many orders of a fund year are not paid. */
export const openOrders = async (store: Store, fund: Books, year: FundYear): Promise<number> =>
  Number((await store.get(cashKey(fund)))?.[openCounter(year)] ?? 0)
