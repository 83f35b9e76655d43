import type { Route } from '#shared/edge/http/route.ts'
import { coverageRoutes } from './coverage/routes.ts'
import { personRoutes } from './enrolment/routes.ts'
import { importRoutes } from './import/routes.ts'

/** Every operation of the enrollment service. */
export const routes: Route[] = [...personRoutes, ...coverageRoutes, ...importRoutes]
