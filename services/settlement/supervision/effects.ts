import type { Meter } from '#shared/edge/store/request-meter.ts'
import type { CatalogueEffects } from '../catalogue/effects.ts'
import type { RuleBook } from './rules/rule-book.ts'
import type { Supervision } from './store.ts'

/** What supervision needs from outside. */
export type SupervisionEffects = Supervision &
  Pick<CatalogueEffects, 'institutions' | 'runs'> & {
    readonly rules: () => RuleBook
    /** For what supervision reads and notes of claims. */
    readonly supervisionMeter: Meter
  }
