import type { Subscription } from '#shared/edge/events/consume.ts'
import { applyLevy } from '../../adjustment-fund/subscriptions.ts'
import { applyRecovery } from '../../claims/recovery-subscription.ts'
import { applyClaims } from '../../claims/subscriptions.ts'
import { applyPricing } from '../../drafting/subscriptions.ts'
import type { Effects, Postings } from '../../effects.ts'
import { applyContributions } from '../../income/subscriptions.ts'
import { applyAllocation, applyApproval, applySweep } from '../../payment/receive-money.ts'

/** What this service does with the events of others. */
export const subscriptions = (effects: Effects, postings: Postings): readonly Subscription[] => [
  applyClaims(postings),
  applyContributions(effects),
  applySweep(effects),
  applyLevy(effects),
  applyApproval(effects),
  applyAllocation(effects),
  applyRecovery(effects),
  applyPricing(effects),
]
