import type { Route } from '#shared/edge/http/route.ts'
import { coverageRoutes } from './routes/coverage.ts'
import { importRoutes } from './routes/imports.ts'
import { personRoutes } from './routes/persons.ts'

/** Every operation of the enrollment service. */
export const routes: Route[] = [...personRoutes, ...coverageRoutes, ...importRoutes]
