import type { Item } from '#shared/edge/attribute-value.ts'
import { retryConflicts } from '#shared/edge/retry-conflicts.ts'
import type { Key, Page, Store, Stored, Write } from '#shared/edge/store.ts'
import type { Bill, BillKind } from '../domain/bill.ts'
import type { Receipt } from '../domain/payment.ts'
import type { IssuedBill } from '../domain/resident-bill.ts'
import { receiptWrite } from './receipts.ts'

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

const listingOf = ({ city, kind, period: of }: BillFilter) => ({
  index: 'gsi1' as const,
  pk: `BILLS#${city}`,
  prefix: [kind, of]
    .filter((part) => part !== undefined)
    .map((part) => `${part}#`)
    .join(''),
})

export const pageOfBills = async (
  store: Store,
  filter: BillFilter,
  page: { readonly cursor?: string; readonly limit: number },
): Promise<{ readonly bills: Bill[]; readonly cursor?: string }> => {
  const { items, cursor }: Page = await store.page({ ...listingOf(filter), ...page })
  const bills = items.map((item) => toBill(item).bill)
  return cursor === undefined ? { bills } : { bills, cursor }
}

/** Bills of a city, each possibly a moment old. */
export async function* listBills(store: Store, filter: BillFilter): AsyncGenerator<VersionedBill> {
  for await (const item of store.list(listingOf(filter))) yield toBill(item)
}

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
