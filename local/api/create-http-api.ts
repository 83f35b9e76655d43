import type { IncomingMessage, ServerResponse } from 'node:http'
import { must } from '#shared/kernel/errors.ts'
import type { ApiRoute, CreateHttpApi, Invoke, InvokeResult, JwtAuthorizer } from '../contracts.ts'
import { BodyTooLarge, readBody } from '../http/read-body.ts'
import { type AccessLog, createAccessLog, type Seen } from './access-log.ts'
import { type Authorization, createJwtAuthorizer } from './authorize.ts'
import { type Answer, answerOf, sendAnswer } from './function-answer.ts'
import { createLocalEndpoints } from './local-endpoints.ts'
import { type ApiRequest, openRequest, proxyEvent } from './proxy-event.ts'
import { compileRoutes, type FindRoute } from './routes.ts'

/** API Gateway's own limits, whatever the template says. */
const maxBodyBytes = 10 * 1024 * 1024
const maxTimeoutMillis = 30_000

const refusal = (status: number, message: string, headers: Answer['headers'] = {}): Answer => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: Buffer.from(JSON.stringify({ message })),
})

const notFound = refusal(404, 'Not Found')
const badRequest = refusal(400, 'Bad Request')
const tooLarge = refusal(413, 'Request Entity Too Large')
const functionFailed = refusal(500, 'Internal Server Error')
const unavailable = refusal(503, 'Service Unavailable')

const denied = ({ status, challenge }: Extract<Authorization, { granted: false }>): Answer =>
  refusal(status, status === 401 ? 'Unauthorized' : 'Forbidden', { 'www-authenticate': challenge })

/** Waits for a function no longer than its integration may take; the function itself runs on, as on AWS. */
const invokeWithin = async (invoke: Invoke, route: ApiRoute, event: unknown) => {
  const limit = Math.min(route.timeoutMillis, maxTimeoutMillis)
  const timer = Promise.withResolvers<'timed out'>()
  const timeout = setTimeout(() => timer.resolve('timed out'), limit)
  const outcome: InvokeResult | 'timed out' = await Promise.race([
    invoke(route.functionName, event),
    timer.promise,
  ])
  clearTimeout(timeout)
  return outcome
}

const createAuthorizers = (
  authorizers: readonly JwtAuthorizer[],
  routes: readonly ApiRoute[],
  issuer: string,
) => {
  const byName = new Map(authorizers.map((each) => [each.name, createJwtAuthorizer(each, issuer)]))
  for (const { key, authorizer } of routes)
    must(
      authorizer === undefined || byName.has(authorizer),
      'api.authorizer',
      `route ${key} names unknown authorizer ${authorizer}`,
    )
  return byName
}

type Gateway = {
  readonly findRoute: FindRoute
  readonly authorizers: ReturnType<typeof createAuthorizers>
  readonly invoke: Invoke
  readonly accessLog: AccessLog | undefined
}

/** From a request to its answer, in API Gateway's order: route, authorizer, body, function. */
const handle = async (
  gateway: Gateway,
  request: ApiRequest,
  message: IncomingMessage,
  seen: Seen,
): Promise<Answer> => {
  const match = gateway.findRoute(request.method, request.path)
  if (match === undefined) return notFound
  seen.route = match.route.key
  const authorize = gateway.authorizers.get(match.route.authorizer ?? '')
  const authorization = await authorize?.(match.route, request)
  if (authorization?.granted === false) {
    seen.authorizerError = authorization.challenge
    return denied(authorization)
  }
  if (authorization) seen.claims = authorization.jwt.claims
  const body = await readBody(message, maxBodyBytes)
  const event = proxyEvent(request, match, authorization?.jwt, body)
  const outcome = await invokeWithin(gateway.invoke, match.route, event)
  const answer =
    outcome !== 'timed out' && outcome.status !== 'failed' ? answerOf(outcome.payload) : undefined
  if (answer) return answer
  const failed = outcome === 'timed out' ? unavailable : functionFailed
  seen.error = failed.status === 503 ? 'Service Unavailable' : 'Internal Server Error'
  return failed
}

const openOrRefuse = (message: IncomingMessage): ApiRequest | undefined => {
  try {
    return openRequest(message)
  } catch (error) {
    if (error instanceof URIError) return undefined
    throw error
  }
}

const respond = async (gateway: Gateway, message: IncomingMessage, response: ServerResponse) => {
  const request = openOrRefuse(message)
  if (request === undefined) return sendAnswer(response, '-', badRequest)
  const seen: Seen = {}
  const send = (answer: Answer) => {
    sendAnswer(response, request.id, answer)
    gateway.accessLog?.(request, seen, answer.status)
  }
  try {
    send(await handle(gateway, request, message, seen))
  } catch (error) {
    if (error instanceof BodyTooLarge) return send(tooLarge)
    throw error
  }
}

/**
 * The HTTP API of the template on this machine: its routes with payload format 2.0 and JWT authorizers. The local
 * issuer and the stack's own endpoints come before these routes.
 * @throws TongchouError `api.route`, `api.authorizer` for what it does not emulate
 */
export const createHttpApi: CreateHttpApi = ({ routes, authorizers, invoke, issuer, local, accessLog }) => {
  const gateway: Gateway = {
    findRoute: compileRoutes(routes),
    authorizers: createAuthorizers(authorizers, routes, issuer.url),
    invoke,
    accessLog: accessLog && createAccessLog(accessLog.format, accessLog.write),
  }
  const serveLocal = createLocalEndpoints(local)
  return (message, response) => {
    if (serveLocal(message, response) || issuer.handleRequest(message, response)) return
    respond(gateway, message, response).catch((error: unknown) => {
      // The caller hung up, or the gateway itself is broken: either way there is nobody left to answer politely.
      if (message.errored === null) console.error('api:', error)
      response.destroy()
    })
  }
}
