import type { Meter } from '#shared/edge/store/request-meter.ts'
import type { ClaimStore } from './store.ts'

/** What work on claims and insured-years needs from outside. */
export type YearEffects = { readonly claims: ClaimStore; readonly meter: Meter }
