import type { CatalogueEffects } from '../catalogue/effects.ts'
import type { FamilyEffects } from '../family/claim-uses.ts'
import type { YearEffects } from '../insured-year/effects.ts'
import type { PlanBook } from '../plan/rules/plan-book.ts'
import type { HeldClaims } from './held-claims.ts'
import type { Inspection } from './rules/inspection.ts'
import type { VisitSlots } from './visit-slots.ts'

/** What settling and reversing claims needs from outside. */
export type ClaimEffects = YearEffects &
  Pick<FamilyEffects, 'families'> &
  Pick<CatalogueEffects, 'reference'> & {
    readonly plans: () => PlanBook
    readonly inspection: Inspection
    readonly slots: VisitSlots
    readonly held: HeldClaims
  }
