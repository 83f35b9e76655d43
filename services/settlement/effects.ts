import { openServiceTable, openWorkQueue } from '#shared/edge/function/clients.ts'
import { deployedPolicy } from '#shared/edge/function/deployed-policy.ts'
import type { Runs } from '#shared/edge/runs/run.ts'
import type { Store } from '#shared/edge/store/store.ts'
import type { Policy } from '#shared/policy/policy.ts'
import type { CatalogueImports } from './catalogue/import-store.ts'
import { openCatalogueImports } from './catalogue/import-store.ts'
import type { ReferenceCache } from './catalogue/reference.ts'
import { cacheReference } from './catalogue/reference.ts'
import type { CatalogueStore } from './catalogue/store.ts'
import { openCatalogueStore } from './catalogue/store.ts'
import type { CorrectionStore } from './correction/store.ts'
import { openCorrectionStore } from './correction/store.ts'
import type { Institutions } from './institution/store.ts'
import { openInstitutions } from './institution/store.ts'
import type { ClaimStore } from './insured-year/store.ts'
import { openClaimStore } from './insured-year/store.ts'
import type { PlanBook } from './plan/rules/plan-book.ts'
import { planBook } from './plan/rules/plan-book.ts'
import type { PricingStore } from './pricing/store.ts'
import { openPricingStore } from './pricing/store.ts'
import type { SettledDays } from './reconciliation/settled-days.ts'
import { openSettledDays } from './reconciliation/settled-days.ts'
import type { Reconciliations } from './reconciliation/store.ts'
import { openReconciliations } from './reconciliation/store.ts'
import type { RegistrationStore } from './registration/store.ts'
import { openRegistrations } from './registration/store.ts'
import type { RuleBook } from './supervision/rules/rule-book.ts'
import { ruleBook } from './supervision/rules/rule-book.ts'
import type { Supervision } from './supervision/store.ts'
import { openSupervision } from './supervision/store.ts'
import type { Calls } from './visit/calls.ts'
import { openCalls } from './visit/calls.ts'
import type { Visits } from './visit/store.ts'
import { openVisits } from './visit/store.ts'

/** Tells the metrics what an operation cost since the last one, and for how many cases. */
export type Meter = (operation: string, cases: number) => void
export type MeteredStore = { readonly store: Store; readonly meter: Meter }

/** What the settlement service needs from outside. */
export type Effects = Supervision & {
  readonly claims: ClaimStore
  readonly corrections: CorrectionStore
  readonly pricings: PricingStore
  readonly runs: () => Runs
  readonly registrations: RegistrationStore
  readonly visits: Visits
  readonly calls: Calls
  readonly settledDays: SettledDays
  readonly reconciliations: Reconciliations
  readonly institutions: Institutions
  readonly catalogue: CatalogueStore
  readonly imports: CatalogueImports
  readonly reference: ReferenceCache
  readonly policy: () => Policy
  readonly plans: () => PlanBook
  readonly rules: () => RuleBook
  /** For work on claims and insured-years. */
  readonly meter: Meter
  /** For work on institutions and the catalogue. */
  readonly referenceMeter: Meter
  /** For what supervision reads and notes of claims. */
  readonly supervisionMeter: Meter
}

/**
 * Puts the effects together. Reference data has a client and a meter of its own, so that a function's first load of the
 * catalogue is not counted with the claim that happened to wait for it; and so has supervision, whose work is part of
 * what a claim costs and comes in one batch with events that are not.
 */
export const assembleEffects = (given: {
  readonly table: MeteredStore
  readonly referenceTable: MeteredStore
  readonly supervisionTable: MeteredStore
  readonly policy: () => Policy
  readonly now: () => number
  /** The service's own when absent. */
  readonly workQueue?: ReturnType<typeof openWorkQueue>
}): Effects => {
  const { store, meter } = given.table
  const { store: referenceStore, meter: referenceMeter } = given.referenceTable
  const { store: supervisionStore, meter: supervisionMeter } = given.supervisionTable
  const { queue, queueUrl } = given.workQueue ?? openWorkQueue()
  const claims = openClaimStore(store)
  const institutions = openInstitutions(referenceStore)
  const catalogue = openCatalogueStore(referenceStore)
  let plans: PlanBook | undefined
  let rules: RuleBook | undefined
  const book = (): PlanBook => {
    plans ??= planBook(given.policy())
    return plans
  }
  return {
    claims,
    corrections: openCorrectionStore(store, claims, () => book().oneStayWithin()),
    pricings: openPricingStore(store),
    runs: () => ({ store, queue, queueUrl: queueUrl() }),
    registrations: openRegistrations(store),
    ...openSupervision(supervisionStore, claims),
    visits: openVisits(store),
    calls: openCalls(store),
    settledDays: openSettledDays(store),
    reconciliations: openReconciliations(store),
    institutions,
    catalogue,
    imports: openCatalogueImports(referenceStore),
    reference: cacheReference({ institutions, catalogue }, given.now, () =>
      referenceMeter('load-reference', 0),
    ),
    policy: given.policy,
    plans: book,
    rules: () => {
      rules ??= ruleBook(given.policy())
      return rules
    },
    meter,
    referenceMeter,
    supervisionMeter,
  }
}

/** The real effects, opened once a function. */
export const effects = assembleEffects({
  table: openServiceTable(),
  referenceTable: openServiceTable(),
  supervisionTable: openServiceTable(),
  policy: deployedPolicy,
  now: Date.now,
})
