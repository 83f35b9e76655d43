import type { Wait } from '#shared/kernel/wait.ts'
import { waitingFor } from '#shared/kernel/wait.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { proposalRecords } from './proposals.ts'

/** What one side proposed holds for nobody until the other signs: without an answer a year may have no agreement. */
export const agreementsAreSigned = (policy: Policy): Wait => ({
  id: 'budget.agreements-are-signed',
  rule: 'what office or institution proposed is signed, declined or taken back within the days of the policy',
  work: {
    zh: '服务协议及其变更待对方签署',
    en: 'agreements, and changes of them, that wait for the other side to sign',
  },
  waits: (item) => {
    if (!proposalRecords.is(item)) return undefined
    const { status, proposed } = proposalRecords.from(item)
    return status === 'waiting' ? waitingFor(policy, 'general.wait.agreement_days', proposed.on) : undefined
  },
})
