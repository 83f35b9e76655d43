import type { ClaimEffects } from '../claim/effects.ts'
import type { YearEffects } from '../insured-year/effects.ts'
import type { SettledDays } from './settled-days.ts'
import type { Reconciliations } from './store.ts'

/** What reconciling with institutions needs from outside. */
export type ReconciliationEffects = YearEffects &
  Pick<ClaimEffects, 'reference'> & {
    readonly settledDays: SettledDays
    readonly reconciliations: Reconciliations
  }
