import { must } from '#shared/kernel/errors.ts'
import { never } from '#shared/kernel/never.ts'
import type { Fen } from '#shared/money/fen.ts'
import { fen, sum } from '#shared/money/fen.ts'
import type { Rate } from '#shared/money/rate.ts'
import type { Bounds, Method } from '../../agreement/rules/payment-terms.ts'
import { bedDayPayment, daysOfStay } from './bed-day.ts'
import { monthlyCapitation } from './capitation.ts'
import type { Case } from './case.ts'
import type { PointsRule } from './points.ts'
import { countedWith, deductionOf, pointsOfCase, worthOf } from './points.ts'

/** How points of one table are counted and paid until the year is cleared. */
export type PointsTable = PointsRule & { readonly prepaidPerPoint: Rate }

/** Finds a table by its id. */
export type PointsTables = (tableId: string) => PointsTable

/** What an agreement says of an institution's points. */
export type PointsTerms = Partial<Pick<Bounds, 'coefficient' | 'deducts'>>

/** What is settled of one kind of care: months of the year (1 to 12), and what the pool owed for the claims. */
export type CareSoFar = { readonly months: readonly number[]; readonly claimed: Fen }

/** Whether what is paid depends on the cases, which then have to be read. */
export const needsCases = ({ kind }: Method): boolean => kind !== 'by-item' && kind !== 'capitation'

/** What is counted of a case: points, fen for its days, or nothing where the method does not look at cases. */
const measureOf = (method: Method, tables: PointsTables): ((each: Case) => number) => {
  if ('groups' in method) {
    const table = tables(method.groups)
    return (each) => pointsOfCase(each, table).points
  }
  if (method.kind === 'bed-day') return (each) => each.sign * bedDayPayment(daysOfStay(each), method.rates)
  return () => 0
}

/** What is paid for what was counted. */
const paymentOf = (
  method: Method,
  counted: number,
  { months, claimed }: CareSoFar,
  tables: PointsTables,
  coefficient: Rate | undefined,
): Fen => {
  switch (method.kind) {
    case 'by-item':
      return claimed
    case 'drg':
    case 'dip':
    case 'tcm':
      return worthOf(countedWith(counted, coefficient), tables(method.groups).prepaidPerPoint)
    case 'bed-day':
      return fen(counted)
    case 'capitation': {
      if (method.community) return claimed
      const parts = monthlyCapitation(method)
      return sum(months.map((month) => parts[month - 1] ?? 0))
    }
    default:
      return never(method)
  }
}

/**
 * Works out what a method pays for the care of some months. By item it is what the claims came to; by points, the value
 * of their table, less what others paid where the agreement says so. Else it is so much for each day, or so much for
 * each month of the list. The members of a community are paid by item until its package is divided at the year's end.
 * Cases are added one by one, so that a large hospital's are never all in memory.
 */
export const prepayment = (method: Method, tables: PointsTables, agreed: PointsTerms = {}) => {
  const measure = measureOf(method, tables)
  const deducts = 'groups' in method && agreed.deducts !== undefined
  let counted = 0
  let deducted = 0
  return {
    add: (each: Case): void => {
      counted += measure(each)
      if (deducts) deducted = fen(deducted + deductionOf(each))
      must(Number.isSafeInteger(counted), 'payment.too-large', 'what was counted is no whole number')
    },
    amount: (treated: CareSoFar): Fen =>
      fen(paymentOf(method, counted, treated, tables, agreed.coefficient) - deducted),
  }
}
