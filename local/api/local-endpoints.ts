import type { IncomingMessage, ServerResponse } from 'node:http'
import { TongchouError } from '#shared/kernel/errors.ts'
import type { ChaosSettings, LocalEndpoints, TokenClaims } from '../contracts.ts'
import { readBody } from '../http/read-body.ts'
import { sendJson } from '../http/send-json.ts'

const maxBodyBytes = 64 * 1024

/** A body the endpoint cannot use; the message says why. */
class UnusableBody extends Error {
  override readonly name = 'UnusableBody'
}

const readObject = async (request: IncomingMessage): Promise<Record<string, unknown>> => {
  const text = (await readBody(request, maxBodyBytes)).toString('utf8')
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>
  } catch {
    throw new UnusableBody('the body is not JSON')
  }
  throw new UnusableBody('the body must be a JSON object')
}

/** `{ scope, division, institution?, expiresIn? }`: a negative `expiresIn` (seconds) makes an expired token. */
const readClaims = (body: Record<string, unknown>): TokenClaims => {
  const { expiresIn, ...claims } = body
  for (const [name, value] of Object.entries(claims))
    if (typeof value !== 'string' && typeof value !== 'number')
      throw new UnusableBody(`claim ${name} must be text or a number`)
  if (expiresIn === undefined) return claims as TokenClaims
  if (typeof expiresIn !== 'number') throw new UnusableBody('expiresIn is a number of seconds')
  return { ...(claims as TokenClaims), exp: Math.floor(Date.now() / 1000 + expiresIn) }
}

const readSettings = (body: Record<string, unknown>, current: ChaosSettings): Partial<ChaosSettings> => {
  for (const [name, value] of Object.entries(body)) {
    if (!(name in current)) throw new UnusableBody(`there is no chaos switch ${name}`)
    if (typeof value !== 'number' || !(value >= 0 && value <= 1))
      throw new UnusableBody(`${name} is a probability from 0 to 1`)
  }
  return body as Partial<ChaosSettings>
}

type Endpoint = (local: LocalEndpoints, request: IncomingMessage) => Promise<unknown> | unknown

const endpoints: Record<string, Endpoint> = {
  'GET /health': (local) => local.health(),
  'GET /_local/quiet': (local) => local.quiet(),
  'GET /_local/waiting': (local) => local.waiting(),
  'GET /_local/units': (local) => local.units(),
  'POST /_local/token': async (local, request) => ({
    token: await local.token(readClaims(await readObject(request))),
  }),
  'GET /_local/chaos': (local) => local.chaos(),
  'PUT /_local/chaos': async (local, request) => {
    await local.setChaos(readSettings(await readObject(request), local.chaos()))
    return local.chaos()
  },
}

const isLoopback = (address = ''): boolean => /^(::ffff:)?127\.|^::1$/.test(address)

const answer = async (endpoint: Endpoint, local: LocalEndpoints, request: IncomingMessage) => {
  try {
    return { status: 200, value: await endpoint(local, request) }
  } catch (error) {
    const status = error instanceof UnusableBody ? 400 : 503
    const code = error instanceof TongchouError ? { code: error.code } : {}
    return { status, value: { ...code, message: error instanceof Error ? error.message : String(error) } }
  }
}

/**
 * Serves the stack's own endpoints, which no deployed API has; false when the request is for a deployed route.
 * They hand out tokens and break things, so they answer this machine only.
 */
export const createLocalEndpoints =
  (local: LocalEndpoints) =>
  (request: IncomingMessage, response: ServerResponse): boolean => {
    const [path] = (request.url ?? '').split('?', 1)
    const endpoint = endpoints[`${request.method} ${path}`]
    if (endpoint === undefined) return false
    if (!isLoopback(request.socket.remoteAddress)) {
      sendJson(response, 403, { message: 'Forbidden' })
      return true
    }
    answer(endpoint, local, request)
      .then(({ status, value }) => sendJson(response, status, value))
      .catch((error: unknown) => response.destroy(error as Error))
    return true
  }
