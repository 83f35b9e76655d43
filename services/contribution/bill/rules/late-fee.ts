import type { Day } from '#shared/calendar/day.ts'
import { daysBetween } from '#shared/calendar/day.ts'
import type { Fen } from '#shared/money/fen.ts'
import { fen } from '#shared/money/fen.ts'
import type { Rate } from '#shared/money/rate.ts'
import { Exact, roundToFen } from '#shared/money/rate.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { ratioAt } from '#shared/policy/policy.ts'
import type { Bill } from './bill.ts'
import { bearsLateFee, feeRunsAfter, totalOpen } from './bill.ts'

/** What is overdue of one bill, and until when it should have been paid. */
type Arrears = { readonly amount: Fen; readonly dueOn: Day }

/** Simple interest on so many overdue days (社会保险法 第86条: 0.05 % a day), rounded once. */
export const lateFee = (amount: Fen, dailyRate: Rate, days: number): Fen =>
  roundToFen(new Exact(amount).times(dailyRate).times(days))

/** The late fee of several bills on a day: each overdue month on its own days; nothing before the due day is over. */
export const lateFees = (arrears: readonly Arrears[], dailyRate: Rate, on: Day): Fen =>
  arrears.reduce(
    (total, { amount, dueOn }) =>
      fen(total + lateFee(amount, dailyRate, Math.max(0, daysBetween(dueOn, on)))),
    0,
  )

/** The late fee's rate a day. */
const lateFeeRate = (policy: Policy, on: Day): string =>
  ratioAt(policy, 'contribution.late_fee.daily_rate', { on })

/** What is overdue of a bill as of a day, and its late fee. */
type LateFee = {
  readonly asOf: Day
  readonly days: number
  readonly arrears: Fen
  readonly amount: Fen
  /** What was billed of it, with that on what was paid late. */
  readonly billed: Fen
}

/**
 * The late fee on what a bill still lacks, as of a day. Only employers bear one: residents who pay late wait for their
 * benefits instead (国办发〔2024〕38号), and no law asks one of flexible workers or of governments.
 */
export const lateFeeOf = (bill: Bill, asOf: Day, policy: Policy): LateFee => {
  const dueOn = feeRunsAfter(bill)
  const days = Math.max(0, daysBetween(dueOn, asOf))
  const arrears = totalOpen(bill)
  const amount = bearsLateFee(bill)
    ? lateFees([{ amount: arrears, dueOn }], lateFeeRate(policy, asOf), asOf)
    : 0
  return { asOf, days, arrears, amount, billed: bill.fees?.billed ?? 0 }
}
