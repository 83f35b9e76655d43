import type { ApiRequest } from './proxy-event.ts'

/** What became known of a request on its way to its answer. */
export type Seen = {
  route?: string
  claims?: Readonly<Record<string, string>>
  /** Why the function gave no answer. */
  error?: string
  authorizerError?: string
}

export type AccessLog = (request: ApiRequest, seen: Seen, status: number) => void

const known = (request: ApiRequest, seen: Seen, status: number): Readonly<Record<string, unknown>> => ({
  requestId: request.id,
  requestTime: request.receivedAt.toISOString(),
  routeKey: seen.route,
  httpMethod: request.method,
  status,
  responseLatency: Date.now() - request.receivedAt.getTime(),
  'error.message': seen.error,
  'authorizer.error': seen.authorizerError,
})

const textOf = (variable: string, request: ApiRequest, seen: Seen, status: number): string => {
  const claim = /^authorizer\.claims\.(.+)$/.exec(variable)?.[1]
  const value = claim ? seen.claims?.[claim] : known(request, seen, status)[variable]
  return value === undefined ? '-' : JSON.stringify(String(value)).slice(1, -1)
}

/** Writes a line for each request as the stage's format says; API Gateway writes a hyphen for what there is not. */
export const createAccessLog =
  (format: string, write: (line: string) => void): AccessLog =>
  (request, seen, status) =>
    write(
      format.replaceAll(/\$context\.([A-Za-z.]+)/g, (_, variable: string) =>
        textOf(variable, request, seen, status),
      ),
    )
