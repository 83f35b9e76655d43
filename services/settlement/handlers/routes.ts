import type { Route } from '#shared/edge/http/route.ts'
import { catalogueImportRoutes } from '../catalogue/import-routes.ts'
import { catalogueRoutes } from '../catalogue/routes.ts'
import { correctionRoutes } from '../correction/routes.ts'
import { institutionRoutes } from '../institution/routes.ts'
import { pricingRoutes } from '../pricing/routes.ts'
import { registrationRoutes } from '../registration/routes.ts'
import { auditCaseRoutes } from '../supervision/case-routes.ts'
import { supervisionRunRoutes } from '../supervision/run-routes.ts'

/** Every operation of the settlement service. */
export const routes: Route[] = [
  ...correctionRoutes,
  ...pricingRoutes,
  ...registrationRoutes,
  ...institutionRoutes,
  ...auditCaseRoutes,
  ...supervisionRunRoutes,
  ...catalogueRoutes,
  ...catalogueImportRoutes,
]
