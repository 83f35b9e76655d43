import { chinaDay } from '#shared/calendar/day.ts'
import type { Wait } from '#shared/kernel/wait.ts'
import { waitingFor } from '#shared/kernel/wait.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { storedKeys } from './store.ts'

/** A hospital's system signs nothing with a key until a second person has looked at it. */
export const gatewayKeysAreApproved = (policy: Policy): Wait => ({
  id: 'settlement.gateway-keys-are-approved',
  rule: 'a key that one officer made for a hospital’s system is approved or ended within the days of the policy',
  work: { zh: '网关密钥待复核', en: 'keys of hospitals’ systems that wait for approval' },
  waits: (item) => {
    if (!storedKeys.is(item)) return undefined
    const { waits, madeAt, endedAt } = storedKeys.from(item)
    return waits && endedAt === undefined
      ? waitingFor(policy, 'general.wait.proposal_days', chinaDay(new Date(madeAt)))
      : undefined
  },
})
