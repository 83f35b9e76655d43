import httpRouter from '@middy/http-router'
import type { APIGatewayProxyEventV2WithJWTAuthorizer, APIGatewayProxyStructuredResultV2 } from 'aws-lambda'
import type * as z from 'zod'
import { chinaDay } from '#shared/calendar/day.ts'
import { asProblem } from '#shared/edge/http/as-problem.ts'
import { callerOf } from '#shared/edge/http/caller.ts'
import { Download } from '#shared/edge/http/operation.ts'
import { type HttpProblem, problem, problemBody } from '#shared/edge/http/problem.ts'
import type { Route } from '#shared/edge/http/route.ts'

import { schemaFault } from '#shared/kernel/schema-fault.ts'

type Event = APIGatewayProxyEventV2WithJWTAuthorizer
type Result = APIGatewayProxyStructuredResultV2

const answer = (status: number, contentType: string, body: object): Result => ({
  statusCode: status,
  headers: { 'content-type': contentType, 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' },
  body: JSON.stringify(body),
})

/** A file is sent in base64, as a function's answer is text. */
const downloadAnswer = ({ name, contentType, bytes }: Download): Result => ({
  statusCode: 200,
  headers: {
    'content-type': contentType,
    'content-disposition': `attachment; filename="${name}"`,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  },
  body: Buffer.from(bytes).toString('base64'),
  isBase64Encoded: true,
})

const problemAnswer = ({ status, refusal }: HttpProblem): Result =>
  answer(status, 'application/problem+json', problemBody(status, refusal))

/**
 * Checks a value against its schema.
 * @throws HttpProblem 400 `request.invalid` naming the first field at fault and why
 */
const check = <Shape extends z.ZodType>(shape: Shape, value: unknown, where: string): z.output<Shape> => {
  const parsed = shape.safeParse(value)
  if (parsed.success) return parsed.data
  const { place, reason } = schemaFault(parsed.error)
  const field = place || where
  throw problem(400, 'request.invalid', `${field}: ${reason}`, field)
}

const jsonOf = (event: Event): unknown => {
  const text = event.isBase64Encoded
    ? Buffer.from(event.body ?? '', 'base64').toString('utf8')
    : (event.body ?? '')
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw problem(400, 'request.malformed-json', `the body is not JSON: ${(cause as Error).message}`)
  }
}

const keyOf = (route: Route, event: Event): string => {
  const key = event.headers['idempotency-key'] ?? ''
  if (route.method === 'GET' || /^[\x21-\x7e]{1,120}$/.test(key)) return key
  throw problem(
    400,
    'idempotency-key.missing',
    'an Idempotency-Key of 1 to 120 printable characters is needed',
  )
}

const run = async (route: Route, event: Event): Promise<Result> => {
  try {
    const caller = callerOf(event)
    if (!route.scopes.some((scope) => caller.scopes.includes(scope)))
      throw problem(403, 'caller.no-scope', `one of these scopes is needed: ${route.scopes.join(', ')}`)
    const { status, body } = await route.handle({
      caller,
      params: event.pathParameters as Record<string, string>,
      query: route.query ? check(route.query, event.queryStringParameters ?? {}, 'query') : {},
      body: route.body ? check(route.body, jsonOf(event), 'body') : undefined,
      idempotencyKey: keyOf(route, event),
      today: chinaDay(new Date()),
    })
    return body instanceof Download ? downloadAnswer(body) : answer(status, 'application/json', body)
  } catch (error) {
    return problemAnswer(asProblem(error))
  }
}

/** Makes one Lambda handler of a service's routes; `after` runs when an answer is ready (to emit what it cost). */
export const serve = (routes: readonly Route[], after: (route: Route) => void = () => {}) =>
  httpRouter({
    routes: routes.map((route) => ({
      method: route.method,
      path: route.path,
      handler: async (event: Event): Promise<Result> => {
        const result = await run(route, event)
        after(route)
        return result
      },
    })),
    notFoundResponse: ({ method, path }: { method: string; path: string }) =>
      problemAnswer(problem(404, 'route.unknown', `${method} ${path} is not an operation of this service`)),
  })
