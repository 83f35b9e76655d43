import type { Wait } from '#shared/kernel/wait.ts'
import { neverLate, waitingFor } from '#shared/kernel/wait.ts'
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

/** A compiled budget waits for a reviewer and then for whoever approves it: without it nothing is executed. */
export const budgetsAreApproved = (policy: Policy): Wait => ({
  id: 'budget.budgets-are-approved',
  rule: 'a compiled budget is reviewed, and a reviewed one approved, within the days of the policy',
  work: { zh: '已编制预算待审核、批准', en: 'compiled budgets, to be reviewed and approved' },
  waits: (item) => {
    if (!budgets.is(item)) return undefined
    const budget = budgets.from(item)
    if (budget.status !== 'compiled' && budget.status !== 'reviewed') return undefined
    const { on } = budget.status === 'reviewed' ? budget.reviewed : budget.compiled
    return waitingFor(policy, 'general.wait.proposal_days', on)
  },
})

/** Until an adjustment is approved the table before it stays in force. */
export const adjustmentsAreApproved = (policy: Policy): Wait => ({
  id: 'budget.adjustments-are-approved',
  rule: 'a proposed adjustment of a budget is reviewed, and a reviewed one approved, within the days of the policy',
  work: { zh: '预算调整待审核、批准', en: 'adjustments of budgets, to be reviewed and approved' },
  waits: (item) => {
    if (!budgets.is(item)) return undefined
    const budget = budgets.from(item)
    if (budget.status !== 'adjusting') return undefined
    const { proposed, reviewed } = budget.adjustment
    return waitingFor(policy, 'general.wait.proposal_days', (reviewed ?? proposed).on)
  },
})

/** A closed year's final accounts wait for a reviewer as long as its costs come in, and then for their approval. */
export const finalAccountsAreApproved = (policy: Policy): Wait => ({
  id: 'budget.final-accounts-are-approved',
  rule: 'final accounts of a closed year are told until they are reviewed, and approved within the days of the policy after that',
  work: {
    zh: '已关账年度决算待审核、批准',
    en: 'final accounts of closed years, to be reviewed and approved',
  },
  waits: (item) => {
    if (!budgets.is(item)) return undefined
    const budget = budgets.from(item)
    if (budget.status !== 'executed') return undefined
    const { accountsReviewed, closedOn } = budget
    return accountsReviewed
      ? waitingFor(policy, 'general.wait.proposal_days', accountsReviewed.on)
      : { since: closedOn, until: neverLate }
  },
})
