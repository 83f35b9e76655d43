import type { FundYear } from '#shared/calendar/day.ts'
import { monthOf } from '#shared/calendar/day.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { Listing, Store, Stored, Write } from '#shared/edge/store/store.ts'
import type { Account } from '../keys.ts'
import { arrearsPartition, billKey, billsPartition, paidLatePartition } from '../keys.ts'
import { factPlace } from '../month-facts.ts'
import type { Bill, BillKind } from './rules/bill.ts'
import { belongsToOf, isOfResident, totalOpen } from './rules/bill.ts'

/** A bill as stored, with the version its next write replaces. */
export type StoredBill = { readonly bill: Bill; readonly version: number }
type BillId = { readonly bill: Pick<Bill, 'billId'> }

const idOf = (billId: string): BillId => ({ bill: { billId } })

const period = (bill: Bill): string =>
  bill.kind === 'employer-month' ? belongsToOf(bill) : String(bill.fundYear)

/** Who owes a bill, as lists of arrears have it: the employer, the person, or for subsidies nobody by name. */
const debtorOf = ({ employerId, persons }: Bill): string => employerId ?? persons[0]?.personId ?? '-'

/**
 * Where a bill stands among those in arrears, or among those paid late whose late fee is not billed. The amount stands in
 * the key, so that sums read no bill. Residents' bills are in neither: what they do not pay is not enforced, and there
 * are millions.
 */
const arrearsPlace = (bill: Bill): { readonly gsi2pk: string; readonly gsi2sk: string } | undefined => {
  const open = totalOpen(bill)
  if (isOfResident(bill)) return undefined
  if (open === 0 && !bill.isPaidLate) return undefined
  return {
    gsi2pk: open === 0 ? paidLatePartition(bill) : arrearsPartition(bill),
    gsi2sk: [debtorOf(bill), bill.dueOn, bill.billId, open].join('#'),
  }
}

export const bills = defineRecord<StoredBill, BillId>({
  kind: 'bill',
  key: ({ bill }) => billKey(bill.billId),
  index: ({ bill }) => ({
    gsi1pk: billsPartition(bill.city),
    gsi1sk: `${bill.kind}#${period(bill)}#${bill.billId}`,
    ...arrearsPlace(bill),
    ...factPlace('bill', {
      ...{ city: bill.city, scheme: bill.scheme, month: monthOf(bill.issuedOn) },
      ...{ of: bill.kind, id: bill.billId, amounts: bill.dues },
    }),
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

/** A page of the bills of employers and flexible workers that belong to a month, each possibly a moment old. */
export const pageOfMonth = (
  store: Store,
  { city, month }: { readonly city: string; readonly month: string },
  place: Place,
): Promise<BillPage> => pageOf(store, city, { prefix: `employer-month#${month}#` }, place)

/** A bill in arrears, as its place in the list tells it. */
export type InArrears = {
  readonly debtor: string
  readonly dueOn: string
  readonly billId: string
  readonly open: number
}

const inArrears = ({ gsi2sk }: Stored): InArrears => {
  const [debtor = '', dueOn = '', billId = '', open = '0'] = String(gsi2sk).split('#')
  return { debtor, dueOn, billId, open: Number(open) }
}

/** A page of a fund's bills in arrears, or paid late without their fee billed, by debtor and then by age; read from keys alone. */
export const pageOfArrears = async (
  store: Store,
  {
    debtor,
    isPaidLate = false,
    ...fund
  }: Account & { readonly debtor?: string | undefined; readonly isPaidLate?: boolean },
  place: Place,
): Promise<{ readonly bills: readonly InArrears[]; readonly cursor?: string }> => {
  const { items, cursor } = await store.page({
    index: 'gsi2',
    pk: isPaidLate ? paidLatePartition(fund) : arrearsPartition(fund),
    ...(debtor === undefined ? {} : { prefix: `${debtor}#` }),
    ...place,
  })
  return { bills: items.map(inArrears), ...(cursor === undefined ? {} : { cursor }) }
}
