import type { Day, FundYear } from '#shared/calendar/day.ts'
import type { Store } from '#shared/edge/store/store.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import type { Fen } from '#shared/money/fen.ts'
import type { GapApplication } from '../domain/gap-application.ts'
import type { Collection } from './keys.ts'
import { cityYearKey, partition } from './keys.ts'

type OfCity = { readonly city: string; readonly scheme: Scheme; readonly year: FundYear }

/** A closed fund year, as the budget service told it. */
export type ClosedYear = OfCity & {
  readonly kind: 'closed-year'
  readonly eventId: string
  readonly pooledCollection: Fen
  readonly income: Fen
  readonly expenditure: Fen
  readonly plannedExpenditure: Fen
  readonly openingBalance: Fen
  readonly closingBalance: Fen
}

/** An assessed levy with all it was assessed by; `status` other than `due` says why nothing is levied. */
export type Levy = OfCity & {
  readonly kind: 'levy'
  readonly levyId: string
  readonly status: 'due' | 'paused' | 'nothing-collected'
  readonly base: Fen
  readonly rate: string
  readonly rateCap: string
  readonly pauseLine: string
  readonly accumulated: Fen
  readonly provincialCollection: Fen
  readonly amount: Fen
  readonly assessedOn: Day
  readonly dueOn: Day
}

/** A levy that reached the provincial account. */
export type LevyReceipt = OfCity & {
  readonly kind: 'levy-receipt'
  readonly levyId: string
  readonly amount: Fen
  readonly remittedOn: Day
}

/** An application as stored, with the version it is replaced by. */
export type StoredApplication = GapApplication & {
  readonly kind: 'gap-application'
  readonly version: number
}

/** Money paid to a city for its approved gap. */
export type PaidAllocation = OfCity & {
  readonly kind: 'allocation'
  readonly allocationId: string
  readonly applicationId: string
  readonly approved: Fen
  readonly amount: Fen
  readonly disbursedOn: Day
}

type RecordIn = {
  YEARS: ClosedYear
  LEVIES: Levy
  RECEIPTS: LevyReceipt
  GAPS: StoredApplication
  ALLOCATIONS: PaidAllocation
}

/** Reads the record of one city and year. */
export const readRecord = async <Name extends Collection>(
  store: Store,
  collection: Name,
  { scheme, year, city }: OfCity,
): Promise<RecordIn[Name] | undefined> =>
  (await store.get(cityYearKey(collection, scheme, year, city))) as unknown as RecordIn[Name] | undefined

/** Lists a scheme's records in order of year and city; of one year when given. */
export const listRecords = async <Name extends Collection>(
  store: Store,
  collection: Name,
  scheme: Scheme,
  year?: FundYear,
): Promise<RecordIn[Name][]> => {
  const prefix = year === undefined ? {} : { prefix: `${year}#` }
  const records: RecordIn[Name][] = []
  for await (const item of store.list({ pk: partition(collection, scheme), ...prefix }))
    records.push(item as unknown as RecordIn[Name])
  return records
}
