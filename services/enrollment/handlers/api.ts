import { serve } from '#shared/edge/http/serve.ts'
import { emitCost } from '../effects.ts'
import { routes } from '../operations.ts'

export const handler = serve(routes, (route) => emitCost(`${route.method} ${route.path}`, 1))
