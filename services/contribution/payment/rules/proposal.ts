import type { Day } from '#shared/calendar/day.ts'
import type { Payer } from '#shared/contracts/contribution.ts'
import type { Signature } from '#shared/contracts/fields.ts'
import type { Payee } from '#shared/contracts/payee.ts'
import type { Fen } from '#shared/money/fen.ts'

/** The bill and payer that money in suspense belongs to; `paidOn` where the day as reported is none of a payment. */
export type AssignTo = {
  readonly kind: 'bill'
  readonly billId: string
  readonly payer: Payer
  readonly paidOn?: Day | undefined
}
/** Back to whoever paid it; of a refund, from whoever got it. To anybody else by the document that says so. */
export type ReturnTo = { readonly kind: 'payer'; readonly payee: Payee; readonly document?: string }
/** Where money in suspense goes. */
export type Destination = AssignTo | ReturnTo

/** What one officer would do with money in suspense, or a part of it; it moves when another approves. */
export type Proposal = {
  readonly proposalId: string
  /** Signed as the money in suspense is. */
  readonly amount: Fen
  readonly why: string
  readonly to: Destination
  readonly proposed: Signature
}

/** A proposal that was turned down, by whom and why. */
export type RejectedProposal = Proposal & { readonly rejected: Signature & { readonly reason: string } }
