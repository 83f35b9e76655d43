import type { IncomingMessage, ServerResponse } from 'node:http'
import { SignJWT } from 'jose'
import type { CreateIssuer, Issuer, TokenClaims } from '../contracts.ts'
import { readBody } from '../http/read-body.ts'
import { sendJson } from '../http/send-json.ts'
import { loadSigningKey, signingAlgorithm } from './signing-key.ts'

/** A working day, so that no session ends during one. */
const defaultLifeSeconds = 8 * 60 * 60
const maxFormBytes = 64 * 1024

const discoveryOf = (url: string) => ({
  issuer: url,
  jwks_uri: `${url}/jwks.json`,
  token_endpoint: `${url}/token`,
  grant_types_supported: ['client_credentials'],
  response_types_supported: ['token'],
  subject_types_supported: ['public'],
  id_token_signing_alg_values_supported: [signingAlgorithm],
})

/**
 * The token endpoint: client credentials without a secret, for development. Every form field but the grant's own
 * becomes a claim, so that a caller can ask for any scope and division.
 */
const grantToken = async (request: IncomingMessage, response: ServerResponse, sign: Issuer['sign']) => {
  const form = new URLSearchParams((await readBody(request, maxFormBytes)).toString('utf8'))
  if (form.get('grant_type') !== 'client_credentials')
    return sendJson(response, 400, { error: 'unsupported_grant_type' })
  const reserved = new Set(['grant_type', 'client_id', 'client_secret'])
  const claims = Object.fromEntries([...form].filter(([name]) => !reserved.has(name)))
  const headers = { 'cache-control': 'no-store' }
  const token = { access_token: await sign(claims), token_type: 'Bearer', expires_in: defaultLifeSeconds }
  return sendJson(response, 200, token, headers)
}

/**
 * An OIDC issuer for development: real RS256 tokens, a discovery document, a key set and a token endpoint. It checks no
 * identity, so it may only ever listen on loopback.
 */
export const createIssuer: CreateIssuer = async ({ url, audience, keyFile }) => {
  const { privateKey, publicJwk } = await loadSigningKey(keyFile)
  const base = new URL(url).pathname.replace(/\/$/, '')

  const sign = (claims: TokenClaims): Promise<string> => {
    const issuedAt = Math.floor(Date.now() / 1000)
    return new SignJWT({
      aud: audience,
      iat: issuedAt,
      exp: issuedAt + defaultLifeSeconds,
      ...claims,
      iss: url,
    })
      .setProtectedHeader({ alg: signingAlgorithm, typ: 'JWT', kid: publicJwk.kid })
      .sign(privateKey)
  }

  const documents: Record<string, unknown> = {
    [`${base}/.well-known/openid-configuration`]: discoveryOf(url),
    [`${base}/jwks.json`]: { keys: [publicJwk] },
  }

  return {
    url,
    sign,
    handleRequest: (request, response) => {
      const [path = ''] = (request.url ?? '').split('?', 1)
      const document = request.method === 'GET' ? documents[path] : undefined
      if (document !== undefined) {
        sendJson(response, 200, document)
        return true
      }
      if (request.method !== 'POST' || path !== `${base}/token`) return false
      grantToken(request, response, sign).catch((error: unknown) =>
        sendJson(response, 500, { error: 'server_error', error_description: String(error) }),
      )
      return true
    },
  }
}
