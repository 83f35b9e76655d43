import type { Day } from '#shared/calendar/day.ts'
import { must } from '#shared/kernel/errors.ts'
import type { Bill } from '../../bill/rules/bill.ts'
import type { Count } from './statement.ts'

/** Which bill another stands back for, and since when. */
type Struck = { readonly standing: string; readonly on: Day }

/**
 * Of the bills of one person and year the one that is subsidised: one that was counted, else one that is paid, else the first,
 * which is of the person who goes on.
 */
export const standingOf = (bills: readonly Bill[]): Bill | undefined =>
  bills.find(({ statementId }) => statementId !== undefined) ??
  bills.find(({ status }) => status === 'paid') ??
  bills[0]

/** A bill that no statement counts any more: another of the same person and year is subsidised. */
export const struckFor = (bill: Bill, { standing, on }: Struck): Bill => ({
  ...bill,
  struck: { for: standing, on },
})

/** A struck bill that was counted, taken off by a statement of its own, and what that counts. */
export const takenOffAtOnce = (
  bill: Bill,
  { by, ...how }: Struck & { readonly by: string },
): { readonly count: Count; readonly bill: Bill } => {
  const { statementId, earlierStatements = [], aidFunded = 0, ...rest } = bill
  must(statementId !== undefined, 'contribution.not-counted', 'a bill is taken off that nothing counts', {
    billId: bill.billId,
  })
  return {
    count: { headcount: -1, aidFunded: -aidFunded },
    bill: struckFor(
      {
        ...rest,
        ...(bill.aidFunded === undefined ? {} : { aidFunded }),
        earlierStatements: [...earlierStatements, statementId, by],
      },
      how,
    ),
  }
}

/** A struck bill that is another person's after all, or stands for the other now: it is counted again, by the next statement. */
export const struckNoMore = ({ struck: _, ...bill }: Bill): Bill => bill

/** Whether a bill stands back for another, and would be subsidised if that were not. */
export const mayStandIn = ({ struck, status, statementId }: Bill): boolean =>
  struck !== undefined && status === 'paid' && statementId === undefined

/** Whether a bill for which another stands back is subsidised by nothing: it was never paid, or was paid back. */
export const standsForNothing = ({ struck, status, statementId }: Bill): boolean =>
  struck === undefined && status !== 'paid' && statementId === undefined
