import type { RecordedItem } from '#shared/kernel/invariant.ts'
import type { Wait } from '#shared/kernel/wait.ts'
import { neverLate, waitingFor } from '#shared/kernel/wait.ts'
import { sum } from '#shared/money/fen.ts'
import type { Policy } from '#shared/policy/policy.ts'
import type { Suspense } from './rules/suspense.ts'
import { isOfOneHand, openAmount } from './rules/suspense.ts'
import { suspenses } from './store.ts'

const openSuspense = (item: RecordedItem): Suspense | undefined => {
  if (!suspenses.is(item)) return undefined
  const { suspense } = suspenses.from(item)
  return openAmount(suspense) === 0 ? undefined : suspense
}

/** Money that fits no bill is somebody's: an officer proposes what becomes of it. */
export const suspenseIsPlaced = (policy: Policy): Wait => ({
  id: 'contribution.suspense-is-placed',
  rule: 'it is proposed within the days of the policy what becomes of money in suspense',
  work: { zh: '待查收入待处理', en: 'in suspense, for an officer to propose what becomes of it' },
  waits: (item) => {
    const suspense = openSuspense(item)
    if (!suspense || suspense.proposal) return undefined
    return waitingFor(policy, 'general.wait.suspense_days', suspense.receivedOn, openAmount(suspense))
  },
})

/** What one officer proposed waits for a second. */
export const proposalsAreDecided = (policy: Policy): Wait => ({
  id: 'contribution.proposals-are-decided',
  rule: 'a proposal for money in suspense is approved or rejected within the days of the policy',
  work: { zh: '待查收入提议待审批', en: 'in suspense, with a proposal that waits for approval' },
  waits: (item) => {
    const suspense = openSuspense(item)
    if (!suspense?.proposal) return undefined
    const { on } = suspense.proposal.proposed
    return waitingFor(policy, 'general.wait.proposal_days', on, openAmount(suspense))
  },
})

/** Money in suspense that one officer placed before the rule. Nothing is late; whoever looks at the work sees how much it is. */
export const oneHandSuspenseIsTold: Wait = {
  id: 'contribution.one-hand-suspense-is-told',
  rule: 'money in suspense that one officer assigned or returned in an earlier release is told, and never late',
  work: {
    zh: '旧版本由一人处理的待查收入，可抽查',
    en: 'money in suspense that one officer placed in an earlier release, to be looked at by sample',
  },
  waits: (item) => {
    if (!suspenses.is(item)) return undefined
    const { suspense } = suspenses.from(item)
    const [first, ...others] = suspense.parts.filter((part) => isOfOneHand(suspense, part))
    return (
      first && {
        since: first.on,
        until: neverLate,
        amount: sum([first, ...others].map(({ amount }) => amount)),
      }
    )
  },
}
