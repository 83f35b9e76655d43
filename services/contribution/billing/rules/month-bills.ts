import type { Day, Month } from '#shared/calendar/day.ts'
import { monthOf, yearOf } from '#shared/calendar/day.ts'
import type { Bill, ChargeKind } from '../../bill/rules/bill.ts'
import { chargeKinds } from '../../bill/rules/bill.ts'
import { monthBillId } from '../../bill/rules/siblings.ts'
import type { Charge } from './month-charges.ts'
import type { MonthPayer } from './month-payer.ts'
import { duesOf } from './month-payer.ts'

/** The most persons on one bill; a longer list goes on with a next. A bill and its persons' months are one transaction. */
const personsPerBill = 90

/** The month to bill, when its bills are issued and due, and by which run. */
export type MonthToBill = {
  readonly month: Month
  readonly issuedOn: Day
  /** The day on which they are made: the first bill of a month is dated back to it. */
  readonly madeOn?: Day | undefined
  readonly dueOn: Day
  /** The day after which the late fee of an employer's back pay runs, where that is not its due day. */
  readonly feeFrom?: Day | undefined
  readonly runId?: string
  readonly by?: string | undefined
}

/** The month that a bill issued on a day belongs to: the month it is for, or a later one in which it is made up for. */
export const belongsToOn = (month: Month, issuedOn: Day): Month =>
  monthOf(issuedOn) > month ? monthOf(issuedOn) : month

const inPages = (
  charges: readonly Charge[],
): { readonly kind: ChargeKind; readonly page: readonly Charge[] }[] =>
  chargeKinds.flatMap((kind) => {
    const own = charges.filter((charge) => charge.kind === kind)
    return Array.from({ length: Math.ceil(own.length / personsPerBill) }, (_, index) => ({
      kind,
      page: own.slice(index * personsPerBill, (index + 1) * personsPerBill),
    }))
  })

/** Whose two hands a bill that gives back is by. */
const handsOf = (page: readonly Charge[], billedBy: string | undefined): Pick<Bill, 'hands'> => {
  const declaredBy = [...new Set(page.flatMap((charge) => charge.declaredBy ?? []))]
  return billedBy === undefined || declaredBy.length === 0 ? {} : { hands: { declaredBy, billedBy } }
}

/**
 * A payer's bills of a month, in pages; each kind of charge has its own. Bills that were issued before stay as they are:
 * the next one has the next number.
 * @param issued how many bills of the month the payer has already
 */
export const monthBills = (
  payer: MonthPayer,
  charges: readonly Charge[],
  { month, issuedOn, madeOn, dueOn, feeFrom, runId, by }: MonthToBill,
  issued: number,
): readonly Bill[] => {
  const belongsTo = belongsToOn(month, issuedOn)
  return inPages(charges).map(({ kind, page }, index): Bill => {
    const lines = page.map(({ line }) => line)
    return {
      billId: monthBillId(payer.id, month, issued + index),
      kind: 'employer-month',
      scheme: 'employee',
      city: payer.city,
      fundYear: yearOf(belongsTo),
      from: month,
      to: month,
      ...(kind === 'normal' ? {} : { charge: kind }),
      ...(belongsTo === month ? {} : { belongsTo }),
      ...(runId === undefined ? {} : { runId }),
      ...{ issuedOn, dueOn, dues: duesOf(payer, lines), persons: lines },
      ...(kind === 'back-pay' && payer.pays === 'with-employees' && feeFrom !== undefined ? { feeFrom } : {}),
      ...(madeOn === undefined || madeOn === issuedOn ? {} : { madeOn }),
      ...(payer.pays === 'alone' ? {} : { employerId: payer.id }),
      ...handsOf(page, by),
      status: 'issued',
      paid: {},
    }
  })
}
