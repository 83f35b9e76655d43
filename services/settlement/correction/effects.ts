import type { Runs } from '#shared/edge/runs/run.ts'
import type { Policy } from '#shared/policy/policy.ts'
import type { ClaimEffects } from '../claim/effects.ts'
import type { CorrectionStore } from './store.ts'

/** What correcting claims needs from outside. */
export type CorrectionEffects = Pick<
  ClaimEffects,
  'claims' | 'families' | 'meter' | 'reference' | 'plans'
> & {
  readonly corrections: CorrectionStore
  readonly policy: () => Policy
  readonly runs: () => Runs
}
