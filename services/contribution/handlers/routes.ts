import type { Route } from '#shared/edge/http/route.ts'
import { billRoutes } from '../bill/routes.ts'
import { billingRoutes } from '../billing/routes.ts'
import { incomeRoutes } from '../income/routes.ts'
import { paymentRoutes } from '../payment/routes.ts'
import { payrollRoutes } from '../payroll/routes.ts'
import { statementRoutes } from '../subsidy/routes.ts'

/** Every operation of the contribution service. */
export const routes: Route[] = [
  ...payrollRoutes,
  ...billingRoutes,
  ...billRoutes,
  ...paymentRoutes,
  ...statementRoutes,
  ...incomeRoutes,
]
