import type { FundYear } from '#shared/calendar/day.ts'
import type { Key } from '#shared/edge/store/item.ts'
import { hashOf } from '#shared/kernel/hash.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'

const shardName = (shard: number): string => String(shard).padStart(2, '0')

/** The shard an id always falls into: two digits below the count. */
export const shardOf = (id: string, shards: number): string => shardName(hashOf(id).readUInt32BE(0) % shards)

/** The names of so many shards. */
export const shardNames = (shards: number): string[] =>
  Array.from({ length: shards }, (_, shard) => shardName(shard))

export const coverageKey = (personId: string): Key => ({ pk: `PERSON#${personId}`, sk: 'COVERAGE' })
export const coveredPartition = (city: string, scheme: Scheme, shard: string): string =>
  `COVERED#${city}#${scheme}#${shard}`

export const billKey = (billId: string): Key => ({ pk: `BILL#${billId}`, sk: 'BILL' })
export const billsPartition = (city: string): string => `BILLS#${city}`

/** A fund's bills in arrears, and those that were paid late and whose late fee is not billed yet. */
export const arrearsPartition = ({ city, scheme }: Account): string => `ARREARS#${city}#${scheme}`
export const paidLatePartition = ({ city, scheme }: Account): string => `PAID-LATE#${city}#${scheme}`

/** What the tax authority was told of a bill, and those of a city whose last message is in a state. */
export const exchangeKey = (billId: string): Key => ({ pk: `EXCHANGE#${billId}`, sk: 'EXCHANGE' })
export const exchangesPartition = (city: string, state: string): string => `EXCHANGES#${city}#${state}`

/** What two officers decide to take off a bill, and those of a city by state. */
export const writeOffKey = (writeOffId: string): Key => ({ pk: `WRITE-OFF#${writeOffId}`, sk: 'WRITE-OFF' })
export const writeOffsPartition = (city: string, state: string): string => `WRITE-OFFS#${city}#${state}`

/** What two officers correct of residents' bills, and those of a city by state. */
export const billCorrectionKey = (correctionId: string): Key => ({
  pk: `BILL-CORRECTION#${correctionId}`,
  sk: 'BILL-CORRECTION',
})
export const billCorrectionsPartition = (city: string, state: string): string =>
  `BILL-CORRECTIONS#${city}#${state}`

/** The lump sums that two officers decide on, and those of a city by state. */
export const lumpSumKey = (lumpSumId: string): Key => ({ pk: `LUMP-SUM#${lumpSumId}`, sk: 'LUMP-SUM' })
export const lumpSumsPartition = (city: string, state: string): string => `LUMP-SUMS#${city}#${state}`

export const receiptKey = (paymentId: string): Key => ({ pk: `PAYMENT#${paymentId}`, sk: 'PAYMENT' })

/** What a relative's account pays on a bill. */
export const accountPremiumKey = (premiumId: string): Key => ({
  pk: `ACCOUNT-PREMIUM#${premiumId}`,
  sk: 'ACCOUNT-PREMIUM',
})

/** What the treasury's papers say of a payment. */
export const trailKey = (paymentId: string): Key => ({ pk: `PAYMENT#${paymentId}`, sk: 'TRAIL' })

/** A day of a city as the tax authority lists it: what it came to, and its parts. */
export const dayListKey = ({ city, on }: { readonly city: string; readonly on: string }): Key => ({
  pk: `DAY-LIST#${city}#${on.slice(0, 7)}`,
  sk: on,
})
export const dayListsPartition = (city: string, month: string): string => `DAY-LIST#${city}#${month}`
export const dayListPartKey = (
  { city, on }: { readonly city: string; readonly on: string },
  part: number,
): Key => ({ pk: `DAY-LIST-PARTS#${city}#${on}`, sk: String(part).padStart(3, '0') })

/** A difference between that list and ours, and those of a city in a state. */
export const differenceKey = (differenceId: string): Key => ({
  pk: `DIFFERENCE#${differenceId}`,
  sk: 'DIFFERENCE',
})
export const differencesPartition = (city: string, state: string): string => `DIFFERENCES#${city}#${state}`

/** A refund that the tax authority asks for, and those of a city in a state. */
export const refundRequestKey = (requestId: string): Key => ({
  pk: `REFUND-REQUEST#${requestId}`,
  sk: 'REFUND-REQUEST',
})
export const refundRequestsPartition = (city: string, state: string): string =>
  `REFUND-REQUESTS#${city}#${state}`

/** What a file of payments came to. */
export const paymentFileKey = (importId: string): Key => ({
  pk: `PAYMENT-FILE#${importId}`,
  sk: 'PAYMENT-FILE',
})

/** Payments of a day on the bills of a city, as they were reported. */
export const paymentsPartition = (city: string, on: string): string => `PAYMENTS#${city}#${on}`
/** Receipts that the tax authority did not report as they stand: parts of money in suspense, and bills of no one's payment. */
export const derivedReceiptsPartition = (city: string): string => `DERIVED-RECEIPTS#${city}`
/** A city's money in suspense, and such money that was assigned or returned wholly. */
export const suspensePartition = (city: string): string => `SUSPENSE#${city}`
export const resolvedPartition = (city: string): string => `RESOLVED#${city}`

/** An order to pay out of an income account, and those of an account in a state. */
export const returnOrderKey = (orderId: string): Key => ({
  pk: `RETURN-ORDER#${orderId}`,
  sk: 'RETURN-ORDER',
})
export const returnOrdersPartition = ({ city, scheme }: Account, state: string): string =>
  `RETURN-ORDERS#${city}#${scheme}#${state}`

export const payrollKey = (employerId: string): Key => ({ pk: `EMPLOYER#${employerId}`, sk: 'PAYROLL' })
/** A page of what an employer declared for a month, or for a year of contributions. */
export const declaredPageKey = ({
  employerId,
  of,
  revision,
  page,
}: {
  readonly employerId: string
  readonly of: string
  readonly revision: number
  readonly page: number
}): Key => ({
  pk: `EMPLOYER#${employerId}`,
  sk: `DECLARED#${of}#${String(revision).padStart(4, '0')}#${String(page).padStart(4, '0')}`,
})
export const employerKey = (employerId: string): Key => ({ pk: `EMPLOYER#${employerId}`, sk: 'EMPLOYER' })
export const employersPartition = (city: string): string => `EMPLOYERS#${city}`
export const countyEmployersPartition = (county: string): string => `COUNTY-EMPLOYERS#${county}`
export const usccKey = ({ city, uscc }: { readonly city: string; readonly uscc: string }): Key => ({
  pk: `USCC#${city}#${uscc}`,
  sk: 'USCC',
})

/** The last count of a city's residents' bills of a year by county. */
export const countyCountKey = ({ city, year }: { readonly city: string; readonly year: number }): Key => ({
  pk: `COUNTY-COUNTS#${city}`,
  sk: `COUNT#${year}`,
})

/** What market supervision told of an enterprise, and those of a city. */
export const marketEntityKey = ({ city, uscc }: { readonly city: string; readonly uscc: string }): Key => ({
  pk: `USCC#${city}#${uscc}`,
  sk: 'MARKET',
})
export const marketPartition = (city: string): string => `MARKET#${city}`

/** An employer that was struck off, and those of a city by what was decided of them. */
export const struckEmployerKey = ({ employerId }: { readonly employerId: string }): Key => ({
  pk: `EMPLOYER#${employerId}`,
  sk: 'STRUCK-OFF',
})
export const struckEmployersPartition = (city: string, state: string): string =>
  `STRUCK-EMPLOYERS#${city}#${state}`

/** What others pledged of a resident's contribution of a year. */
export const pledgeKey = ({
  personId,
  year,
}: {
  readonly personId: string
  readonly year: FundYear
}): Key => ({
  pk: `PERSON#${personId}`,
  sk: `PLEDGE#${year}`,
})

/** The bases that a flexible worker chose. */
export const flexibleBaseKey = ({ personId }: { readonly personId: string }): Key => ({
  pk: `PERSON#${personId}`,
  sk: 'FLEXIBLE-BASES',
})

/** The months of a year that a person is billed for. */
export const billedYearKey = ({
  personId,
  year,
}: {
  readonly personId: string
  readonly year: FundYear
}): Key => ({
  pk: `PERSON#${personId}`,
  sk: `BILLED#${year}`,
})

/** A part of those whom a unit of a billing run left out. */
export const leftOutKey = ({
  runId,
  unitId,
  part,
}: {
  readonly runId: string
  readonly unitId: string
  readonly part: number
}): Key => ({ pk: leftOutPartition(runId), sk: `${unitId}#${String(part).padStart(5, '0')}` })
export const leftOutPartition = (runId: string): string => `RUN#${runId}#LEFT-OUT`
export const payrollsPartition = (city: string): string => `PAYROLLS#${city}`

/** An income account of all years, and of one. */
export type Account = { readonly city: string; readonly scheme: Scheme }
export type YearAccount = Account & { readonly fundYear: FundYear }

export const incomePartition = ({ city, scheme }: Account): string => `INCOME#${city}#${scheme}`
export const counterKey = (account: YearAccount, shard: string): Key => ({
  pk: incomePartition(account),
  sk: `${account.fundYear}#SHARD#${shard}`,
})
export const sweptKey = (account: YearAccount): Key => ({
  pk: incomePartition(account),
  sk: `${account.fundYear}#SWEPT`,
})
export const sweepKey = (sweepId: string): Key => ({ pk: `SWEEP#${sweepId}`, sk: 'SWEEP' })
export const sweepReturnKey = (returnId: string): Key => ({
  pk: `SWEEP-RETURN#${returnId}`,
  sk: 'SWEEP-RETURN',
})
export const interestKey = (interestId: string): Key => ({ pk: `INTEREST#${interestId}`, sk: 'INTEREST' })
/** The interest on the accounts of a city and scheme, by the month it was credited in. */
export const interestPartition = ({ city, scheme }: Account): string => `INTEREST-OF#${city}#${scheme}`
/** The sweeps of an account, and what came back of them. */
export const sweepsPartition = ({ city, scheme, fundYear }: YearAccount): string =>
  `SWEEPS#${city}#${scheme}#${fundYear}`

/** What happened in a month of a city, by kind; its amounts stand in the sort keys. */
export const monthFactsPartition = (city: string, month: string): string => `MONTH-FACTS#${city}#${month}`

/** What a month of a city and scheme came to, each time that it was stated. */
export const monthStatementsPartition = ({ city, scheme }: Account): string =>
  `MONTH-STATEMENTS#${city}#${scheme}`
export const monthStatementKey = ({
  month,
  revision,
  ...account
}: Account & { readonly month: string; readonly revision: number }): Key => ({
  pk: monthStatementsPartition(account),
  sk: `${month}#${String(revision).padStart(4, '0')}`,
})

/** The statements of a city and year lie together, so that their numbers have no gap. */
export const statementsPartition = (city: string, year: number | string): string =>
  `STATEMENTS#${city}#${year}`

export const statementIdOf = (city: string, year: FundYear, number: number): string =>
  `S-${city}-${year}-${number}`

export const statementKey = (statementId: string): Key => {
  const [, city = '', year = ''] = statementId.split('-')
  return { pk: statementsPartition(city, year), sk: statementId }
}

export const partsPartition = (statementId: string): string => `STATEMENT#${statementId}`
export const partKey = (statementId: string, part: string): Key => ({
  pk: partsPartition(statementId),
  sk: `PART#${part}`,
})
