import type { FundYear } from '#shared/calendar/day.ts'
import { monthsOf } from '#shared/calendar/day.ts'
import type { Listing, Store, Stored } from '#shared/edge/store/store.ts'
import { provinceCode } from '#shared/kernel/divisions.ts'
import {
  advancePartition,
  agreementPartition,
  agreementProposalPartition,
  agreementVersionPartition,
  budgetPartition,
  caseReviewPartition,
  citySettlementPartition,
  clearingPartition,
  clearingPoolPartition,
  contributedPartition,
  indicatorPartition,
  institutionMonthPartition,
  negotiationPartition,
  ordersIn,
  packageHeadsPartition,
  publicPartition,
  quotaPartition,
  standingPartition,
  statedPartition,
  statementContestPartition,
  statementPartition,
  targetPartition,
  upheldClaimPartition,
  volumeGrowthPartition,
  voucherPartition,
  warningsPartition,
} from '../keys.ts'
import type { Books } from '../ledger/rules/fund.ts'
import { orderStates } from '../payment/rules/payment-order.ts'

/** How a year's quotas came about, which happens in the year before it too. */
const quotasOf = (fund: Books, year: FundYear): Listing[] => [
  ...[quotaPartition, negotiationPartition].map((of) => ({ pk: of(fund, year) })),
  { pk: agreementPartition(fund.city, year) },
]

const ofYear = (fund: Books, year: FundYear): Listing[] => [
  ...[standingPartition, advancePartition, clearingPartition, clearingPoolPartition].map((of) => ({
    pk: of(fund, year),
  })),
  ...[packageHeadsPartition, caseReviewPartition, volumeGrowthPartition].map((of) => ({
    pk: of(fund, year),
  })),
  ...monthsOf(year).flatMap((month) => [
    { pk: institutionMonthPartition(fund, month) },
    { pk: statementPartition(fund, month) },
  ]),
]

/** The years that were booked in, and the one after the last, which is planned by then. */
const plannedYears = (years: readonly FundYear[]): readonly FundYear[] =>
  years.length === 0 ? [] : [...years, Math.max(...years) + 1]

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
    { pk: contributedPartition(fund) },
    { pk: statedPartition(fund) },
    { pk: voucherPartition(fund) },
    { pk: upheldClaimPartition(fund) },
    { pk: statementContestPartition(fund) },
    { pk: indicatorPartition(fund) },
    { pk: publicPartition(fund) },
    ...(fund.city === provinceCode ? [{ pk: citySettlementPartition(fund.scheme) }] : []),
    ...orderStates.map((state) => ({ index: 'gsi1' as const, pk: ordersIn(fund, state) })),
    ...years.flatMap((year) => ofYear(fund, year)),
    ...plannedYears(years).flatMap((year) => quotasOf(fund, year)),
    // After the quotas, so that the target of any that was read is there.
    { pk: targetPartition(fund) },
  ]
  for (const listing of listings) yield* store.list(listing)
}

/** What a city was warned of, and what became of it. */
export const warningsOfCity = (store: Store, city: Books['city']): AsyncGenerator<Stored> =>
  store.list({ pk: warningsPartition(city) })

/** What offices proposed to a city's institutions, of all years. */
export const proposalsOfCity = (store: Store, city: Books['city']): AsyncGenerator<Stored> =>
  store.list({ pk: agreementProposalPartition(city) })

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
