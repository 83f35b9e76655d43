import type { ClaimEffects } from '../claim/effects.ts'
import type { Calls } from './calls.ts'
import type { Visits } from './store.ts'

/** What visits need from outside. */
export type VisitEffects = ClaimEffects & { readonly visits: Visits; readonly calls: Calls }
