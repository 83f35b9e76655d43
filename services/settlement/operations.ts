import type { Operation } from '#shared/edge/http/operation.ts'
import { runOperation } from '#shared/edge/http/run-operation.ts'
import { journalOperations } from '#shared/edge/journal/journal-operations.ts'
import type { Effects } from './effects.ts'
import { service } from './table.ts'

/** Every operation of settlement. */
export const operations = (effects: Effects): Operation[] => [
  runOperation(service.name, ['province', 'city', 'auditor'], effects.store),
  ...journalOperations(service.name, effects.journal),
]
