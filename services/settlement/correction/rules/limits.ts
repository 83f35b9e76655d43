import type { Day } from '#shared/calendar/day.ts'
import type { Fen } from '#shared/money/fen.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { amountAt } from '#shared/policy/policy.ts'

/** What a correction that starts by itself may do of itself, and when one that waits is told of. */
export type CorrectionLimits = {
  /** What it may move of the fund's money for one person's year, taken and given together. */
  readonly approvalAbove: Fen
}

/** The limits in force on a day. */
export const correctionLimits = (policy: Policy, on: Day): CorrectionLimits => ({
  approvalAbove: amountAt(policy, 'settlement.correction_approval_above', { on }),
})
