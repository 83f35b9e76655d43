import type { Day, Month } from '#shared/calendar/day.ts'
import { monthOf, yearOf } from '#shared/calendar/day.ts'
import type { RunUnit } from '#shared/edge/runs/run.ts'
import { completeUnit, inputOf, isUnitDone } from '#shared/edge/runs/run.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import { provinceCode } from '#shared/kernel/divisions.ts'
import { stableId } from '#shared/kernel/hash.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import type { Fen } from '#shared/money/fen.ts'
import { fen, sum } from '#shared/money/fen.ts'
import type { Effects } from '../effects.ts'
import type { Books } from '../ledger/rules/fund.ts'
import { transfer } from '../ledger/rules/movements.ts'
import type { OrderPlacement } from '../payment/order-in-groups.ts'
import { orderInGroups } from '../payment/order-in-groups.ts'
import { bookWithOrders } from '../payment/place-order.ts'
import { releaseWaiting } from '../payment/release-waiting.ts'
import type { OrderDraft } from '../payment/rules/payment-order.ts'
import { waitingForFunds } from '../payment/rules/payment-order.ts'
import type { CityShare } from './rules/net-cities.ts'
import { setOff } from './rules/net-cities.ts'
import { cityShares } from './store.ts'

/** What one unit is told: a city's share, or for the province's own books those of all. */
export type ShareInput = {
  readonly scheme: Scheme
  readonly month: Month
  readonly settlementId: string
  readonly on: Day
  /** The last day on which what is due is to be remitted, and passed on. */
  readonly dueOn: Day
  readonly shares: readonly CityShare[]
}

export const citySettlementTask = 'city-settlement'

type Payment = { readonly from: Books['city']; readonly to: Books['city']; readonly amount: Fen }

const orderOf = (input: ShareInput, { from, to, amount }: Payment): OrderDraft => {
  const { scheme, settlementId, on, dueOn } = input
  return {
    orderId: stableId('PO-', settlementId, from, to),
    fund: { city: from, scheme },
    // The year it is paid in: the year of the care is closed without waiting for other cities.
    year: yearOf(on),
    payee: to,
    cause: { purpose: 'cities-settlement', settlementId },
    amount,
    orderedOn: on,
    dueOn,
  }
}

/** Books a city's share: what it owes is set off, and what is left is ordered to the province or awaited from it. */
const bookShare = async (effects: Effects, unit: RunUnit, share: CityShare): Promise<boolean> => {
  const input = inputOf<ShareInput>(unit)
  const { scheme, month, settlementId, on } = input
  const { city, net } = share
  const fund = { city, scheme }
  const entryId = stableId('E-', settlementId, city)
  const due = net < 0 ? [orderOf(input, { from: city, to: provinceCode, amount: fen(-net) })] : []
  const together = (_: readonly CityShare[], placeDraft: OrderPlacement) => {
    const orders = due.map(placeDraft)
    const entry = {
      entryId,
      reason: 'cities-netted' as const,
      on,
      source: unit.runId,
      movements: setOff(share),
    }
    return bookWithOrders(effects.store, monthOf(on), { fund, year: yearOf(on), orders }, entry, {
      alongside: () => [
        cityShares.create({
          ...{ ...share, scheme, month, settlementId, entryId },
          ...(orders[0] ? { orderId: orders[0].orderId } : {}),
        }),
        ...completeUnit(unit, { cities: 1 }),
      ],
    })
  }
  return orderInGroups({ isDone: () => false, together }, [share])
}

/**
 * Books in the province's own books that payers owe it what it owes those who are paid. Their orders wait for what the
 * payers remit, the oldest first: the province lends nothing.
 */
const bookProvince = async ({ store }: Effects, unit: RunUnit): Promise<void> => {
  const input = inputOf<ShareInput>(unit)
  const { scheme, settlementId, on, shares } = input
  const fund = { city: provinceCode, scheme } as const
  const orders = shares
    .filter(({ net }) => net > 0)
    .map(({ city, net }) => waitingForFunds(orderOf(input, { from: provinceCode, to: city, amount: net })))
  if (orders.length > 0) {
    const entry = {
      entryId: stableId('E-', settlementId, provinceCode),
      reason: 'cities-netted' as const,
      ...{ on, source: unit.runId },
      movements: transfer('cities-receivable', 'cities-payable', sum(orders.map(({ amount }) => amount))),
    }
    await bookWithOrders(store, monthOf(on), { fund, year: yearOf(on), orders }, entry)
    await releaseWaiting(store, fund, on)
  }
  await store.write(completeUnit(unit, { cities: 0 }))
}

/** Books one city's share, or the province's, once: whoever comes again finds the unit done. */
export const settleCityUnit = async (effects: Effects, unit: RunUnit): Promise<void> => {
  const { store } = effects
  const [share] = inputOf<ShareInput>(unit).shares
  await retryConflicts(async () => {
    if (await isUnitDone(store, unit)) return true
    if (unit.unitId !== provinceCode) return (share && (await bookShare(effects, unit, share))) || undefined
    await bookProvince(effects, unit)
    return true
  })
}
