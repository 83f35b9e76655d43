import type { Route } from '#shared/edge/http/route.ts'
import { auditCaseRoutes } from './routes/audit-cases.ts'
import { catalogueRoutes } from './routes/catalogue.ts'
import { catalogueImportRoutes } from './routes/catalogue-imports.ts'
import { claimRoutes } from './routes/claims.ts'
import { correctionRoutes } from './routes/corrections.ts'
import { explanationRoutes } from './routes/explanations.ts'
import { institutionRoutes } from './routes/institutions.ts'
import { insuredYearRoutes } from './routes/insured-years.ts'
import { nationalRoutes } from './routes/national.ts'
import { pricingRoutes } from './routes/pricings.ts'
import { reconciliationRoutes } from './routes/reconciliations.ts'
import { registrationRoutes } from './routes/registrations.ts'
import { supervisionRunRoutes } from './routes/supervision-runs.ts'

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
