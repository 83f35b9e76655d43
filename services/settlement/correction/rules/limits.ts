import type { Day, FundYear } from '#shared/calendar/day.ts'
import { yearOf } from '#shared/calendar/day.ts'
import type { Fen } from '#shared/money/fen.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { amountAt, numberAt } from '#shared/policy/policy.ts'

/** What a correction that starts by itself may do of itself. */
export type CorrectionLimits = {
  /** What it may move of the fund's money for one person's year, taken and given together. */
  readonly approvalAbove: Fen
  /** What it may move for all persons of a run together. */
  readonly totalAbove: Fen
  /** How many fund years before the current one it looks through. */
  readonly yearsBack: number
}

/** The limits in force on a day. */
export const correctionLimits = (policy: Policy, on: Day): CorrectionLimits => ({
  approvalAbove: amountAt(policy, 'settlement.correction_approval_above', { on }),
  totalAbove: amountAt(policy, 'settlement.correction_total_approval_above', { on }),
  yearsBack: numberAt(policy, 'settlement.correction_years_back', { on }),
})

/** The fund years whose claims are corrected without an order on a day, the current one first. */
export const yearsCorrected = (on: Day, { yearsBack }: Pick<CorrectionLimits, 'yearsBack'>): FundYear[] =>
  Array.from({ length: yearsBack + 1 }, (_, index) => yearOf(on) - index)
