import type { IncomingHttpHeaders } from 'node:http'
import { createRemoteJWKSet, decodeJwt, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose'
import { must } from '#shared/kernel/errors.ts'
import type { ApiRoute, JwtAuthorizer } from '../contracts.ts'

/** What a function learns of a checked token: `requestContext.authorizer.jwt`. */
export type JwtContext = {
  readonly claims: Readonly<Record<string, string>>
  readonly scopes: readonly string[] | null
}

/** The outcome of the authorizer; a refusal carries its status and `WWW-Authenticate`. */
export type Authorization =
  | { readonly granted: true; readonly jwt: JwtContext }
  | { readonly granted: false; readonly status: 401 | 403; readonly challenge: string }

/** Where a token can be: the header or query parameter its identity source names. */
export type TokenCarrier = { readonly headers: IncomingHttpHeaders; readonly query: URLSearchParams }

/** Finds the keys of an issuer by its discovery document, once it is needed. */
type KeysOf = (issuer: string) => Promise<JWTVerifyGetKey>

/** The algorithms API Gateway's JWT authorizers accept. */
const algorithms = ['RS256', 'RS384', 'RS512']

const discover = async (issuer: string): Promise<JWTVerifyGetKey> => {
  const response = await fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`)
  const { jwks_uri: keySet } = (await response.json()) as { jwks_uri: string }
  return createRemoteJWKSet(new URL(keySet))
}

/** Discovery is asked once an issuer; a failure is forgotten, so that the next token tries again. */
const createKeyCache = (): KeysOf => {
  const known = new Map<string, Promise<JWTVerifyGetKey>>()
  return (issuer) => {
    const keys = known.get(issuer) ?? discover(issuer)
    known.set(issuer, keys)
    keys.catch(() => known.delete(issuer))
    return keys
  }
}

/** Checks a token of a trusted issuer: signature, issuer, audience, times. Rejects with an error of jose. */
type TokenVerifier = (token: string) => Promise<JWTPayload>

/** More tokens than a day of work here signs. */
const mostRemembered = 1000

/** Remembers what was verified until it expires: a caller sends the same token thousands of times. */
const createVerifier = (issuers: readonly string[], audience: readonly string[]): TokenVerifier => {
  const keysOf = createKeyCache()
  const verified = new Map<string, JWTPayload & { readonly exp: number }>()
  return async (token) => {
    const known = verified.get(token)
    if (known && known.exp * 1000 > Date.now()) return known
    const { iss } = decodeJwt(token)
    // Only a known issuer's address is ever asked for keys: the token itself is not to be trusted yet.
    if (iss === undefined || !issuers.includes(iss)) throw new UnknownIssuer()
    const required = { issuer: iss, audience: [...audience], algorithms, requiredClaims: ['exp'] }
    const { payload } = await jwtVerify(token, await keysOf(iss), required)
    if (verified.size >= mostRemembered) verified.clear()
    verified.set(token, { ...payload, exp: payload.exp ?? 0 })
    return payload
  }
}

class UnknownIssuer extends Error {}

type ReadToken = (carrier: TokenCarrier) => string | undefined

const compileIdentitySource = (source: string): ReadToken => {
  const [, place, name] = /^\$request\.(header|querystring)\.(.+)$/.exec(source) ?? []
  must(name !== undefined, 'api.authorizer', `identity source ${source} is not emulated`)
  return ({ headers, query }) => {
    const value = place === 'header' ? headers[name.toLowerCase()] : (query.get(name) ?? undefined)
    return typeof value === 'string' ? value.replace(/^Bearer +/i, '') : undefined
  }
}

/** API Gateway hands every claim on as text; a list is written in square brackets. */
const claimText = (claim: unknown): string =>
  Array.isArray(claim)
    ? `[${claim.join(' ')}]`
    : typeof claim === 'object'
      ? JSON.stringify(claim)
      : String(claim)

const scopesOf = ({ scope, scp }: JWTPayload): readonly string[] => {
  const scopes = scope ?? scp
  return typeof scopes === 'string' ? scopes.split(' ') : Array.isArray(scopes) ? scopes : []
}

const invalidToken = (description: string): Authorization => ({
  granted: false,
  status: 401,
  challenge: `Bearer scope="" error="invalid_token" error_description="${description}"`,
})

const describeFailure = (error: unknown): string => {
  if (error instanceof UnknownIssuer) return 'invalid issuer'
  if (error instanceof errors.JWTExpired) return 'the token has expired'
  if (error instanceof errors.JWTClaimValidationFailed)
    return error.claim === 'nbf'
      ? 'the token is not valid yet'
      : `the token has an invalid ${error.claim} claim`
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'signature verification failed'
  return 'the token is not valid'
}

const authorizeWith = async (
  token: string,
  route: ApiRoute,
  verify: TokenVerifier,
): Promise<Authorization> => {
  try {
    const payload = await verify(token)
    const held = scopesOf(payload)
    if (route.scopes.length > 0 && !route.scopes.some((scope) => held.includes(scope)))
      return {
        granted: false,
        status: 403,
        challenge: `Bearer scope="${route.scopes.join(' ')}" error="insufficient_scope" error_description="insufficient scope"`,
      }
    const claims = Object.entries(payload).map(([name, claim]) => [name, claimText(claim)])
    const scopes = route.scopes.length > 0 ? route.scopes : null
    return { granted: true, jwt: { claims: Object.fromEntries(claims), scopes } }
  } catch (error) {
    return invalidToken(describeFailure(error))
  }
}

/**
 * The JWT authorizer of one API: signature by the issuer's published keys, issuer, audience, expiry, not-before, and
 * one of the route's scopes. Beside the configured issuer it accepts the local one, which signs development tokens.
 * @throws TongchouError `api.authorizer` for an identity source it cannot read
 */
export const createJwtAuthorizer = (authorizer: JwtAuthorizer, localIssuer: string) => {
  const tokenReaders = authorizer.identitySource.map(compileIdentitySource)
  const verify = createVerifier([localIssuer, authorizer.issuer], authorizer.audience)
  return async (route: ApiRoute, carrier: TokenCarrier): Promise<Authorization> => {
    const token = tokenReaders
      .map((read) => read(carrier))
      .find((found) => found !== undefined && found !== '')
    if (token === undefined) return { granted: false, status: 401, challenge: 'Bearer' }
    return authorizeWith(token, route, verify)
  }
}
