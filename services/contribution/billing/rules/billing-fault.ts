import type { Day } from '#shared/calendar/day.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { refuse } from '../../refusals.ts'
import type { BillingPeriod } from './billing-figures.ts'
import type { StandardFault } from './standard-faults.ts'

/** Why the residents of a city are not billed for a year by the standards that the policy has. */
export const standardRefusal = ([fault]: readonly StandardFault[]): Decision<never> | undefined =>
  fault &&
  refuse('contribution.standard-unlawful', {
    field: 'year',
    figures: { year: fault.year, what: fault.what, is: fault.is, atLeast: fault.atLeast },
  })

type Asked = BillingPeriod & { readonly on?: Day | undefined }

/**
 * Why a period may not be billed yet on a day, or not on such a day of issue: none lies before the first, nor ahead but up to the usual one.
 * @param days the first day on which it may be billed, and the usual day of issue
 */
export const billingFault = (
  { on: asked, ...period }: Asked,
  { opensOn, usualOn }: { readonly opensOn: Day; readonly usualOn: Day },
  today: Day,
): Decision<never> | undefined => {
  const [field, named] =
    period.kind === 'employer-month' ? (['month', period.month] as const) : (['year', period.year] as const)
  const tooEarly = (of: string, from: Day) =>
    refuse('contribution.billed-too-early', { field: of, figures: { period: named, opensOn: from } })
  if (today < opensOn) return tooEarly(field, opensOn)
  if (asked !== undefined && asked < opensOn) return tooEarly('on', opensOn)
  return asked !== undefined && asked > today && asked > usualOn ? tooEarly('on', asked) : undefined
}
