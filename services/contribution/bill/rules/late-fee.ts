import type { Day } from '#shared/calendar/day.ts'
import { daysBetween } from '#shared/calendar/day.ts'
import type { Fen } from '#shared/money/fen.ts'
import { fen } from '#shared/money/fen.ts'
import type { Rate } from '#shared/money/rate.ts'
import { Exact, roundToFen } from '#shared/money/rate.ts'

/** What is overdue of one bill, and until when it should have been paid. */
export type Arrears = { readonly amount: Fen; readonly dueOn: Day }

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
