import type { Day } from '#shared/calendar/day.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import type { CityFundYear } from '../keys.ts'
import { numberedIn, reminderHeadKey } from '../keys.ts'
import type { LateFee, LevyReceipt, LevyReminder } from '../levy/store.ts'

type Part = CityFundYear & { readonly part?: number }

/** What a city is charged that remitted late what it owed back of a share: of the same kind as a levy's late fee. */
export const clawbackFees = defineRecord<LateFee, Part>({
  kind: 'levy-late-fee',
  key: (of) => {
    const { pk, sk } = numberedIn('LATE-FEES')(of)
    return { pk, sk: `${sk}#clawback` }
  },
})

export const clawbackFeeReceipts = defineRecord<LevyReceipt, Part>({
  kind: 'levy-receipt',
  key: (of) => {
    const { pk, sk } = numberedIn('RECEIPTS')(of)
    return { pk, sk: `${sk}#clawback#late-fee` }
  },
})

/** A reminder of what is owed back of a share, with what its late fee comes to by then. */
export const clawbackReminders = defineRecord<LevyReminder, Part & { readonly number: number }>({
  kind: 'levy-reminder',
  key: ({ number, ...of }) => {
    const { pk, sk } = numberedIn('REMINDERS')(of)
    return { pk, sk: `${sk}#clawback#R${String(number).padStart(4, '0')}` }
  },
})

/** Up to which day cities of a scheme were reminded of what they owe, and the most days that pass between two reminders. */
export type ReminderHead = {
  readonly scheme: Scheme
  readonly through: Day
  readonly every: number
  readonly version: number
}

export const reminderHeads = defineRecord<ReminderHead, Pick<ReminderHead, 'scheme'>>({
  kind: 'reminder-head',
  key: reminderHeadKey,
})
