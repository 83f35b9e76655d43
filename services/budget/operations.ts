import type { Operation } from '#shared/edge/http/operation.ts'
import { runOperation } from '#shared/edge/http/run-operation.ts'
import { journalOperations } from '#shared/edge/journal/journal-operations.ts'
import { finalAccountRoutes } from './accounts/routes/final-accounts.ts'
import { accountRoutes } from './accounts/routes/statements.ts'
import { disclosureRoutes } from './disclosure/routes.ts'
import { draftRoutes } from './drafting/routes/drafts.ts'
import { policyPricingRoutes } from './drafting/routes/pricings.ts'
import type { Effects } from './effects.ts'
import { executionRoutes } from './execution/routes/execution.ts'
import { warningRoutes } from './execution/routes/warnings.ts'
import { budgetAdjustmentRoutes } from './planning/routes/adjustments.ts'
import { budgetRoutes } from './planning/routes/budgets.ts'
import { quotaRoutes } from './quota/routes.ts'
import { service } from './table.ts'
import { targetRoutes } from './target/routes.ts'

/** Every operation of the budget service. */
export const operations = (effects: Effects): Operation[] => [
  ...budgetRoutes(effects),
  ...budgetAdjustmentRoutes(effects),
  ...executionRoutes(effects),
  ...warningRoutes(effects),
  ...accountRoutes(effects),
  ...finalAccountRoutes(effects),
  ...targetRoutes(effects),
  ...quotaRoutes(effects),
  ...policyPricingRoutes(effects),
  ...draftRoutes(effects),
  ...disclosureRoutes(effects),
  runOperation(service.name, ['province', 'city', 'auditor'], effects.store),
  ...journalOperations(service.name, effects.journal),
]
