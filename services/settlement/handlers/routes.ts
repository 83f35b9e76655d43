import type { Route } from '#shared/edge/http/route.ts'
import { catalogueImportRoutes } from './routes/catalogue-imports.ts'
import { claimRoutes } from './routes/claims.ts'
import { institutionRoutes } from './routes/institutions.ts'
import { insuredYearRoutes } from './routes/insured-years.ts'
import { nationalRoutes } from './routes/national.ts'

/** Every operation of the settlement service. */
export const routes: Route[] = [
  ...nationalRoutes,
  ...claimRoutes,
  ...insuredYearRoutes,
  ...institutionRoutes,
  ...catalogueImportRoutes,
]
