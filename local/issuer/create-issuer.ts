import type { IncomingMessage, ServerResponse } from 'node:http'
import { SignJWT } from 'jose'
import type { CreateIssuer, Issuer, TokenClaims } from '../contracts.ts'
import { readBody } from '../http/read-body.ts'
import { sendJson } from '../http/send-json.ts'
import { createCodes } from './authorization-codes.ts'
import { chosenOfficer, officersPage } from './officers-page.ts'
import { loadSigningKey, signingAlgorithm } from './signing-key.ts'

/** A working day, so that no session ends during one. */
const defaultLifeSeconds = 8 * 60 * 60
const maxFormBytes = 64 * 1024

const discoveryOf = (url: string) => ({
  issuer: url,
  jwks_uri: `${url}/jwks.json`,
  authorization_endpoint: `${url}/authorize`,
  token_endpoint: `${url}/token`,
  grant_types_supported: ['client_credentials', 'authorization_code'],
  response_types_supported: ['token', 'code'],
  code_challenge_methods_supported: ['S256'],
  subject_types_supported: ['public'],
  id_token_signing_alg_values_supported: [signingAlgorithm],
})

type Sign = Issuer['sign']

const noStore = { 'cache-control': 'no-store' }

/** Client credentials without a secret. Every form field but the grant's own becomes a claim: any scope and division. */
const grantToClient = async (form: URLSearchParams, sign: Sign) => {
  const reserved = new Set(['grant_type', 'client_id', 'client_secret'])
  const claims = Object.fromEntries([...form].filter(([name]) => !reserved.has(name)))
  return { access_token: await sign(claims), token_type: 'Bearer', expires_in: defaultLifeSeconds }
}

/** A code of the officers' page, changed for their tokens; undefined where it is not theirs to change. */
const grantToOfficer = async (form: URLSearchParams, codes: ReturnType<typeof createCodes>, sign: Sign) => {
  const granted = codes.redeem(form)
  if (granted === undefined) return undefined
  const { claims, clientId, nonce } = granted
  return {
    ...{ access_token: await sign(claims), token_type: 'Bearer', expires_in: defaultLifeSeconds },
    id_token: await sign({ ...claims, aud: clientId, ...(nonce === undefined ? {} : { nonce }) }),
  }
}

const readForm = async (request: IncomingMessage): Promise<URLSearchParams> =>
  new URLSearchParams((await readBody(request, maxFormBytes)).toString('utf8'))

/** The token endpoint, for systems and for the officers' page. */
const grantToken = async (
  request: IncomingMessage,
  response: ServerResponse,
  codes: ReturnType<typeof createCodes>,
  sign: Sign,
) => {
  const form = await readForm(request)
  const grant = form.get('grant_type')
  if (grant === 'client_credentials') return sendJson(response, 200, await grantToClient(form, sign), noStore)
  if (grant !== 'authorization_code') return sendJson(response, 400, { error: 'unsupported_grant_type' })
  const tokens = await grantToOfficer(form, codes, sign)
  return tokens
    ? sendJson(response, 200, tokens, noStore)
    : sendJson(response, 400, { error: 'invalid_grant' })
}

const isOfThisMachine = (address: string): boolean => {
  const host = URL.parse(address)?.hostname
  return host === '127.0.0.1' || host === 'localhost' || host === '[::1]'
}

/** The page on which an officer is chosen, and the way back with a code. */
const authorize = async (
  request: IncomingMessage,
  response: ServerResponse,
  codes: ReturnType<typeof createCodes>,
) => {
  if (request.method === 'GET') {
    const query = new URL(request.url ?? '', 'http://issuer').searchParams
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...noStore })
    response.end(officersPage(query))
    return
  }
  const form = await readForm(request)
  const officer = chosenOfficer(form)
  const redirectUri = form.get('redirect_uri') ?? ''
  const challenge = form.get('code_challenge') ?? ''
  if (
    !officer ||
    !isOfThisMachine(redirectUri) ||
    challenge === '' ||
    form.get('code_challenge_method') !== 'S256'
  )
    return sendJson(response, 400, { error: 'invalid_request' })
  const clientId = form.get('client_id') ?? ''
  const nonce = form.get('nonce') ?? undefined
  const code = codes.grant({ claims: officer, clientId, redirectUri, challenge, nonce })
  const back = new URL(redirectUri)
  back.searchParams.set('code', code)
  back.searchParams.set('state', form.get('state') ?? '')
  response.writeHead(303, { location: back.href, ...noStore })
  response.end()
}

/**
 * An OIDC issuer for development: real RS256 tokens, a discovery document, a key set, a token endpoint, and a page on which
 * to choose an officer (code flow with PKCE). It checks no identity, so it may only ever listen on loopback.
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

  const codes = createCodes()

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
      const answering =
        path === `${base}/authorize`
          ? authorize(request, response, codes)
          : request.method === 'POST' && path === `${base}/token`
            ? grantToken(request, response, codes, sign)
            : undefined
      answering?.catch((error: unknown) =>
        sendJson(response, 500, { error: 'server_error', error_description: String(error) }),
      )
      return answering !== undefined
    },
  }
}
