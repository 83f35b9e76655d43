import type { Wait } from '#shared/kernel/wait.ts'
import { neverLate, waitingFor } from '#shared/kernel/wait.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { planInForce } from '../keys.ts'
import { text } from '../ledger/rules/recorded.ts'
import { isOfOneHand } from './invariants.ts'
import { quotaDecisions } from './store.ts'

/** What one person of the province proposed waits for another; until then the quotas before it are in force, or none. */
export const quotaDecisionsAreMade = (policy: Policy): Wait => ({
  id: 'budget.quota-decisions-are-made',
  rule: 'what is proposed for a provincial decision on quotas is approved or withdrawn within the days of the policy',
  work: { zh: '待批准的总额指标核定方案', en: 'quotas proposed for a decision of the province' },
  waits: (item) => {
    if (!quotaDecisions.is(item)) return undefined
    const { status, proposed } = quotaDecisions.from(item)
    return status === 'proposed' ? waitingFor(policy, 'general.wait.proposal_days', proposed.on) : undefined
  },
})

/** Quotas that an earlier release published by one hand, without a target. They hold until a round or the province decides anew. */
export const oneHandQuotasAreTold: Wait = {
  id: 'budget.one-hand-quotas-are-told',
  rule: 'quotas in force that an earlier release published without a target are told until others take their place, and never late',
  work: {
    zh: '旧版本下达、未对应总额目标的在用指标，待重新核定',
    en: 'quotas in force that an earlier release published without a target, to be decided anew',
  },
  waits: (item) =>
    item.sk === planInForce && isOfOneHand(item)
      ? { since: text(item, 'publishedOn'), until: neverLate }
      : undefined,
}
