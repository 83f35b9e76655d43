import * as z from 'zod'
import { must } from '#shared/kernel/errors.ts'
import type { Fen } from '#shared/money/fen.ts'
import { proportion } from '#shared/money/rate.ts'
import type { Policy, PolicyMoment } from '#shared/policy/policy.ts'
import { tableAt } from '#shared/policy/policy.ts'
import type { DeliveryKind } from '../../insured-year/rules/care.ts'

const days = z.int().min(0)
const maternityLeave = z.strictObject({
  /** What the monthly wage is divided by for a day. */
  daysOfMonth: z.int().min(1),
  days: z.strictObject({ natural: days, assisted: days, caesarean: days }),
  daysPerFurtherChild: days,
})

/** The employer's average monthly wage of last year, and the delivery. */
export type Maternity = {
  readonly monthlyWage: Fen
  readonly delivery: DeliveryKind
  readonly children: number
}

/** The maternity allowance 生育津贴: average wage ÷ 30 × days, rounded once. */
export const maternityAllowance = (monthlyWage: Fen, leaveDays: number, daysOfMonth: number): Fen =>
  proportion(monthlyWage, leaveDays, daysOfMonth)

/**
 * The days of leave for a delivery and the allowance for them, by `settlement.maternity_leave`.
 * @throws TongchouError `maternity.no-child` for a delivery without a child; `policy.missing`
 */
export const allowanceFor = (
  { monthlyWage, delivery, children }: Maternity,
  policy: Policy,
  moment: PolicyMoment,
): { readonly days: number; readonly allowance: Fen } => {
  must(Number.isSafeInteger(children) && children > 0, 'maternity.no-child', 'a delivery needs a child', {
    children,
  })
  const leave = tableAt(policy, 'settlement.maternity_leave', moment, maternityLeave)
  const leaveDays = leave.days[delivery] + (children - 1) * leave.daysPerFurtherChild
  return { days: leaveDays, allowance: maternityAllowance(monthlyWage, leaveDays, leave.daysOfMonth) }
}
