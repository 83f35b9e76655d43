import type { FundYear } from '#shared/calendar/day.ts'
import type { Key } from '#shared/edge/store/store.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'

/** The collections of one record a city and year; each is a partition a scheme, some sixteen small items a year. */
export type Collection = 'YEARS' | 'LEVIES' | 'RECEIPTS' | 'GAPS' | 'ALLOCATIONS'

export const partition = (collection: Collection, scheme: Scheme): string => `${collection}#${scheme}`

export const cityYearKey = (collection: Collection, scheme: Scheme, year: FundYear, city: string): Key => ({
  pk: partition(collection, scheme),
  sk: `${year}#${city}`,
})

export const accountKey = (scheme: Scheme): Key => ({ pk: `ACCOUNT#${scheme}`, sk: 'ACCOUNT' })

/** Entries sort by number. */
export const entryKey = (scheme: Scheme, number: number): Key => ({
  pk: `ACCOUNT#${scheme}`,
  sk: `ENTRY#${String(number).padStart(8, '0')}`,
})
