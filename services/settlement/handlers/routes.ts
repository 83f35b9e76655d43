import type { Route } from '#shared/edge/http/route.ts'
import { catalogueImportRoutes } from '../catalogue/import-routes.ts'
import { catalogueRoutes } from '../catalogue/routes.ts'
import { claimRoutes } from '../claim/routes.ts'
import { correctionRoutes } from '../correction/routes.ts'
import { explanationRoutes } from '../explanation/routes.ts'
import { institutionRoutes } from '../institution/routes.ts'
import { insuredYearRoutes } from '../insured-year/routes.ts'
import { nationalRoutes } from '../national/routes.ts'
import { pricingRoutes } from '../pricing/routes.ts'
import { reconciliationRoutes } from '../reconciliation/routes.ts'
import { registrationRoutes } from '../registration/routes.ts'
import { auditCaseRoutes } from '../supervision/case-routes.ts'
import { supervisionRunRoutes } from '../supervision/run-routes.ts'

/** Every operation of the settlement service. */
export const routes: Route[] = [
  ...nationalRoutes,
  ...reconciliationRoutes,
  ...claimRoutes,
  ...correctionRoutes,
  ...pricingRoutes,
  ...explanationRoutes,
  ...insuredYearRoutes,
  ...registrationRoutes,
  ...institutionRoutes,
  ...auditCaseRoutes,
  ...supervisionRunRoutes,
  ...catalogueRoutes,
  ...catalogueImportRoutes,
]
