import type { Day } from '#shared/calendar/day.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { numberAt } from '#shared/policy/policy.ts'
import type { Sex } from './id-number.ts'

/** The dated bounds of what can be true of a person. */
export type PersonLimits = {
  /** Years since birth beyond which a birth day is a mistake. */
  readonly mostAge: (on: Day) => number
  /** Days since birth for which a birth certificate registers somebody. */
  readonly newbornDays: (on: Day) => number
  /** The age from which contributions as an employee can have been paid. */
  readonly firstAge: (on: Day) => number
  /** The age before which nobody is retired. */
  readonly youngestRetired: (on: Day, sex: Sex) => number
}

/** The bounds as the province's policy has them. */
export const personLimits = (policy: Policy): PersonLimits => ({
  mostAge: (on) => numberAt(policy, 'enrollment.person.most_age', { on }),
  newbornDays: (on) => numberAt(policy, 'enrollment.person.newborn_days', { on }),
  firstAge: (on) => numberAt(policy, 'enrollment.employee.first_age', { on }),
  youngestRetired: (on, sex) => numberAt(policy, `enrollment.employee.youngest_retired.${sex}`, { on }),
})
