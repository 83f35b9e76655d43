import type { Store } from '#shared/edge/store/store.ts'
import type { Policy } from '#shared/policy/policy.ts'
import type { ClaimEffects } from '../claim/effects.ts'
import type { RegistrationStore } from '../registration/store.ts'

/** What following a parting needs from outside. */
export type PartingEffects = ClaimEffects & {
  readonly store: Store
  readonly policy: () => Policy
  readonly registrations: RegistrationStore
}
