import { contributionsReceived, differencesChanged, employerEnded } from '#shared/contracts/contribution.ts'
import type { Subscription } from '#shared/edge/events/consume.ts'
import { on } from '#shared/edge/events/consume.ts'
import { recordDifferences, recordPaidBills } from './coverage/record-paid-bills.ts'
import type { BaseEffects } from './effects.ts'
import { startLeaving } from './strike-off/leave-employer.ts'

/** What enrolment does with the events of others. */
export const subscriptions = (effects: BaseEffects): Subscription[] => [
  on(contributionsReceived, (event) => recordPaidBills(event, effects)),
  on(differencesChanged, (event) => recordDifferences(event, effects)),
  on(employerEnded, (event) => startLeaving(event, effects)),
]
