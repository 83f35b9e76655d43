import { openServiceTable } from '#shared/edge/clients.ts'
import { deployedPolicy } from '#shared/edge/policy-files.ts'
import type { Store } from '#shared/edge/store.ts'
import type { Policy } from '#shared/policy/policy.ts'
import type { CatalogueChunks } from './adapters/catalogue-chunks.ts'
import { openCatalogueChunks } from './adapters/catalogue-chunks.ts'
import type { ClaimStore } from './adapters/claim-store.ts'
import { openClaimStore } from './adapters/claim-store.ts'
import type { Institutions } from './adapters/institutions.ts'
import { openInstitutions } from './adapters/institutions.ts'
import type { ReferenceCache } from './adapters/reference.ts'
import { cacheReference } from './adapters/reference.ts'
import type { PlanBook } from './domain/plan/plan-book.ts'
import { planBook } from './domain/plan/plan-book.ts'

/** Tells the metrics what an operation cost since the last one, and for how many cases. */
export type Meter = (operation: string, cases: number) => void
export type MeteredStore = { readonly store: Store; readonly meter: Meter }

/** What the settlement service needs from outside. */
export type Effects = {
  readonly claims: ClaimStore
  readonly institutions: Institutions
  readonly catalogue: CatalogueChunks
  readonly reference: ReferenceCache
  readonly plans: () => PlanBook
  /** For work on claims and insured-years. */
  readonly meter: Meter
  /** For work on institutions and the catalogue. */
  readonly referenceMeter: Meter
}

/**
 * Puts the effects together. Reference data has a client and a meter of its own, so that a function's first load of the
 * catalogue is not counted with the claim that happened to wait for it.
 */
export const assembleEffects = (given: {
  readonly table: MeteredStore
  readonly referenceTable: MeteredStore
  readonly policy: () => Policy
  readonly now: () => number
}): Effects => {
  const { store, meter } = given.table
  const { store: referenceStore, meter: referenceMeter } = given.referenceTable
  const institutions = openInstitutions(referenceStore)
  const catalogue = openCatalogueChunks(referenceStore)
  let plans: PlanBook | undefined
  return {
    claims: openClaimStore(store),
    institutions,
    catalogue,
    reference: cacheReference({ institutions, catalogue }, given.now, () =>
      referenceMeter('load-reference', 0),
    ),
    plans: () => {
      plans ??= planBook(given.policy())
      return plans
    },
    meter,
    referenceMeter,
  }
}

/** The real effects, opened once a function. */
export const effects = assembleEffects({
  table: openServiceTable(),
  referenceTable: openServiceTable(),
  policy: deployedPolicy,
  now: Date.now,
})
