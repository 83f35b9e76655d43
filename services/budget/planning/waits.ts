import type { Wait } from '#shared/kernel/wait.ts'
import { waitingFor } from '#shared/kernel/wait.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { budgets } from './store.ts'

/** An overrun of a closed year that is proposed for approval after the fact; its final accounts wait for it. */
export const overrunsAreDecided = (policy: Policy): Wait => ({
  id: 'budget.overruns-are-decided',
  rule: 'an overrun of a closed year that is proposed for approval is decided within the days of the policy',
  work: {
    zh: '已关账年度超预算支出待省级事后批准',
    en: 'overruns of closed years, for the province to approve after the fact',
  },
  waits: (item) => {
    if (!budgets.is(item)) return undefined
    const budget = budgets.from(item)
    if (budget.status !== 'executed' || !budget.overrun || budget.overrun.approved) return undefined
    return waitingFor(policy, 'budget.overrun_days', budget.overrun.proposed.on)
  },
})
