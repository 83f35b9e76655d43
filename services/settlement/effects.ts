import type { Bucket } from '#shared/edge/files/bucket.ts'
import { noBucket } from '#shared/edge/files/no-bucket.ts'
import type { MeteredStore } from '#shared/edge/function/clients.ts'
import { openWorkQueue } from '#shared/edge/function/clients.ts'
import type { ServiceEffects } from '#shared/edge/function/service-effects.ts'
import type { Surroundings } from '#shared/edge/function/surroundings.ts'
import type { Journal } from '#shared/edge/journal/journal.ts'
import { openJournal } from '#shared/edge/journal/journal.ts'
import type { KeyRing } from '#shared/edge/secrets/key-ring.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { numberAt } from '#shared/policy/policy.ts'
import type { CatalogueEffects } from './catalogue/effects.ts'
import { openCatalogueImports } from './catalogue/import-store.ts'
import { cacheReference } from './catalogue/reference.ts'
import { openCatalogueStore } from './catalogue/store.ts'
import { openHeldClaims } from './claim/held-claims.ts'
import { openCorrectionStore } from './correction/store.ts'
import { openFamilies } from './family/store.ts'
import { noKeys } from './gateway/no-keys.ts'
import { openGatewayKeys } from './gateway/store.ts'
import { openInstitutions } from './institution/store.ts'
import { openClaimStore } from './insured-year/store.ts'
import type { NationalEffects } from './national/effects.ts'
import { openLookUps } from './national/look-ups.ts'
import type { Persons } from './national/persons.ts'
import { nobodyToAsk } from './national/persons.ts'
import type { PlanBook } from './plan/rules/plan-book.ts'
import { planBook } from './plan/rules/plan-book.ts'
import type { PricingEffects } from './pricing/effects.ts'
import { openPricingStore } from './pricing/store.ts'
import { openSettledDays } from './reconciliation/settled-days.ts'
import { openReconciliations } from './reconciliation/store.ts'
import type { RegistrationEffects } from './registration/effects.ts'
import { openRegistrations } from './registration/store.ts'
import { openSettlementLists } from './settlement-list/store.ts'
import { openSignIns } from './sign-in/store.ts'
import type { SupervisionEffects } from './supervision/effects.ts'
import { inspectionBy } from './supervision/inspection.ts'
import type { RuleBook } from './supervision/rules/rule-book.ts'
import { ruleBook } from './supervision/rules/rule-book.ts'
import { openSupervision } from './supervision/store.ts'
import { openCalls } from './visit/calls.ts'
import { openVisitSlots } from './visit/slots.ts'
import { openVisits } from './visit/store.ts'
import type { WhatIfEffects } from './what-if/effects.ts'
import { openWhatIfs } from './what-if/store.ts'

/** What the settlement service needs from outside: what its features need, together. */
export type Effects = RegistrationEffects &
  CatalogueEffects &
  PricingEffects &
  WhatIfEffects &
  SupervisionEffects &
  NationalEffects &
  Pick<ServiceEffects, 'store' | 'journal' | 'watched' | 'outboxUrl'>

/**
 * Puts the effects together. Reference data has a client and a meter of its own. So a function's first load of the
 * catalogue is not counted with the claim that happened to wait for it. So has supervision: its work is part of what a
 * claim costs, and comes in one batch with events that are not.
 */
export const assembleEffects = (given: {
  readonly table: MeteredStore
  readonly referenceTable: MeteredStore
  readonly supervisionTable: MeteredStore
  readonly journal: Journal
  readonly policy: () => Policy
  readonly now: () => number
  /** Nobody when absent: only the door asks who a person is. */
  readonly persons?: Persons
  /** None when absent: only the door and the worker read and keep files. */
  readonly files?: Bucket
  /** None when absent: only the door opens what is sealed. */
  readonly keyRing?: KeyRing
  /** The service's own when absent. */
  readonly workQueue?: ReturnType<typeof openWorkQueue>
}): Effects => {
  const { store, meter } = given.table
  const { store: referenceStore, meter: referenceMeter } = given.referenceTable
  const { store: supervisionStore, meter: supervisionMeter } = given.supervisionTable
  const { queue, queueUrl, watched, outboxUrl } = given.workQueue ?? openWorkQueue()
  const claims = openClaimStore(store)
  const visits = openVisits(store)
  const institutions = openInstitutions(referenceStore)
  const catalogue = openCatalogueStore(referenceStore)
  let plans: PlanBook | undefined
  let rules: RuleBook | undefined
  const book = (): PlanBook => {
    plans ??= planBook(given.policy())
    return plans
  }
  const ruleBookInForce = (): RuleBook => {
    rules ??= ruleBook(given.policy())
    return rules
  }
  return {
    store,
    journal: given.journal,
    now: given.now,
    claims,
    corrections: openCorrectionStore(store, claims, () => book().oneStayWithin()),
    pricings: openPricingStore(store),
    whatIfs: openWhatIfs(store),
    runs: () => ({ store, queue, queueUrl: queueUrl() }),
    ...{ watched, outboxUrl },
    families: openFamilies(store),
    registrations: openRegistrations(store),
    ...openSupervision(supervisionStore, claims),
    visits,
    slots: openVisitSlots(store, visits),
    held: openHeldClaims(store),
    calls: openCalls(store),
    settledDays: openSettledDays(store),
    reconciliations: openReconciliations(store),
    lists: openSettlementLists(store),
    signIns: openSignIns(store, (on) => numberAt(given.policy(), 'settlement.sign_ins_kept', { on })),
    gatewayKeys: openGatewayKeys(store, given.keyRing ?? noKeys),
    institutions,
    catalogue,
    imports: openCatalogueImports(referenceStore),
    files: given.files ?? noBucket,
    reference: cacheReference({ institutions, catalogue }, given.now, () =>
      referenceMeter('load-reference', 0),
    ),
    persons: given.persons ?? nobodyToAsk,
    lookUps: openLookUps(store, given.now),
    policy: given.policy,
    plans: book,
    rules: ruleBookInForce,
    inspection: inspectionBy(ruleBookInForce),
    meter,
    referenceMeter,
    supervisionMeter,
  }
}

/** The effects of a function, over what it has around it; `composed.ts` has what arises among them recorded too. */
export const effectsOf = ({ openTable, policy, ...around }: Surroundings): Effects =>
  assembleEffects({
    ...{ table: openTable(), referenceTable: openTable(), supervisionTable: openTable() },
    journal: openJournal(openTable('JOURNAL_TABLE_NAME').store),
    workQueue: around.openWorkQueue(),
    policy,
    now: () => Date.now(),
  })
