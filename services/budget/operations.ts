import type { Operation } from '#shared/edge/http/operation.ts'
import { runOperation } from '#shared/edge/http/run-operation.ts'
import { journalOperations } from '#shared/edge/journal/journal-operations.ts'
import { clearingAnswerRoutes } from './clearing/routes/answers.ts'
import { clearingRoutes } from './clearing/routes/clearings.ts'
import type { Effects } from './effects.ts'
import { statementAnswerRoutes } from './monthly-settlement/routes/answers.ts'
import { monthlySettlementRoutes } from './monthly-settlement/routes/settlements.ts'
import { negotiationAnswerRoutes } from './negotiation/routes/answers.ts'
import { historyRoutes } from './negotiation/routes/histories.ts'
import { negotiationReadRoutes } from './negotiation/routes/reads.ts'
import { negotiationRoutes } from './negotiation/routes/rounds.ts'
import { service } from './table.ts'
import { advanceRoutes } from './working-capital/routes.ts'

/** Every operation of the budget service. */
export const operations = (effects: Effects): Operation[] => [
  ...advanceRoutes(effects),
  ...monthlySettlementRoutes(effects),
  ...statementAnswerRoutes(effects),
  ...historyRoutes(effects),
  ...negotiationRoutes(effects),
  ...negotiationReadRoutes(effects),
  ...negotiationAnswerRoutes(effects),
  ...clearingRoutes(effects),
  ...clearingAnswerRoutes(effects),
  runOperation(service.name, ['province', 'city', 'auditor'], effects.store),
  ...journalOperations(service.name, effects.journal),
]
