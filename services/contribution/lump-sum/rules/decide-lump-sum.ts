import type { Day, Month } from '#shared/calendar/day.ts'
import type { Signature } from '#shared/contracts/fields.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import type { Fen } from '#shared/money/fen.ts'
import type { RetirementMonths } from '../../coverage/rules/coverage.ts'
import { refuse } from '../../refusals.ts'
import { mayDecide } from '../../two-hands/rules/may-decide.ts'

/**
 * What a lump sum is computed on: the base of the last month that was billed here, or, where none was, what a document
 * proves that the second officer reads too.
 */
export type LumpSumBase =
  | { readonly amount: Fen; readonly month: Month }
  | { readonly amount: Fen; readonly document: string }

/** What the record of somebody who retired says is missing: needed, less contributed, less what earlier lump sums bought. */
export type RecordOfMonths = Pick<RetirementMonths, 'neededMonths' | 'contributedMonths'> & {
  readonly boughtMonths: number
}

/** Months that nobody has yet; none is missing of who has more than they need. */
export const missingMonths = ({ neededMonths, contributedMonths, boughtMonths }: RecordOfMonths): number =>
  Math.max(0, neededMonths - contributedMonths - boughtMonths)

/** The missing months that one officer proposes to bill to somebody who retired. */
export type LumpSumDraft = {
  readonly lumpSumId: string
  readonly personId: string
  readonly city: CityCode
  readonly retiresOn: Day
  readonly months: number
  readonly base: LumpSumBase
  /** The least age of retirement that it was judged by; absent of lump sums from before that was asked. */
  readonly leastAge?: number
  /** The record, and the most months of one lump sum, that it was judged by; absent of those from before months were. */
  readonly record?: RecordOfMonths
  readonly mostMonths?: number
  readonly proposed: Signature
}

export type LumpSum = LumpSumDraft &
  (
    | { readonly state: 'proposed' }
    | { readonly state: 'approved'; readonly decided: Signature; readonly billId: string }
    | { readonly state: 'rejected'; readonly decided: Signature & { readonly reason: string } }
  )

export const lumpSumStates = [
  'proposed',
  'approved',
  'rejected',
] as const satisfies readonly LumpSum['state'][]

/** The base that holds: of the last month billed where there is one, never another beside it; else as a document proves. */
export const baseOf = (
  billed: { readonly amount: Fen; readonly month: Month } | undefined,
  named: { readonly amount?: Fen | undefined; readonly document?: string | undefined },
  personId: string,
): Decision<LumpSumBase> => {
  const { amount, document } = named
  if (billed) {
    if (amount === undefined && document === undefined) return accept(billed)
    return refuse('lump-sum.base-is-billed', {
      field: 'baseFen',
      figures: { base: billed.amount, month: billed.month },
    })
  }
  if (amount === undefined)
    return refuse('contribution.base-unknown', { field: 'baseFen', figures: { personId } })
  return document === undefined
    ? refuse('lump-sum.base-unproved', { field: 'document', figures: { personId } })
    : accept({ amount, document })
}

/** Whether months may be bought: no more than the record says are missing, and no more than one lump sum may have. */
export const mayBuy = (
  months: number,
  { record, mostMonths }: { readonly record: RecordOfMonths; readonly mostMonths: number },
): Decision<true> => {
  const missing = missingMonths(record)
  if (months > missing)
    return refuse('lump-sum.months-not-missing', { field: 'months', figures: { months, missing, ...record } })
  if (months > mostMonths)
    return refuse('lump-sum.too-many-months', { field: 'months', figures: { months, mostMonths } })
  return accept(true)
}

/** Turns a proposal down, for a reason; who made it takes it back so. The same again changes nothing. */
export const rejectLumpSum = (
  lumpSum: LumpSum,
  decided: Signature & { readonly reason: string },
): Decision<LumpSum> => {
  const may = mayDecide(lumpSum, 'rejected', decided.by, 'lump-sum.decided')
  if (may.status === 'refused') return may
  return accept(may.value === 'stands' ? lumpSum : { ...lumpSum, state: 'rejected', decided })
}
