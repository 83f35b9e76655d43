import type { Subscription } from '#shared/edge/events/consume.ts'
import type { Effects, Postings } from '../../effects.ts'
import { applyClaims } from './claims.ts'
import { applyContributions } from './contribution.ts'
import { applyLevy } from './levy.ts'
import { applyAllocation, applyApproval, applySweep } from './money-in.ts'
import { applyPricing } from './pricing.ts'
import { applyRecovery } from './recovery.ts'

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
