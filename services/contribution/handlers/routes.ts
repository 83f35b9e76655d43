import type { Route } from '#shared/edge/http/route.ts'
import { billingRoutes } from './routes/billing-runs.ts'
import { billRoutes } from './routes/bills.ts'
import { incomeRoutes } from './routes/income.ts'
import { paymentRoutes } from './routes/payments.ts'
import { payrollRoutes } from './routes/payroll.ts'
import { statementRoutes } from './routes/statements.ts'

/** Every operation of the contribution service. */
export const routes: Route[] = [
  ...payrollRoutes,
  ...billingRoutes,
  ...billRoutes,
  ...paymentRoutes,
  ...statementRoutes,
  ...incomeRoutes,
]
