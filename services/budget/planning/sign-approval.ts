import type { Day } from '#shared/calendar/day.ts'
import type { Decider } from '#shared/kernel/authority.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import { tableAt, valueAt } from '#shared/policy/policy.ts'
import type { Effects } from '../effects.ts'
import type { Approval } from '../ledger/rules/approval.ts'
import { approvalLevel } from '../ledger/rules/approval.ts'
import { refuse } from '../refusals.ts'

const parameter = 'budget.approval_level'

/** Signs an approval of a city's budget or accounts: for the province, or for a city while policy lets cities approve. */
export const signApproval = (
  { subject, scope, division }: Decider,
  { city, on }: { readonly city: CityCode; readonly on: Day },
  { policy }: Pick<Effects, 'policy'>,
): Decision<Approval> => {
  if (scope === 'province') return accept({ by: subject, on, level: 'province', division })
  const moment = { on, city }
  if (tableAt(policy(), parameter, moment, approvalLevel) !== 'city')
    return refuse('budget.approval-provincial')
  return accept({
    by: subject,
    on,
    level: 'city',
    division,
    delegatedBy: valueAt(policy(), parameter, moment).cites,
  })
}
