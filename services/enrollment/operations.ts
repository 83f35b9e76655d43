import type { Operation } from '#shared/edge/http/operation.ts'
import { journalOperations } from '#shared/edge/journal/journal-operations.ts'
import { coverageRoutes } from './coverage/routes.ts'
import type { Effects } from './effects.ts'
import { enrolmentRoutes } from './enrolment/routes.ts'
import { importRoutes } from './import/routes.ts'
import { lookUpRoutes } from './look-up/routes.ts'
import { service } from './table.ts'

/** Every operation of enrolment. */
export const operations = (effects: Effects): Operation[] => [
  ...enrolmentRoutes(effects),
  ...lookUpRoutes(effects),
  ...coverageRoutes(effects),
  ...importRoutes(effects),
  ...journalOperations(service.name, effects.journal),
]
