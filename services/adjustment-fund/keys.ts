import type { FundYear } from '#shared/calendar/day.ts'
import type { Key } from '#shared/edge/store/item.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'

/** The collections of one record a city and year, or of a few; each is a partition a scheme, some sixteen small items a year. */
export type Collection =
  | 'YEARS'
  | 'CLEARED'
  | 'LEVIES'
  | 'RECEIPTS'
  | 'LATE-FEES'
  | 'REMINDERS'
  | 'GAPS'
  | 'ALLOCATIONS'
  | 'FINALISED'
  | 'PERFORMANCE'
  | 'CLAWBACKS'
  | 'LAPSES'
  | 'CORRECTED'
  | 'FURTHERS'

/** What names a record of a collection. */
export type CityFundYear = { readonly city: string; readonly scheme: Scheme; readonly year: FundYear }

export const partition = (collection: Collection, scheme: Scheme): string => `${collection}#${scheme}`

/** Where the records of a collection stand. */
export const keyIn =
  (collection: Collection) =>
  ({ scheme, year, city }: CityFundYear): Key => ({
    pk: partition(collection, scheme),
    sk: `${year}#${city}`,
  })

/** Where records stand of which a city and year has several: the first stands as if it were alone. */
export const numberedIn =
  (collection: Collection) =>
  ({ part = 1, ...of }: CityFundYear & { readonly part?: number }): Key => {
    const { pk, sk } = keyIn(collection)(of)
    return { pk, sk: part === 1 ? sk : `${sk}#${part}` }
  }

/** Policy changes that were priced on a fund's claims of a year. */
export const pricingPartition = ({ scheme, year, city }: CityFundYear): string =>
  `PRICINGS#${scheme}#${year}#${city}`

/** The part of a partition that holds one year. */
export const ofYear = (year: FundYear) => ({ prefix: `${year}#` })

/** The runs of a kind, scheme and year, which persons propose and approve. */
export const runPartition = (run: string, scheme: Scheme, year: FundYear): string =>
  `PROPOSED-RUNS#${run}#${scheme}#${year}`

export const runRecordKey = ({
  run,
  scheme,
  year,
  number,
}: {
  readonly run: string
  readonly scheme: Scheme
  readonly year: FundYear
  readonly number: number
}): Key => ({ pk: runPartition(run, scheme, year), sk: String(number).padStart(4, '0') })

export const approvalsKey = ({ scheme }: { readonly scheme: Scheme }): Key => ({
  pk: `LEVY-APPROVALS#${scheme}`,
  sk: 'LEVY-APPROVALS',
})

/** Up to which day a scheme's cities were reminded of what they owe. */
export const reminderHeadKey = ({ scheme }: { readonly scheme: Scheme }): Key => ({
  pk: `REMINDER-HEAD#${scheme}`,
  sk: 'HEAD',
})

export const accountKey = ({ scheme }: { readonly scheme: Scheme }): Key => ({
  pk: `ACCOUNT#${scheme}`,
  sk: 'ACCOUNT',
})

/** Entries sort by number. */
export const entryKey = ({ scheme, number }: { readonly scheme: Scheme; readonly number: number }): Key => ({
  pk: `ACCOUNT#${scheme}`,
  sk: `ENTRY#${String(number).padStart(8, '0')}`,
})
