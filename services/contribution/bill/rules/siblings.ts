import type { Month } from '#shared/calendar/day.ts'
import type { Bill } from './bill.ts'
import { residentBillId } from './bill.ts'

/** The id of a payer's bill of a month: the first has no number, the next is 2. */
export const monthBillId = (payerId: string, month: Month, index: number): string =>
  index === 0 ? `E-${payerId}-${month}` : `E-${payerId}-${month}-${index + 1}`

/** The id of the premium beside a month's bill. */
export const besideBillId = (billId: string): string => `G-${billId}`

/** The month's bill that a premium stands beside; none of a retired person's, which is of a year. */
export const monthBesideOf = ({ billId, kind }: Pick<Bill, 'billId' | 'kind'>): string | undefined =>
  kind === 'large-sum' && billId.startsWith(besideBillId('E-'))
    ? billId.slice(besideBillId('').length)
    : undefined

/** The id of a late fee's bill: the bill it is on, and its number there. */
export const feeBillId = (billId: string, number: number): string => `L-${billId}-${number}`

type OfResident = Pick<Bill, 'persons' | 'fundYear'>

/** The id of the bill of a difference to a resident's bill of a year, and its number there. */
export const differenceBillId = ({ persons, fundYear }: OfResident, number: number): string =>
  `D-${persons[0]?.personId ?? ''}-${fundYear}-${number}`

const residentSiblingId = (bill: OfResident, index: number): string =>
  index === 0 ? residentBillId(bill.persons[0]?.personId ?? '', bill.fundYear) : differenceBillId(bill, index)

/** Who a month's bill is issued to. */
export const payerIdOf = ({ employerId, persons }: Pick<Bill, 'employerId' | 'persons'>): string =>
  employerId ?? persons[0]?.personId ?? ''

type Among = Pick<
  Bill,
  'billId' | 'kind' | 'employerId' | 'persons' | 'from' | 'fundYear' | 'feeOf' | 'corrected'
>

/**
 * The bills that one stands among: those of a payer's month, the premiums beside these, those of a resident's year that was
 * corrected, or the late fees on a bill. Their numbers have no gap, but for premiums, which not every bill has beside it.
 */
export const siblingId = (bill: Among, index: number): string | undefined => {
  if (bill.kind === 'employer-month') return monthBillId(payerIdOf(bill), bill.from, index)
  if (monthBesideOf(bill) !== undefined) return besideBillId(monthBillId(payerIdOf(bill), bill.from, index))
  const isOfResident = bill.kind === 'resident-year' && bill.corrected !== undefined
  if (isOfResident || bill.kind === 'resident-difference') return residentSiblingId(bill, index)
  return bill.feeOf === undefined ? undefined : feeBillId(bill.feeOf, index + 1)
}

/** Whether two bills are of one month of somebody, or late fees on the same bill. */
export const areOfTheSame = (one: Among, other: Among): boolean => {
  if (siblingId(one, 0) === undefined || siblingId(one, 0) !== siblingId(other, 0)) return false
  if (one.kind === 'late-fee') return true
  const named = new Set(one.persons.map(({ personId }) => personId))
  return other.persons.some(({ personId }) => named.has(personId))
}
