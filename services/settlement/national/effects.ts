import type { ReconciliationEffects } from '../reconciliation/effects.ts'
import type { VisitEffects } from '../visit/effects.ts'
import type { Persons } from './persons.ts'

/** What the national interface needs from outside. */
export type NationalEffects = VisitEffects & ReconciliationEffects & { readonly persons: Persons }
