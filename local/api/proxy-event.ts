import { randomUUID } from 'node:crypto'
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import { localPlace } from '../local-clients.ts'
import type { JwtContext } from './authorize.ts'
import type { RouteMatch } from './routes.ts'

/** A request read from the wire, before a route is asked to answer it. */
export type ApiRequest = {
  readonly id: string
  readonly method: string
  /** Decoded, as API Gateway hands it on. */
  readonly path: string
  readonly rawQueryString: string
  readonly query: URLSearchParams
  readonly protocol: string
  readonly headers: IncomingHttpHeaders
  readonly sourceIp: string
  readonly receivedAt: Date
}

/**
 * Reads the request line and headers; the body comes later, once the caller is let in.
 * @throws URIError when the path has a broken percent escape
 */
export const openRequest = (message: IncomingMessage): ApiRequest => {
  const [rawPath = '/', rawQueryString = ''] = (message.url ?? '/').split(/\?(.*)/s, 2)
  return {
    id: randomUUID(),
    method: message.method ?? 'GET',
    path: decodeURIComponent(rawPath),
    rawQueryString,
    query: new URLSearchParams(rawQueryString),
    protocol: `HTTP/${message.httpVersion}`,
    headers: message.headers,
    sourceIp: message.socket.remoteAddress ?? '',
    receivedAt: new Date(),
  }
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** API Gateway's own notation of a time: `12/Mar/2020:19:03:58 +0000`. */
const requestTime = (at: Date): string => {
  const [day, time] = at.toISOString().slice(0, 19).split('T')
  const [year, month, date] = day?.split('-') ?? []
  return `${date}/${months[Number(month) - 1]}/${year}:${time} +0000`
}

/** Repeated query parameters are joined by commas, as payload format 2.0 has no lists. */
const joinQuery = (query: URLSearchParams): Record<string, string> => {
  const joined: Record<string, string> = {}
  for (const [name, value] of query) joined[name] = name in joined ? `${joined[name]},${value}` : value
  return joined
}

/** Cookies have their own field in payload format 2.0 and are not repeated among the headers. */
const headersOf = ({ headers, sourceIp }: ApiRequest): Record<string, string> => {
  const { cookie: _cookie, ...others } = headers
  const flat = Object.entries(others).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, [value].flat().join(',')]],
  )
  return { ...Object.fromEntries(flat), 'x-forwarded-for': sourceIp, 'x-forwarded-proto': 'http' }
}

const isText = (headers: IncomingHttpHeaders): boolean => {
  const type = headers['content-type'] ?? 'text/plain'
  const encoded = headers['content-encoding'] !== undefined && headers['content-encoding'] !== 'identity'
  return !encoded && /^(text\/|application\/(json|javascript|xml|[\w.-]+\+(json|xml))\b)/i.test(type)
}

const bodyOf = (request: ApiRequest, body: Buffer) => {
  if (body.length === 0) return { isBase64Encoded: false }
  const text = isText(request.headers)
  return { body: body.toString(text ? 'utf8' : 'base64'), isBase64Encoded: !text }
}

const contextOf = (request: ApiRequest, { route }: RouteMatch, jwt: JwtContext | undefined) => {
  const { headers, id, method, path, protocol, receivedAt, sourceIp } = request
  return {
    accountId: localPlace.account,
    apiId: 'local',
    domainName: headers.host ?? 'localhost',
    domainPrefix: 'local',
    http: { method, path, protocol, sourceIp, userAgent: headers['user-agent'] ?? '' },
    requestId: id,
    routeKey: route.key,
    stage: '$default',
    time: requestTime(receivedAt),
    timeEpoch: receivedAt.getTime(),
    ...(jwt && { authorizer: { jwt } }),
  }
}

/** The event a function gets for a request: HTTP API payload format 2.0; empty parts are absent, as on AWS. */
export const proxyEvent = (
  request: ApiRequest,
  match: RouteMatch,
  jwt: JwtContext | undefined,
  body: Buffer,
) => {
  const { headers, path, query, rawQueryString } = request
  return {
    version: '2.0',
    routeKey: match.route.key,
    rawPath: path,
    rawQueryString,
    ...(headers.cookie !== undefined && { cookies: headers.cookie.split(/; */) }),
    headers: headersOf(request),
    ...(query.size > 0 && { queryStringParameters: joinQuery(query) }),
    ...(Object.keys(match.pathParameters).length > 0 && { pathParameters: match.pathParameters }),
    requestContext: contextOf(request, match, jwt),
    ...bodyOf(request, body),
  }
}
