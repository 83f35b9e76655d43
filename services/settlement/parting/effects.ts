import type { Store } from '#shared/edge/store/store.ts'
import type { ClaimEffects } from '../claim/effects.ts'

/** What following a parting needs from outside. */
export type PartingEffects = ClaimEffects & { readonly store: Store }
