import type { FundYear, Month } from '#shared/calendar/day.ts'
import type { Key } from '#shared/edge/store.ts'
import type { Fund } from '../domain/fund.ts'
import type { OrderState } from '../domain/payment/payment-order.ts'

/** A fund in a key: the city first, so that a role can be bound to a city's partitions. */
const of = ({ city, scheme }: Fund) => `${city}#${scheme}`

/** A fund's own partition: its periods, its money, its opening and its closed years. */
export const fundPartition = (fund: Fund) => `FUND#${of(fund)}`
export const periodPrefix = 'PERIOD#'
export const periodKey = (fund: Fund, period: string): Key => ({
  pk: fundPartition(fund),
  sk: `${periodPrefix}${period}`,
})
/** What a period held when it was closed, to tell later that nothing changed. */
export const closingKey = (fund: Fund, period: string): Key => ({
  pk: fundPartition(fund),
  sk: `CLOSING#${period}`,
})
export const cashKey = (fund: Fund): Key => ({ pk: fundPartition(fund), sk: 'CASH' })
export const openingKey = (fund: Fund): Key => ({ pk: fundPartition(fund), sk: 'OPENING' })
export const yearCloseKey = (fund: Fund, year: FundYear): Key => ({
  pk: fundPartition(fund),
  sk: `YEAR-CLOSE#${year}`,
})

/** Entries stand together by fund and period; their order within is that of their ids. */
export const journalPartition = (fund: Fund, period: string) => `JOURNAL#${of(fund)}#${period}`
export const entryKey = (fund: Fund, period: string, entryId: string): Key => ({
  pk: journalPartition(fund, period),
  sk: `ENTRY#${entryId}`,
})

/** Claims by the month they belong to and institution: at once the drill-down and the proof of having been posted. */
export const postingPartition = (fund: Fund, month: Month, institution: string) =>
  `CLAIMS#${of(fund)}#${month}#${institution}`
export const postingKey = (fund: Fund, month: Month, institution: string, claimId: string): Key => ({
  pk: postingPartition(fund, month, institution),
  sk: claimId,
})

/** A payment received, where it was posted. */
export const receiptKey = (fund: Fund, paymentId: string): Key => ({
  pk: `RECEIPT#${of(fund)}#${paymentId}`,
  sk: 'RECEIPT',
})

/** What was recovered of an institution's claims: at once the list and the proof of having been booked. */
export const recoveryKey = (fund: Fund, institution: string, recoveryId: string): Key => ({
  pk: `RECOVERIES#${of(fund)}#${institution}`,
  sk: recoveryId,
})

export const institutionMonthPartition = (fund: Fund, month: Month) => `INSTITUTIONS#${of(fund)}#${month}`
export const institutionMonthKey = (fund: Fund, month: Month, institution: string): Key => ({
  pk: institutionMonthPartition(fund, month),
  sk: institution,
})
export const standingPartition = (fund: Fund, year: FundYear) => `STANDINGS#${of(fund)}#${year}`
export const standingKey = (fund: Fund, year: FundYear, institution: string): Key => ({
  pk: standingPartition(fund, year),
  sk: institution,
})
export const statementPartition = (fund: Fund, month: Month) => `STATEMENTS#${of(fund)}#${month}`

export const budgetKey = (fund: Fund, year: FundYear): Key => ({ pk: `BUDGET#${of(fund)}`, sk: String(year) })

export const quotaPartition = (fund: Fund, year: FundYear) => `QUOTAS#${of(fund)}#${year}`
export const quotaPlanKey = (fund: Fund, year: FundYear): Key => ({
  pk: quotaPartition(fund, year),
  sk: 'PLAN',
})
export const quotaPrefix = (planId: string) => `QUOTA#${planId}#`
export const quotaKey = (fund: Fund, year: FundYear, planId: string, institution: string): Key => ({
  pk: quotaPartition(fund, year),
  sk: `${quotaPrefix(planId)}${institution}`,
})

export const orderKey = (orderId: string): Key => ({ pk: `ORDER#${orderId}`, sk: 'ORDER' })
/** The index partition of a fund's orders in a state. */
export const ordersIn = (fund: Fund, state: OrderState) => `ORDERS#${of(fund)}#${state}`

export const warningsPartition = (city: string) => `WARNINGS#${city}`
export const raisedPrefix = 'RAISED#'
export const warningLevelKey = ({ city, scheme }: Fund, indicator: string): Key => ({
  pk: warningsPartition(city),
  sk: `LEVEL#${scheme}#${indicator}`,
})
