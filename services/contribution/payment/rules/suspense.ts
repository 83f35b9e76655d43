import type { Day, FundYear } from '#shared/calendar/day.ts'
import { yearOf } from '#shared/calendar/day.ts'
import type { Payer } from '#shared/contracts/contribution.ts'
import type { Signature } from '#shared/contracts/fields.ts'
import type { Payee } from '#shared/contracts/payee.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import { stableId } from '#shared/kernel/hash.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import type { Fen } from '#shared/money/fen.ts'
import { fen, sum } from '#shared/money/fen.ts'
import { refuse } from '../../refusals.ts'
import type { RecordPayment } from './payment.ts'
import type { Proposal, RejectedProposal } from './proposal.ts'

/** A part of money in suspense that was assigned to a bill, or returned to whoever paid it. */
export type SuspensePart = {
  readonly kind: 'assigned' | 'returned'
  /** Signed as the money in suspense is. */
  readonly amount: Fen
  readonly on: Day
  /** Why, in the words of whoever decided; the code that it was held for where it came to fit by itself. */
  readonly why: string
  /** The proposal that it was, or `fitsById` of its payment where it came to fit by itself. */
  readonly commandId: string
  /** The two officers who decided so; absent where it came to fit by itself. */
  readonly proposed?: Signature
  readonly approved?: Signature
  /** On what two officers decided on since one did not suffice. */
  readonly twoHanded?: true
  /** The bill it was assigned to, and the receipt that stands there for it. */
  readonly billId?: string
  readonly receiptId?: string
  /** The order to the treasury that pays it out of the income account. */
  readonly orderId?: string
  /** Whom it went back to, and by which document where that is not whoever paid; absent of what went before this was kept. */
  readonly payee?: Payee
  readonly document?: string
  /** What of it was swept already in its year, and is now in the year of its bill; negative: the other way round. */
  readonly carried?: Fen
}

/**
 * Money that was received and fits no bill (待查收入); negative: a refund that fits none. It lies in the income account
 * of a city and scheme until it is assigned to a bill or returned.
 */
export type Suspense = {
  readonly paymentId: string
  /** The id that it was reported under, where another payment has that id. */
  readonly reportedAs?: string
  readonly billId: string
  readonly payer: Payer
  readonly amount: Fen
  /** The day of the payment as reported; it may be no day that a payment can have. */
  readonly paidOn: Day
  readonly city: CityCode
  readonly scheme: Scheme
  /** The year whose income account holds it: that of its receipt. */
  readonly fundYear: FundYear
  readonly receivedOn: Day
  /** Why it fits no bill: a code of the table of refusals. */
  readonly reason: string
  readonly parts: readonly SuspensePart[]
  /** Of a refund: the payment that it takes back. */
  readonly reverses?: string
  /** Whether its account keeps it from every sweep; absent: a refund, or received before accounts kept any. */
  readonly isKept?: true
  /** What one officer proposed and nobody decided on yet. */
  readonly proposal?: Proposal
  readonly rejected?: readonly RejectedProposal[]
}

/** What stands for the command where money came to fit by itself. */
export const fitsById = (paymentId: string): string => stableId('fits-', paymentId)

/** Whether an earlier release let one officer decide on a part: it names nobody, and no order of it went to the treasury. */
export const isOfOneHand = ({ paymentId }: Pick<Suspense, 'paymentId'>, part: SuspensePart): boolean =>
  !(part.twoHanded || part.proposed || part.approved || part.orderId) &&
  part.commandId !== fitsById(paymentId)

/** What of money in suspense is neither assigned nor returned. */
export const openAmount = ({ amount, parts }: Pick<Suspense, 'amount' | 'parts'>): Fen =>
  fen(amount - sum(parts.map((part) => part.amount)))

/** The income account that money came to. */
export type HeldIn = { readonly city: CityCode; readonly scheme: Scheme }

/** Holds reported money in suspense, for a reason and from a day on. */
export const heldInSuspense = (
  { paymentId, billId, payer, kind, amount, paidOn, reverses }: RecordPayment,
  { city, scheme }: HeldIn,
  { reason, on }: { readonly reason: string; readonly on: Day },
): Suspense => ({
  ...{ paymentId, billId, payer, paidOn, city, scheme, reason },
  amount: kind === 'refund' ? -amount : amount,
  ...(kind === 'refund' ? {} : { isKept: true }),
  ...(reverses === undefined ? {} : { reverses }),
  fundYear: yearOf(on),
  receivedOn: on,
  parts: [],
})

/** How much of it to take: all that is open, unless a smaller amount is asked for. */
export const amountToTake = (suspense: Suspense, asked: Fen | undefined): Decision<Fen> => {
  const open = openAmount(suspense)
  if (open === 0) return refuse('contribution.suspense-resolved')
  const amount = asked ?? Math.abs(open)
  return amount > Math.abs(open)
    ? refuse('contribution.suspense-too-little', {
        field: 'amountFen',
        figures: { open: Math.abs(open), amount },
      })
    : accept(Math.sign(open) * amount)
}
