import type { Policy } from '#shared/policy/policy.ts'
import type { CorrectionEffects } from '../correction/effects.ts'
import type { PricingStore } from './store.ts'

/** What pricing a change of policy needs from outside. */
export type PricingEffects = CorrectionEffects & {
  readonly pricings: PricingStore
  readonly policy: () => Policy
}
