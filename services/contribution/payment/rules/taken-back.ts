import type { Bill } from '../../bill/rules/bill.ts'
import { turnsOf } from '../../bill/rules/bill.ts'
import type { TakenBackMonth } from './payment.ts'

/** The bills of a month after what was taken back of it went back, and what is told of it. */
export type TakenBackOnBills = {
  readonly bills: readonly Bill[]
  readonly takesBack: readonly TakenBackMonth[]
}

/**
 * What a bill that takes months back does once it is refunded in full: the bills that gave the months give them to these
 * persons no more. For each of them that is the next turn of the bill, whatever becomes of it for the others.
 */
export const takenBackWith = (bill: Bill, siblings: readonly Bill[]): TakenBackOnBills => {
  // A premium of large-sum cover gives no month.
  if (bill.kind === 'large-sum' || bill.charge !== 'taken-back' || bill.status !== 'paid')
    return { bills: [], takesBack: [] }
  const gave = siblings.filter(({ billId }) => bill.persons.some(({ of }) => of === billId))
  return {
    bills: gave.map((each) => ({
      ...each,
      takenBack: [
        ...(each.takenBack ?? []),
        ...bill.persons.filter(({ of }) => of === each.billId).map(({ personId }) => personId),
      ],
    })),
    takesBack: gave.flatMap((each) =>
      bill.persons
        .filter(({ of }) => of === each.billId)
        .map(({ personId }) => ({ personId, billId: each.billId, turn: turnsOf(each) + 1 })),
    ),
  }
}
