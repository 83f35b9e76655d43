import type { Day, FundYear } from '#shared/calendar/day.ts'
import { firstDayOfYear, lastDayOfYear } from '#shared/calendar/day.ts'
import type { AidCategory } from '#shared/kernel/scheme.ts'
import type { Fen } from '#shared/money/fen.ts'
import type { Rate } from '#shared/money/rate.ts'
import { times } from '#shared/money/rate.ts'
import type { Bill } from '../../bill/rules/bill.ts'
import type { CoveredPerson } from '../../coverage/rules/coverage.ts'
import { isCoveredWithin } from '../../coverage/rules/coverage.ts'
import type { Receipt } from '../../payment/rules/payment.ts'
import { completionOf } from '../../payment/rules/payment.ts'

/** The dated figures of a resident's year. */
export type ResidentStandard = {
  /** What each resident pays. */
  readonly individual: Fen
  /** The share of it that medical aid pays, by category, and of one of them by age. */
  readonly aidShare: (aid: AidCategory, birthOn: Day) => Rate
}

/** A bill to issue, with the receipt that completes it where nothing is left for the person to pay. */
export type IssuedBill = { readonly bill: Bill; readonly receipt?: Receipt }

/** The id of a resident's bill of a year: there is one. */
export const residentBillId = (personId: string, year: FundYear): string => `R-${personId}-${year}`

/**
 * A resident's bill of a year: their own part less what medical aid pays of it, which is claimed with the subsidies.
 * With nothing left to pay the bill is complete at once, so that they are entitled like everyone else.
 */
export const residentBill = (
  person: CoveredPerson,
  year: FundYear,
  { individual, aidShare }: ResidentStandard,
  issuedOn: Day,
): IssuedBill | undefined => {
  if (!isCoveredWithin(person, firstDayOfYear(year), lastDayOfYear(year))) return undefined
  const aidFunded = times(individual, aidShare(person.aid, person.birthOn))
  const own = individual - aidFunded
  const bill: Bill = {
    billId: residentBillId(person.personId, year),
    kind: 'resident-year',
    scheme: 'resident',
    city: person.city,
    fundYear: year,
    from: `${year}-01`,
    to: `${year}-12`,
    issuedOn,
    dueOn: lastDayOfYear(year - 1),
    dues: own > 0 ? [{ payer: 'individual', pooled: own, account: 0 }] : [],
    persons: [{ personId: person.personId, account: 0 }],
    aidFunded,
    status: 'issued',
    paid: {},
  }
  if (own > 0) return { bill }
  const { billId, scheme, city, fundYear } = bill
  const paymentId = `${billId}-aid`
  return {
    bill: { ...bill, status: 'paid', paymentIds: [paymentId], completedOn: issuedOn },
    receipt: {
      ...{ paymentId, billId, scheme, city, fundYear },
      payer: 'medical-aid',
      pooled: 0,
      account: 0,
      paidOn: issuedOn,
      completes: completionOf(bill),
    },
  }
}
