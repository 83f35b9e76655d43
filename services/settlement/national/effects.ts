import type { ReconciliationEffects } from '../reconciliation/effects.ts'
import type { VisitEffects } from '../visit/effects.ts'

/** What the national interface needs from outside. */
export type NationalEffects = VisitEffects &
  ReconciliationEffects & {
    /** Milliseconds, for the times of an answer. */
    readonly now: () => number
  }
