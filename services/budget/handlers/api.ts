import { serve } from '#shared/edge/http/serve.ts'
import { meter } from '../effects.ts'
import { routes } from './routes.ts'

export const handler = serve(routes, ({ method, path }) => meter(`${method} ${path}`, 1))
