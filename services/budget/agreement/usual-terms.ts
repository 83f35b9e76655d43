import type * as z from 'zod'
import type { FundYear } from '#shared/calendar/day.ts'
import { firstDayOfYear } from '#shared/calendar/day.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { tableAt } from '#shared/policy/policy.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import type { IndexLimits } from './rules/agreement.ts'
import { indexLimits, termLimits, terms, termsFor } from './rules/agreement.ts'

/** What an institution without an agreement is cleared by: the bands of the province's model agreement. */
export const usualTerms = (policy: Policy, { city, scheme }: Fund, year: FundYear) =>
  termsFor(
    tableAt(policy, 'total_control.model_agreement', { on: firstDayOfYear(year), city }, terms),
    scheme,
  )

const limits = termLimits.pick({ bounds: true, failingScore: true, sharing: true })

const withIndexes = (
  { sharing, ...others }: z.output<typeof limits>,
  indexes: IndexLimits,
): z.output<typeof limits> => ({ ...others, sharing: { ...sharing, indexes } })

/** How far agreements of a year may go in what they share and pay, and below which score no surplus is kept. */
export const agreementLimits = (
  policy: Policy,
  { city, year }: { readonly city: string; readonly year: FundYear },
): z.output<typeof limits> =>
  withIndexes(
    tableAt(policy, 'total_control.agreement_limits', { on: firstDayOfYear(year), city }, limits),
    tableAt(policy, 'total_control.assessment_indexes', { on: firstDayOfYear(year), city }, indexLimits),
  )
