import * as z from 'zod'
import type { FundYear } from '#shared/calendar/day.ts'
import { amount, day } from '#shared/contracts/fields.ts'
import type { Store } from '#shared/edge/store/store.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import { ofYear, partition } from '../keys.ts'
import { lateFees, levyReceipts, levyReminders } from './store.ts'

/** What is shown of what became of something that a city has to remit. */
export const becameFields = {
  remittedOn: day.optional(),
  /** What it cost to remit it late, and for how many days. */
  lateFee: z.strictObject({ amount, days: z.int(), remittedOn: day.optional() }).optional(),
  /** The reminders of what was not remitted in time, each with its late fee by then. */
  reminders: z
    .array(z.strictObject({ number: z.int(), on: day, days: z.int(), feeSoFar: amount }))
    .optional(),
} as const

/** Reads of a year what became of its levies and of what is owed back, by their ids. */
export const readWhatBecame = async (store: Store, of: Scheme, year: FundYear) => {
  const [receipts, fees, reminders] = await Promise.all([
    Array.fromAsync(levyReceipts.list(store, partition('RECEIPTS', of), ofYear(year))),
    Array.fromAsync(lateFees.list(store, partition('LATE-FEES', of), ofYear(year))),
    Array.fromAsync(levyReminders.list(store, partition('REMINDERS', of), ofYear(year))),
  ])
  const remittedOn = new Map(receipts.map((receipt) => [receipt.levyId, receipt.remittedOn]))
  return (id: string) => {
    const remitted = remittedOn.get(id)
    const fee = fees.find(({ levyId }) => levyId === id)
    const feeRemitted = fee && remittedOn.get(fee.feeId)
    const told = reminders.filter(({ levyId }) => levyId === id)
    return {
      ...(remitted ? { remittedOn: remitted } : {}),
      ...(fee
        ? {
            lateFee: {
              ...{ amount: fee.amount, days: fee.days },
              ...(feeRemitted ? { remittedOn: feeRemitted } : {}),
            },
          }
        : {}),
      ...(told.length > 0
        ? { reminders: told.map(({ number, on, days, feeSoFar }) => ({ number, on, days, feeSoFar })) }
        : {}),
    }
  }
}
