import type { Route } from '#shared/edge/http/route.ts'
import { accountRoutes } from './routes/accounts.ts'
import { allocationRoutes } from './routes/allocations.ts'
import { gapApplicationRoutes } from './routes/gap-applications.ts'
import { levyRoutes } from './routes/levies.ts'
import { runRoutes } from './routes/runs.ts'

/** Every operation of the adjustment-fund service. */
export const routes: Route[] = [
  ...levyRoutes,
  ...gapApplicationRoutes,
  ...allocationRoutes,
  ...accountRoutes,
  ...runRoutes,
]
