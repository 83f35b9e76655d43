import type { Day } from '#shared/calendar/day.ts'
import type { CertificateType } from '#shared/kernel/certificate-type.ts'
import type { AidCategory } from '#shared/kernel/scheme.ts'
import type { Sex } from '../../person/rules/id-number.ts'
import type {
  BillDifference,
  FeedHand,
  Hand,
  LeaveReason,
  PaidBill,
  Place,
  ShortBill,
} from '../../person/rules/insured.ts'

/** Carries an open coverage over to another scheme, employer or kind of employment, or to a city it was released to. */
export type MoveCoverage = {
  readonly type: 'move-coverage'
  readonly place: Place
  readonly from: Day
  /** The released transfer that carries it to another city. */
  readonly transferId?: string
  /** The report that says it, where it takes a second hand. */
  readonly report?: number
  /** The day on which one hand does it, where it takes no second. */
  readonly movedOn?: Day
}

/** Notes how many months of contributions a person brought in, as a report said that a second hand approved. */
export type ProveMonths = { readonly type: 'prove-months'; readonly months: number; readonly report: number }

/**
 * Ends an open coverage of someone who lives; `on` is the last covered day. A feed says it of what it registers itself;
 * what an officer says was reported with evidence, and approved by a second hand.
 */
export type EndCoverage = {
  readonly type: 'end-coverage'
  readonly on: Day
  readonly reason: LeaveReason
} & (
  | { readonly by: FeedHand; readonly report?: undefined }
  | { readonly by: Hand; readonly report: { readonly number: number; readonly approvedBy: Hand } }
)

/**
 * Records a death, as a report said that a second hand approved: it ends the open coverage, cuts or removes what is covered
 * later, and bars whoever had left from being covered again.
 */
export type RecordDeath = { readonly type: 'record-death'; readonly on: Day; readonly report: number }

/** Records the day on which somebody was discharged or released whose coverage rests, as a report said that a second hand approved. */
export type RecordReturn = { readonly type: 'record-return'; readonly on: Day; readonly report: number }

/** Takes a death back, as a report said that a second hand approved: the coverage is as it was before. */
export type TakeDeathBack = { readonly type: 'take-death-back'; readonly report: number }

/** Corrects who a person is, as a report said that a second hand approved: the bands of their age follow. */
export type CorrectIdentity = {
  readonly type: 'correct-identity'
  /** The kind of the right certificate. */
  readonly proof: CertificateType
  readonly birthOn: Day
  readonly sex: Sex
  readonly report: number
}

/** Sets the aid category from a day, as civil affairs decided. */
export type ChangeAid = { readonly type: 'change-aid'; readonly aid: AidCategory; readonly from: Day }

/**
 * Says which aid category somebody had from a day on, until the next that is recorded, as a report said that a second hand
 * approved: of days past, or in place of what was recorded.
 */
export type CorrectAid = {
  readonly type: 'correct-aid'
  readonly aid: AidCategory
  readonly from: Day
  readonly report: number
}

/** Has a person belong to a township, village or residents' committee of the city that covers them. */
export type PlaceInUnit = { readonly type: 'place-in-unit'; readonly unit: string; readonly on: Day }

/** Takes note of a bill that was paid in full. */
export type RecordPaidBill = { readonly type: 'record-paid-bill'; readonly bill: PaidBill }

/** Takes note that money was paid back on a bill, so that it is not paid in full any more. */
export type WithdrawPaidBill = {
  readonly type: 'withdraw-paid-bill'
  readonly bill: ShortBill & { readonly paidOn: Day }
}

/** Takes note of what is still to be paid of a bill that was corrected upwards, or that it was. */
export type NoteDifference = { readonly type: 'note-difference'; readonly difference: BillDifference }

export type Command =
  | MoveCoverage
  | ProveMonths
  | CorrectIdentity
  | EndCoverage
  | RecordDeath
  | RecordReturn
  | TakeDeathBack
  | ChangeAid
  | CorrectAid
  | PlaceInUnit
  | RecordPaidBill
  | WithdrawPaidBill
  | NoteDifference
