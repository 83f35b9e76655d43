import type { Day } from '#shared/calendar/day.ts'
import type { AidCategory } from '#shared/kernel/scheme.ts'
import type { EndReason, PaidBill, Place, ShortBill } from '../../person/rules/insured.ts'

/** Carries an open coverage over to another city, scheme, employer or kind of employment. */
export type MoveCoverage = {
  readonly type: 'move-coverage'
  readonly place: Place
  readonly from: Day
}

/** Ends an open coverage; `on` is the last covered day. */
export type EndCoverage = { readonly type: 'end-coverage'; readonly on: Day; readonly reason: EndReason }

/** Sets the aid category from a day, as civil affairs decided. */
export type ChangeAid = { readonly type: 'change-aid'; readonly aid: AidCategory; readonly from: Day }

/** Takes note of a bill that was paid in full. */
export type RecordPaidBill = { readonly type: 'record-paid-bill'; readonly bill: PaidBill }

/** Takes note that money was paid back on a bill, so that it is not paid in full any more. */
export type WithdrawPaidBill = {
  readonly type: 'withdraw-paid-bill'
  readonly bill: ShortBill & { readonly paidOn: Day }
}

export type Command = MoveCoverage | EndCoverage | ChangeAid | RecordPaidBill | WithdrawPaidBill
