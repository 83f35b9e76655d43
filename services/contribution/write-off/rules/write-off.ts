import type { Day } from '#shared/calendar/day.ts'
import type { Payer } from '#shared/contracts/contribution.ts'
import type { Signature } from '#shared/contracts/fields.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import type { Fen } from '#shared/money/fen.ts'
import type { Bill } from '../../bill/rules/bill.ts'
import { openOf, takenOffOf } from '../../bill/rules/bill.ts'
import { refuse } from '../../refusals.ts'
import { mayDecide } from '../../two-hands/rules/may-decide.ts'

/**
 * What becomes of an amount that is due: `write-off`, contributions that nobody can collect any more; `waiver`, a late fee
 * that is not asked for; `reinstatement`, either of them put back.
 */
export const writeOffKinds = ['write-off', 'waiver', 'reinstatement'] as const
export type WriteOffKind = (typeof writeOffKinds)[number]

/** What one officer proposes to take off a bill, with the document that allows it. */
export type WriteOffDraft = {
  readonly writeOffId: string
  readonly kind: WriteOffKind
  readonly billId: string
  readonly city: CityCode
  readonly scheme: Scheme
  readonly payer: Payer
  readonly amount: Fen
  readonly why: string
  /** The number of the court's, the liquidator's or the bureau's document. */
  readonly document: string
  readonly proposed: Signature
}

export type WriteOff = WriteOffDraft &
  (
    | { readonly state: 'proposed' }
    | { readonly state: 'approved'; readonly decided: Signature }
    | { readonly state: 'rejected'; readonly decided: Signature & { readonly reason: string } }
  )

export const writeOffStates = [
  'proposed',
  'approved',
  'rejected',
] as const satisfies readonly WriteOff['state'][]

/** Of which bills something may be taken off so: residents and governments are forgiven nothing here. */
const isOfKind = (bill: Bill, kind: WriteOffKind): boolean => {
  if (bill.kind === 'late-fee') return kind !== 'write-off'
  return bill.kind === 'employer-month' && kind !== 'waiver'
}

/** Why an amount cannot be taken off a bill, or put back, as it stands on a day. */
export const writeOffFault = (
  { kind, payer, amount }: Pick<WriteOffDraft, 'kind' | 'payer' | 'amount'>,
  bill: Bill,
  on: Day,
): Decision<never> | undefined => {
  if (!isOfKind(bill, kind))
    return refuse('write-off.other-kind', { field: 'kind', figures: { kind: bill.kind } })
  const due = bill.dues.find((each) => each.payer === payer)
  if (!due) return refuse('contribution.nothing-due', { field: 'payer', figures: { payer } })
  if (kind === 'write-off' && on <= bill.dueOn)
    return refuse('write-off.not-overdue', { figures: { dueOn: bill.dueOn } })
  const most = kind === 'reinstatement' ? takenOffOf(bill, payer) : openOf(bill, due)
  return amount <= most
    ? undefined
    : refuse('write-off.above-open', { field: 'amountFen', figures: { amount, open: most } })
}

/** The bill with an approved amount taken off, or put back. */
export const takenOffBill = (
  bill: Bill,
  { writeOffId, kind, payer, amount }: WriteOffDraft,
  on: Day,
): Bill => {
  const signed = kind === 'reinstatement' ? -amount : amount
  return { ...bill, takenOff: [...(bill.takenOff ?? []), { writeOffId, payer, amount: signed, on }] }
}

/** What a second officer decides; the same again changes nothing. */
export const decideWriteOff = (
  writeOff: WriteOff,
  decision: { readonly as: 'approved' } | { readonly as: 'rejected'; readonly reason: string },
  decided: Signature,
): Decision<WriteOff> => {
  const may = mayDecide(writeOff, decision.as, decided.by, 'write-off.decided')
  if (may.status === 'refused') return may
  if (may.value === 'stands') return accept(writeOff)
  return decision.as === 'rejected'
    ? accept({ ...writeOff, state: 'rejected', decided: { ...decided, reason: decision.reason } })
    : accept({ ...writeOff, state: 'approved', decided })
}
