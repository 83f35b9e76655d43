import type { YearEffects } from '../insured-year/effects.ts'
import type { RegistrationStore } from './store.ts'

/** What registering persons needs from outside. */
export type RegistrationEffects = YearEffects & { readonly registrations: RegistrationStore }
