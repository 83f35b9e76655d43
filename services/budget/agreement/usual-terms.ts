import type { FundYear } from '#shared/calendar/day.ts'
import { firstDayOfYear } from '#shared/calendar/day.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { tableAt } from '#shared/policy/policy.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import { terms, termsFor } from './rules/agreement.ts'

/** What an institution without an agreement is cleared by: the bands of the province's model agreement. */
export const usualTerms = (policy: Policy, { city, scheme }: Fund, year: FundYear) =>
  termsFor(
    tableAt(policy, 'total_control.model_agreement', { on: firstDayOfYear(year), city }, terms),
    scheme,
  )
