import { policyChangePriced } from '#shared/contracts/settlement.ts'
import { on } from '#shared/edge/events/consume.ts'
import { recordPricing } from '../../adapters/policy-pricings.ts'
import type { Effects } from '../../effects.ts'

/** Keeps what a policy change would cost, for drafts to name it. */
export const applyPricing = ({ store }: Effects) =>
  on(policyChangePriced, ({ occurredOn, data }) => recordPricing(store, data, occurredOn))
