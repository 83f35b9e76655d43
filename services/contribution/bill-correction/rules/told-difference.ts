import type { ResidentDifference } from '#shared/contracts/contribution.ts'
import type { Bill } from '../../bill/rules/bill.ts'
import { residentBillId, turnsOf } from '../../bill/rules/bill.ts'

/**
 * A difference that is still to be paid, as enrolment is told of it, or that was. It is paid on the day of its last money.
 * Where a later correction set all of it off, nothing of it was ever due: it is paid with its issue.
 */
export const toldDifference = (bill: Bill): ResidentDifference | undefined => {
  const personId = bill.persons[0]?.personId
  if (bill.kind !== 'resident-difference' || bill.charge === 'refund' || personId === undefined)
    return undefined
  const { billId, dueOn, issuedOn, moneyOn = issuedOn, completedOn, fundYear } = bill
  return {
    ...{ personId, billId, of: residentBillId(personId, fundYear), dueOn },
    turn: 1 + turnsOf(bill),
    ...(completedOn === undefined ? {} : { paidOn: moneyOn }),
  }
}
