import type { FundYear } from '#shared/calendar/day.ts'
import type { Item } from '#shared/edge/store/attribute-value.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Key, Listing, Store, Stored, Write } from '#shared/edge/store/store.ts'
import type { IssuedBill } from '../billing/rules/resident-bill.ts'
import type { Receipt } from '../payment/rules/payment.ts'
import { receiptWrite } from '../payment/store.ts'
import type { Bill, BillKind } from './rules/bill.ts'

/** A bill as read, with the version its next write must find. */
export type VersionedBill = { readonly bill: Bill; readonly version: number }

export const billKey = (billId: string): Key => ({ pk: `BILL#${billId}`, sk: 'BILL' })

const period = ({ kind, fundYear, from }: Bill): string =>
  kind === 'employer-month' ? from : String(fundYear)

const toItem = (bill: Bill): Item & Key => ({
  ...billKey(bill.billId),
  gsi1pk: `BILLS#${bill.city}`,
  gsi1sk: `${bill.kind}#${period(bill)}#${bill.billId}`,
  kind: 'bill',
  bill: bill as unknown as Item,
})

export const toBill = (item: Stored): VersionedBill => ({
  bill: item.bill as unknown as Bill,
  version: Number(item.version),
})

/** The write of a bill that nobody may have issued before. */
export const issueWrite = (bill: Bill): Write => ({ kind: 'replace', item: toItem(bill), version: 0 })

/** The write that replaces a bill unless it changed since it was read. */
export const billWrite = (bill: Bill, { version }: { readonly version: number }): Write => ({
  kind: 'replace',
  item: toItem(bill),
  version,
})

export const readBill = async (store: Store, billId: string): Promise<VersionedBill | undefined> => {
  const item = await store.get(billKey(billId))
  return item && toBill(item)
}

/** Bills by their ids, in the order asked for. */
export const readBills = async (
  store: Store,
  billIds: readonly string[],
): Promise<(VersionedBill | undefined)[]> =>
  (await store.getMany(billIds.map(billKey))).map((item) => item && toBill(item))

/** Where in a city's bills: all, of a kind, or of a kind and period (a month, or a year). */
export type BillFilter = { readonly city: string; readonly kind?: BillKind; readonly period?: string }

type Place = { readonly cursor?: string; readonly limit: number }
type BillPage = { readonly bills: VersionedBill[]; readonly cursor?: string }

/** A page of a city's bills, each possibly a moment old. */
const pageOf = async (
  store: Store,
  city: string,
  range: Pick<Listing, 'prefix' | 'between'>,
  place: Place,
): Promise<BillPage> => {
  const { items, cursor } = await store.page({ index: 'gsi1', pk: `BILLS#${city}`, ...range, ...place })
  const bills = items.map(toBill)
  return cursor === undefined ? { bills } : { bills, cursor }
}

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

/**
 * The parts that a city's resident bills of a year are walked in, side by side. Enrolment makes persons' ids of the
 * hexadecimal digits of a hash, so they spread evenly over ranges of the listing there is, which cost no index and no write
 * of their own; a part is named by the digit its ids begin with. Any other id falls into the part it sorts into.
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

/** Bills issued in one transaction, each with its receipt if it has one. */
const groupSize = 30

const missing = async (store: Store, issued: readonly IssuedBill[]): Promise<IssuedBill[]> => {
  const found = await store.getMany(issued.map(({ bill }) => billKey(bill.billId)))
  return issued.filter((_, index) => found[index] === undefined)
}

const writesOf = ({ bill, receipt }: IssuedBill): Write[] => [
  issueWrite(bill),
  ...(receipt === undefined ? [] : [receiptOf(receipt)]),
]

const receiptOf = (receipt: Receipt): Write => receiptWrite(receipt, 'issued-with-bill')

/**
 * Issues bills that were not issued before: their ids say what they are for, so that issuing again, also half-way after
 * a crash or at once from two runs, adds only what is missing.
 * @returns how many were issued now
 */
export const issueBills = async (store: Store, issued: readonly IssuedBill[]): Promise<number> => {
  let count = 0
  for (let start = 0; start < issued.length; start += groupSize) {
    const group = issued.slice(start, start + groupSize)
    count += await retryConflicts(async () => {
      const open = await missing(store, group)
      if (open.length === 0) return 0
      const written = await store.write(open.flatMap(writesOf))
      return written.status === 'written' ? open.length : undefined
    })
  }
  return count
}
