import { policyChangePriced } from '#shared/contracts/settlement.ts'
import { on } from '#shared/edge/events/consume.ts'
import type { Effects } from '../effects.ts'
import { recordPricing } from './policy-pricings.ts'

/** Keeps what a policy change would cost, for drafts to name it. */
export const draftingSubscriptions = ({ store }: Effects) => [
  on(policyChangePriced, ({ occurredOn, data }) => recordPricing(store, data, occurredOn)),
]
