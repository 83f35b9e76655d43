import type { Route } from '#shared/edge/http/route.ts'
import type { Effects } from '../effects.ts'
import { effects } from '../effects.ts'
import { budgetRoutes } from './routes/budgets.ts'
import { careElsewhereRoutes } from './routes/care-elsewhere.ts'
import { executionRoutes } from './routes/execution.ts'
import { ledgerRoutes } from './routes/ledger.ts'
import { monthlySettlementRoutes } from './routes/monthly-settlements.ts'
import { openingRoutes } from './routes/openings.ts'
import { paymentOrderRoutes } from './routes/payment-orders.ts'
import { quotaRoutes } from './routes/quotas.ts'
import { warningRoutes } from './routes/warnings.ts'
import { yearCloseRoutes } from './routes/year-closes.ts'

/** Every operation of this service over the given effects. */
export const routesOver = (given: Effects): Route[] => [
  ...openingRoutes(given),
  ...budgetRoutes(given),
  ...quotaRoutes(given),
  ...monthlySettlementRoutes(given),
  ...paymentOrderRoutes(given),
  ...yearCloseRoutes(given),
  ...executionRoutes(given),
  ...warningRoutes(given),
  ...ledgerRoutes(given),
  ...careElsewhereRoutes(given),
]

export const routes = routesOver(effects)
