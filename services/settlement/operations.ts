import type { ByFeature } from '#shared/edge/http/late-operations.ts'
import { operationsOf } from '#shared/edge/http/late-operations.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { runOperation } from '#shared/edge/http/run-operation.ts'
import { journalOperations } from '#shared/edge/journal/journal-operations.ts'
import { waitsOperation } from '#shared/edge/watch/waits-operation.ts'
import { watchOperations } from '#shared/edge/watch/watch-operations.ts'
import { benefitRoutes } from './benefit/routes.ts'
import { catalogueImportRoutes } from './catalogue/import-routes.ts'
import { catalogueRoutes } from './catalogue/routes.ts'
import { commandsOnClaim } from './claim/commands-on-claim.ts'
import { claimOperations } from './claim/routes.ts'
import { correctionRoutes } from './correction/routes.ts'
import type { Effects } from './effects.ts'
import { explanationOperations } from './explanation/routes.ts'
import { familyRoutes } from './family/routes.ts'
import { familyPremiumRoutes } from './family-premium/routes.ts'
import { gatewayKeyOperations } from './gateway/routes.ts'
import { directoryRoutes } from './institution/routes/directory.ts'
import { institutionRoutes } from './institution/routes/institutions.ts'
import { insuredYearOperations } from './insured-year/routes.ts'
import { countedRead } from './national/counted-reads.ts'
import { nationalOperations } from './national/routes.ts'
import { whatWaits } from './night/what-waits.ts'
import { partingRoutes } from './parting/routes.ts'
import { planRoutes } from './plan/routes.ts'
import { pricingRoutes } from './pricing/routes.ts'
import { reconciliationOperations } from './reconciliation/routes.ts'
import { registrationRoutes } from './registration/routes.ts'
import { caseCommandRoutes } from './supervision/case-command-routes.ts'
import { auditCaseRoutes } from './supervision/case-routes.ts'
import { supervisionRunRoutes } from './supervision/run-routes.ts'
import { service } from './table.ts'
import { takeBackRoutes } from './take-back/routes.ts'
import { whatIfRoutes } from './what-if/routes.ts'

/** Operations as plain JSON that may show a person to an institution. */
const ofClaimsAndPersons: ByFeature<Effects> = [
  claimOperations,
  explanationOperations,
  insuredYearOperations,
  correctionRoutes,
  pricingRoutes,
  whatIfRoutes,
  registrationRoutes,
  benefitRoutes,
  familyRoutes,
  familyPremiumRoutes,
  partingRoutes,
  takeBackRoutes,
]

/** Every operation of settlement, by feature. */
export const byFeature: ByFeature<Effects> = [
  nationalOperations,
  gatewayKeyOperations,
  reconciliationOperations,
  ...ofClaimsAndPersons.map(
    (feature) => (effects: Effects) => feature(effects).map((operation) => countedRead(operation, effects)),
  ),
  institutionRoutes,
  directoryRoutes,
  auditCaseRoutes,
  caseCommandRoutes,
  supervisionRunRoutes,
  catalogueRoutes,
  planRoutes,
  catalogueImportRoutes,
  (effects) => [runOperation(service.name, ['province', 'city', 'auditor'], effects.store)],
  (effects) => journalOperations(service.name, effects.journal, commandsOnClaim(effects)),
  (effects) => watchOperations(service.name, effects),
  (effects) => [waitsOperation(service.name, effects, { whatWaits })],
]

/** The same, each made. */
export const operations = (effects: Effects): Operation[] => operationsOf(byFeature, effects)
