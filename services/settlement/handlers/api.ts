import { serve } from '#shared/edge/http/serve.ts'
import { routes } from './routes.ts'

export const handler = serve(routes)
