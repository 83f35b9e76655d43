import type { FundYear } from '#shared/calendar/day.ts'
import { monthsOf } from '#shared/calendar/day.ts'
import type { Listing, Store, Stored } from '#shared/edge/store/store.ts'
import { provinceCode } from '#shared/kernel/divisions.ts'
import {
  advancePartition,
  agreementPartition,
  agreementVersionPartition,
  budgetPartition,
  citySettlementPartition,
  clearingPartition,
  clearingPoolPartition,
  institutionMonthPartition,
  negotiationPartition,
  ordersIn,
  packageHeadsPartition,
  quotaPartition,
  standingPartition,
  statementPartition,
  upheldClaimPartition,
  voucherPartition,
} from '../keys.ts'
import type { Books } from '../ledger/rules/fund.ts'
import { orderStates } from '../payment/rules/payment-order.ts'

const ofYear = (fund: Books, year: FundYear): Listing[] => [
  ...[standingPartition, quotaPartition, negotiationPartition].map((of) => ({ pk: of(fund, year) })),
  ...[advancePartition, clearingPartition, clearingPoolPartition, packageHeadsPartition].map((of) => ({
    pk: of(fund, year),
  })),
  ...monthsOf(year).flatMap((month) => [
    { pk: institutionMonthPartition(fund, month) },
    { pk: statementPartition(fund, month) },
  ]),
]

/**
 * What is recorded of a fund beside its own partition and its journal: budgets, quotas, what institutions are owed, ordered
 * and paid. Single postings and receipts are left out: there is one for every claim and payment.
 */
export async function* recordsOfFund(
  store: Store,
  fund: Books,
  years: readonly FundYear[],
): AsyncGenerator<Stored> {
  const listings: readonly Listing[] = [
    { pk: budgetPartition(fund) },
    { pk: voucherPartition(fund) },
    { pk: upheldClaimPartition(fund) },
    ...(fund.city === provinceCode ? [{ pk: citySettlementPartition(fund.scheme) }] : []),
    ...orderStates.map((state) => ({ index: 'gsi1' as const, pk: ordersIn(fund, state) })),
    ...years.flatMap((year) => ofYear(fund, year)),
  ]
  for (const listing of listings) yield* store.list(listing)
}

/** The agreements of a city's institutions, with the versions before them. */
export async function* agreementsOfCity(
  store: Store,
  city: Books['city'],
  years: readonly FundYear[],
): AsyncGenerator<Stored> {
  for (const year of years)
    for await (const agreement of store.list({ pk: agreementPartition(city, year) })) {
      yield agreement
      yield* store.list({ pk: agreementVersionPartition(city, year, agreement.sk) })
    }
}
