import type { Policy } from '#shared/policy/policy.ts'
import type { CorrectionEffects } from '../correction/effects.ts'
import type { WhatIfStore } from './store.ts'

/** What trying other figures of the law needs from outside. */
export type WhatIfEffects = CorrectionEffects & {
  readonly whatIfs: WhatIfStore
  readonly policy: () => Policy
}
