import type { Meter } from '#shared/edge/store/request-meter.ts'
import type { Institutions } from './store.ts'

/** What work on institutions needs from outside. */
export type InstitutionEffects = {
  readonly institutions: Institutions
  /** For work on institutions and the catalogue. */
  readonly referenceMeter: Meter
}
