import type { Route } from '#shared/edge/http/route.ts'
import { claimRoutes } from '../claim/routes.ts'
import { explanationRoutes } from '../explanation/routes.ts'
import { insuredYearRoutes } from '../insured-year/routes.ts'
import { nationalRoutes } from '../national/routes.ts'
import { reconciliationRoutes } from '../reconciliation/routes.ts'

/** The operations of the settlement service that do not go through the door yet. */
export const routes: Route[] = [
  ...nationalRoutes,
  ...reconciliationRoutes,
  ...claimRoutes,
  ...explanationRoutes,
  ...insuredYearRoutes,
]
