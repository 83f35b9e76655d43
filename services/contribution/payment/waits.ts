import { addDays } from '#shared/calendar/day.ts'
import type { RecordedItem } from '#shared/kernel/invariant.ts'
import type { Wait } from '#shared/kernel/wait.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { numberAt } from '#shared/policy/policy.ts'
import type { Suspense } from './rules/suspense.ts'
import { openAmount } from './rules/suspense.ts'
import type { StoredSuspense } from './store.ts'
import { suspenses } from './store.ts'

const openSuspense = (item: RecordedItem): Suspense | undefined => {
  if (item.kind !== suspenses.kind) return undefined
  const { suspense } = item as unknown as StoredSuspense
  return openAmount(suspense) === 0 ? undefined : suspense
}

/** Money that fits no bill is somebody's: an officer proposes what becomes of it. */
export const suspenseIsPlaced = (policy: Policy): Wait => ({
  id: 'contribution.suspense-is-placed',
  rule: 'it is proposed within the days of the policy what becomes of money in suspense',
  waits: (item) => {
    const suspense = openSuspense(item)
    if (!suspense || suspense.proposal) return undefined
    const { receivedOn: since } = suspense
    const days = numberAt(policy, 'general.wait.suspense_days', { on: since })
    return { since, until: addDays(since, days) }
  },
})

/** What one officer proposed waits for a second. */
export const proposalsAreDecided = (policy: Policy): Wait => ({
  id: 'contribution.proposals-are-decided',
  rule: 'a proposal for money in suspense is approved or rejected within the days of the policy',
  waits: (item) => {
    const since = openSuspense(item)?.proposal?.proposed.on
    if (since === undefined) return undefined
    const days = numberAt(policy, 'general.wait.proposal_days', { on: since })
    return { since, until: addDays(since, days) }
  },
})
