import type { Operation } from '#shared/edge/http/operation.ts'
import { runOperation } from '#shared/edge/http/run-operation.ts'
import { journalOperations } from '#shared/edge/journal/journal-operations.ts'
import { claimOperations } from './claim/routes.ts'
import type { Effects } from './effects.ts'
import { explanationOperations } from './explanation/routes.ts'
import { insuredYearOperations } from './insured-year/routes.ts'
import { nationalOperations } from './national/routes.ts'
import { reconciliationOperations } from './reconciliation/routes.ts'
import { service } from './table.ts'

/** Every operation of settlement. */
export const operations = (effects: Effects): Operation[] => [
  ...nationalOperations(effects),
  ...reconciliationOperations(effects),
  ...claimOperations(effects),
  ...explanationOperations(effects),
  ...insuredYearOperations(effects),
  runOperation(service.name, ['province', 'city', 'auditor'], effects.store),
  ...journalOperations(service.name, effects.journal),
]
