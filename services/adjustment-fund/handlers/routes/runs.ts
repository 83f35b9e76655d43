import type { Route } from '#shared/edge/http/route.ts'
import { runRoute } from '#shared/edge/http/run-route.ts'
import { effects } from '../../effects.ts'

/** How far levy and allocation runs are. */
export const runRoutes: Route[] = [runRoute('adjustment-fund', ['province', 'auditor'], () => effects.store)]
