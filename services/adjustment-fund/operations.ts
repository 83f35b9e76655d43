import type { ByFeature } from '#shared/edge/http/late-operations.ts'
import { operationsOf } from '#shared/edge/http/late-operations.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { runOperation } from '#shared/edge/http/run-operation.ts'
import { journalOperations } from '#shared/edge/journal/journal-operations.ts'
import { waitsOperation } from '#shared/edge/watch/waits-operation.ts'
import { watchOperations } from '#shared/edge/watch/watch-operations.ts'
import { accountRoutes } from './account/routes.ts'
import { allocationRoutes } from './allocation/routes.ts'
import { coverPlanRoutes } from './cover-plan/routes.ts'
import type { Effects } from './effects.ts'
import { gapApplicationRoutes } from './gap/routes.ts'
import { levyRoutes } from './levy/routes.ts'
import { whatWaits } from './night/what-waits.ts'
import { service } from './table.ts'

/** Every operation of the adjustment fund. */
export const byFeature: ByFeature<Effects> = [
  levyRoutes,
  gapApplicationRoutes,
  allocationRoutes,
  coverPlanRoutes,
  accountRoutes,
  (effects) => [runOperation(service.name, ['province', 'auditor'], effects.store)],
  (effects) => journalOperations(service.name, effects.journal),
  (effects) => watchOperations(service.name, effects),
  (effects) => [waitsOperation(service.name, effects, { whatWaits })],
]

/** The same, each made. */
export const operations = (effects: Effects): Operation[] => operationsOf(byFeature, effects)
