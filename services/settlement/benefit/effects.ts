import type { Store } from '#shared/edge/store/store.ts'
import type { Policy } from '#shared/policy/policy.ts'
import type { YearEffects } from '../insured-year/effects.ts'

/** What granting benefits needs from outside. */
export type BenefitEffects = YearEffects & { readonly store: Store; readonly policy: () => Policy }
