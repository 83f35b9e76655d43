import type { FundYear } from '#shared/calendar/day.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { Listing, Store, Write } from '#shared/edge/store/store.ts'
import { billKey, billsPartition } from '../keys.ts'
import type { Bill, BillKind } from './rules/bill.ts'
import { belongsToOf } from './rules/bill.ts'

/** A bill as stored, with the version its next write replaces. */
export type StoredBill = { readonly bill: Bill; readonly version: number }
type BillId = { readonly bill: Pick<Bill, 'billId'> }

const idOf = (billId: string): BillId => ({ bill: { billId } })

const period = (bill: Bill): string =>
  bill.kind === 'employer-month' ? belongsToOf(bill) : String(bill.fundYear)

export const bills = defineRecord<StoredBill, BillId>({
  kind: 'bill',
  key: ({ bill }) => billKey(bill.billId),
  index: ({ bill }) => ({
    gsi1pk: billsPartition(bill.city),
    gsi1sk: `${bill.kind}#${period(bill)}#${bill.billId}`,
  }),
})

/** The write of a bill that nobody may have issued before. */
export const issueWrite = (bill: Bill): Write => bills.replace({ bill, version: 0 }, 0)

/** The write that replaces a bill unless it changed since it was read. */
export const billWrite = (bill: Bill, { version }: { readonly version: number }): Write =>
  bills.replace({ bill, version }, version)

export const readBill = (store: Store, billId: string): Promise<StoredBill | undefined> =>
  bills.read(store, idOf(billId))

/** Bills by their ids, in the order asked for. */
export const readBills = (store: Store, billIds: readonly string[]): Promise<(StoredBill | undefined)[]> =>
  bills.readMany(store, billIds.map(idOf))

/** Where in a city's bills: all, of a kind, or of a kind and period (a month, or a year). */
type BillFilter = {
  readonly city: string
  readonly kind?: BillKind | undefined
  readonly period?: string | undefined
}

type Place = { readonly cursor?: string; readonly limit: number }
type BillPage = { readonly records: readonly StoredBill[]; readonly cursor?: string }

/** A page of a city's bills, each possibly a moment old. */
const pageOf = (
  store: Store,
  city: string,
  range: Pick<Listing, 'prefix' | 'between'>,
  place: Place,
): Promise<BillPage> => bills.page(store, billsPartition(city), { index: 'gsi1', ...range, ...place })

export const pageOfBills = (
  store: Store,
  { city, kind, period: of }: BillFilter,
  place: Place,
): Promise<BillPage> => {
  const prefix = [kind, of]
    .filter((part) => part !== undefined)
    .map((part) => `${part}#`)
    .join('')
  return pageOf(store, city, { prefix }, place)
}

/** A kind and period of a city's bills, after one of them in the order of their ids. */
export type DueFilter = {
  readonly city: string
  readonly kind: BillKind
  readonly period: string
  readonly after?: string | undefined
}

/** A page of bills of a kind and period, those after an id, each possibly a moment old. */
export const pageOfBillsAfter = (
  store: Store,
  { city, kind, period: of, after = '' }: DueFilter,
  limit: number,
): Promise<BillPage> => {
  const listed = `${kind}#${of}#`
  // No id holds a blank, which sorts before all that ids are made of: so this is the first place after the id.
  const range = { between: [`${listed}${after} `, `${listed}~`] as const }
  return pageOf(store, city, range, { limit })
}

/**
 * The parts that a city's resident bills of a year are walked in, side by side. Enrolment makes persons' ids of the
 * hexadecimal digits of a hash, so they spread evenly over ranges of the listing. That costs no index and no write of its
 * own. A part is named by the digit its ids begin with; any other id falls into the part it sorts into.
 */
export const residentParts: readonly string[] = [...'02468ace']

const rangeOf = (year: FundYear, part: string): readonly [string, string] => {
  const listed = `resident-year#${year}#`
  const next = residentParts[residentParts.indexOf(part) + 1]
  return [
    part === residentParts[0] ? listed : `${listed}R-P${part}`,
    next === undefined ? `${listed}~` : `${listed}R-P${next}`,
  ]
}

/** A page of the resident bills of a part, each possibly a moment old. */
export const pageOfPart = (
  store: Store,
  { city, year, part }: { readonly city: string; readonly year: FundYear; readonly part: string },
  place: Place,
): Promise<BillPage> => pageOf(store, city, { between: rangeOf(year, part) }, place)
