import { contributionsReceived } from '#shared/contracts/contribution.ts'
import type { Subscription } from '#shared/edge/events/consume.ts'
import { on } from '#shared/edge/events/consume.ts'
import { recordPaidBills } from './coverage/record-paid-bills.ts'
import type { Effects } from './effects.ts'

/** What enrolment does with the events of others. */
export const subscriptions = (effects: Effects): Subscription[] => [
  on(contributionsReceived, (event) => recordPaidBills(event, effects)),
]
