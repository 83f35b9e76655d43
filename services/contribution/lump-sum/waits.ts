import type { Wait } from '#shared/kernel/wait.ts'
import { neverLate, waitingFor } from '#shared/kernel/wait.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { bills } from '../bill/store.ts'
import { lumpSums } from './store.ts'

/** A lump sum that one officer proposed waits for a second. */
export const lumpSumsAreDecided = (policy: Policy): Wait => ({
  id: 'contribution.lump-sums-are-decided',
  rule: 'a lump sum that one officer proposed is approved or rejected by another within the days of the policy',
  work: { zh: '一次性补缴待审批', en: 'lump sums that wait for approval' },
  waits: (item) => {
    if (!lumpSums.is(item)) return undefined
    const { state, proposed } = lumpSums.from(item).lumpSum
    return state === 'proposed' ? waitingFor(policy, 'general.wait.proposal_days', proposed.on) : undefined
  },
})

/** Lump sums that one clerk billed in an earlier release. They stand; whoever looks sees them. */
export const oneHandLumpSumsAreTold: Wait = {
  id: 'contribution.one-hand-lump-sums-are-told',
  rule: 'a lump sum that one clerk billed in an earlier release is told, and never late',
  work: {
    zh: '旧版本由一人核定的一次性补缴，可抽查',
    en: 'lump sums that one clerk billed in an earlier release, to be looked at by sample',
  },
  waits: (item) => {
    if (!bills.is(item)) return undefined
    const { kind, bought, issuedOn } = bills.from(item).bill
    return kind === 'lump-sum' && bought?.lumpSumId === undefined
      ? { since: issuedOn, until: neverLate }
      : undefined
  },
}
