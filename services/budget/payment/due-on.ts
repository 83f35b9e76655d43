import type { Day } from '#shared/calendar/day.ts'
import { numberAt } from '#shared/policy/policy.ts'
import type { Effects } from '../effects.ts'
import { workingDaysAfter } from './rules/due-payment.ts'

/** The last day on which institutions are to be paid for what they declared up to a day. */
export const dueAfter = (
  { policy }: Pick<Effects, 'policy'>,
  { city, declaredOn }: { readonly city: string; readonly declaredOn: Day },
): Day =>
  workingDaysAfter(declaredOn, numberAt(policy(), 'payment.within_working_days', { on: declaredOn, city }))
