import { join } from 'node:path'
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda'
import { serve } from './serve.ts'

const { ISSUER = '', CONSOLE_CLIENT = '', CONSOLE_AUDIENCE = '' } = process.env

const site = join(import.meta.dirname, 'site')

/** Serves the console's site. It knows nothing but files: what callers see comes from the services' operations. */
export const handler = async ({
  rawPath,
  headers,
}: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> =>
  serve(
    { path: decodeURIComponent(rawPath), acceptsBrotli: /\bbr\b/.test(headers['accept-encoding'] ?? '') },
    site,
    { issuer: ISSUER, clientId: CONSOLE_CLIENT, audience: CONSOLE_AUDIENCE },
  )
