import type { Day } from '#shared/calendar/day.ts'
import type { Fen } from '#shared/money/fen.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { amountAt, numberAt } from '#shared/policy/policy.ts'

/** What a correction that starts by itself may do of itself, and when one that waits is told of. */
export type CorrectionLimits = {
  /** What it may move of the fund's money for one person's year, taken and given together. */
  readonly approvalAbove: Fen
  /** So many days a correction may wait for an order before `npm run verify` tells of it. */
  readonly toldAfterDays: number
}

/** The limits in force on a day. */
export const correctionLimits = (policy: Policy, on: Day): CorrectionLimits => ({
  approvalAbove: amountAt(policy, 'settlement.correction_approval_above', { on }),
  toldAfterDays: numberAt(policy, 'settlement.correction_told_after', { on }),
})
