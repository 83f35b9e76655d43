import type { FundYear } from '#shared/calendar/day.ts'
import { firstDayOfYear } from '#shared/calendar/day.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import { ratioAt, tableAt } from '#shared/policy/policy.ts'
import type { Effects } from '../effects.ts'
import type { TermLimits, Terms } from './rules/agreement.ts'
import { terms as termsShape } from './rules/agreement.ts'
import { agreementLimits } from './usual-terms.ts'

export type CityYear = { readonly city: CityCode; readonly year: FundYear }

/** What the policy of a year lets agreements say at most. */
export const termLimitsAt = ({ policy }: Pick<Effects, 'policy'>, { city, year }: CityYear): TermLimits => {
  const moment = { on: firstDayOfYear(year), city }
  return {
    ...agreementLimits(policy(), { city, year }),
    depositShare: ratioAt(policy(), 'total_control.deposit_share_limit', moment),
    workingCapitalShare: ratioAt(policy(), 'total_control.working_capital_limit', moment),
  }
}

/** The terms of the province's model agreement, or what the city made of it. */
export const modelTermsAt = ({ policy }: Pick<Effects, 'policy'>, { city, year }: CityYear): Terms =>
  tableAt(policy(), 'total_control.model_agreement', { on: firstDayOfYear(year), city }, termsShape)
