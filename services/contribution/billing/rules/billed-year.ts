import type { FundYear, Month } from '#shared/calendar/day.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import type { Fen } from '#shared/money/fen.ts'
import { fen } from '#shared/money/fen.ts'
import type { Bill, BilledPerson } from '../../bill/rules/bill.ts'
import { givesMonths } from '../../bill/rules/bill.ts'
import { payerIdOf } from '../../bill/rules/siblings.ts'

/** A month of a person as it is billed: the bill that has it, and what it comes to with all differences since. */
export type BilledMonth = {
  readonly billId: string
  /** The employer, or the person themselves. */
  readonly payerId: string
  readonly city: CityCode
  readonly base: Fen
  readonly pooled: Fen
  readonly account: Fen
  readonly maternity?: Fen
  /** The bills that corrected it, in order. */
  readonly corrections?: readonly string[]
}

/** Whether a month was taken back: whoever owes it is billed for it as if it had never been. */
export const isTakenBack = ({ pooled, account }: Pick<BilledMonth, 'pooled' | 'account'>): boolean =>
  pooled === 0 && account === 0

/** The months of a year that a person is billed for, so that none is billed twice, whoever pays it. */
export type BilledYear = {
  readonly personId: string
  readonly year: FundYear
  readonly months: Readonly<Record<Month, BilledMonth>>
}

/** A month after a bill that has a line of the person. */
export const monthAfter = (before: BilledMonth | undefined, bill: Bill, line: BilledPerson): BilledMonth => {
  const { base = 0, pooled = 0, account, maternity = 0 } = line
  if (!before || givesMonths(bill)) {
    const { billId, city } = bill
    const part = maternity === 0 ? {} : { maternity }
    // What was taken back before it is billed again stays with the month.
    const taken = before ? { corrections: [before.billId, ...(before.corrections ?? [])] } : {}
    return { ...{ billId, payerId: payerIdOf(bill), city, base, pooled, account }, ...part, ...taken }
  }
  const { maternity: known = 0, corrections = [], ...rest } = before
  const ofMaternity = fen(known + maternity)
  return {
    ...rest,
    base,
    pooled: fen(before.pooled + pooled),
    account: fen(before.account + account),
    ...(ofMaternity === 0 ? {} : { maternity: ofMaternity }),
    corrections: [...corrections, bill.billId],
  }
}
