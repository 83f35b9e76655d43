import type { Month } from '#shared/calendar/day.ts'
import { isMonth } from '#shared/calendar/day.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store } from '#shared/edge/store/store.ts'
import { cities, isCity } from '#shared/kernel/divisions.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import { addElsewhere, owedToPlaces } from '../claims/rules/care-elsewhere.ts'
import {
  citySettlementKey,
  citySettlementPartition,
  cityShareKey,
  cityShareMonthPartition,
  fundPartition,
  periodPrefix,
} from '../keys.ts'
import type { CitySettlement } from './rules/city-settlement.ts'
import type { City, CityDue, CityShare, Debt } from './rules/net-cities.ts'

/** Settlements between cities, by their number. */
export const citySettlements = defineRecord<
  CitySettlement & { readonly version: number },
  Pick<CitySettlement, 'scheme' | 'number'>
>({ kind: 'city-settlement', key: ({ scheme, number }) => citySettlementKey(scheme, number) })

export type StoredSettlement = CitySettlement & { readonly version: number }

/** A scheme's settlements in their order: some tens in years. */
export const readSettlements = (store: Store, scheme: Scheme): Promise<StoredSettlement[]> =>
  Array.fromAsync(citySettlements.list(store, citySettlementPartition(scheme)))

/** The settlement of a month that stands, or the last that was rejected. */
export const findSettlement = async (
  store: Store,
  { scheme, month }: { readonly scheme: Scheme; readonly month: Month },
): Promise<StoredSettlement | undefined> =>
  (await readSettlements(store, scheme)).findLast((settlement) => settlement.month === month)

/** A city's share as it was booked, with the order by which it pays or is paid. */
export type BookedShare = CityShare & {
  readonly scheme: Scheme
  readonly month: Month
  readonly settlementId: string
  readonly entryId: string
  /** Of a city that pays: its order to the province. */
  readonly orderId?: string
}

export const cityShares = defineRecord<BookedShare, Pick<BookedShare, 'scheme' | 'month' | 'city'>>({
  kind: 'city-share',
  key: ({ scheme, month, city }) => cityShareKey(scheme, month, city),
})

export const pageShares = (
  store: Store,
  { scheme, month }: Pick<BookedShare, 'scheme' | 'month'>,
  page: { limit: number; cursor?: string },
) => cityShares.page(store, cityShareMonthPartition(scheme, month), page)

/** What a city's closed months up to one owe other places; undefined where none is closed. */
const readDue = async (
  store: Store,
  city: City,
  scheme: Scheme,
  month: Month,
): Promise<CityDue | undefined> => {
  const range = [periodPrefix, `${periodPrefix}${month}`] as const
  let found: CityDue | undefined
  for await (const item of store.list({ pk: fundPartition({ city, scheme }), between: range })) {
    const period = item.sk.slice(periodPrefix.length)
    if (!isMonth(period) || item.closedOn === undefined) continue
    found = { city, through: period, due: addElsewhere(found?.due ?? {}, owedToPlaces(item)) }
  }
  return found
}

/** What the closed months of every city owe the others. */
export const readOwed = async (
  store: Store,
  scheme: Scheme,
  month: Month,
): Promise<{ readonly owed: readonly Debt[]; readonly through: CitySettlement['through'] }> => {
  const found = await Promise.all(cities.map(({ code }) => readDue(store, code, scheme, month)))
  const dues = found.flatMap((due) => due ?? [])
  return {
    through: dues.map(({ city, through }) => ({ city, month: through })),
    owed: dues.flatMap(({ city: from, due }) =>
      Object.entries(due).flatMap(([to, amount]): Debt[] => (isCity(to) ? [{ from, to, amount }] : [])),
    ),
  }
}
