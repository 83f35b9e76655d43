import { mkdtemp, rm, stat } from 'node:fs/promises'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Issuer } from '../../../../local/contracts.ts'
import { createIssuer } from '../../../../local/issuer/create-issuer.ts'

let issuer: Issuer
let folder: string
let keyFile: string
const listener: RequestListener = (request, response) => {
  if (!issuer.handleRequest(request, response)) response.writeHead(404).end()
}
const server = createServer(listener)

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'issuer-'))
  keyFile = join(folder, 'data', 'key.json')
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/issuer`
  issuer = await createIssuer({ url, audience: 'tongchou', keyFile })
})

afterAll(async () => {
  server.close()
  server.closeAllConnections()
  await rm(folder, { recursive: true })
})

/** Checks a token as any verifier would: from the discovery document to the key set to the signature. */
const verify = async (token: string) => {
  const discovery = await fetch(`${issuer.url}/.well-known/openid-configuration`)
  const { jwks_uri } = (await discovery.json()) as { jwks_uri: string }
  return jwtVerify(token, createRemoteJWKSet(new URL(jwks_uri)), { issuer: issuer.url, audience: 'tongchou' })
}

describe('the development issuer', () => {
  it('signs tokens that verify from its discovery document', async () => {
    const { payload, protectedHeader } = await verify(
      await issuer.sign({ scope: 'city', division: '340100' }),
    )
    expect(protectedHeader.alg).toBe('RS256')
    expect(payload).toMatchObject({ scope: 'city', division: '340100', aud: 'tongchou' })
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(28_800)
  })

  it('lets a test set audience and expiry, but never the issuer', async () => {
    const claims = decodeJwt(await issuer.sign({ aud: 'other', exp: 1, iss: 'https://foreign.example' }))
    expect(claims).toMatchObject({ aud: 'other', exp: 1, iss: issuer.url })
  })

  it('keeps its key over a restart, so that tokens stay valid', async () => {
    const restarted = await createIssuer({ url: issuer.url, audience: 'tongchou', keyFile })
    await expect(verify(await restarted.sign({ scope: 'province' }))).resolves.toBeDefined()
    expect((await stat(keyFile)).mode & 0o777).toBe(0o600)
  })

  it('does not vouch for another issuer with another key', async () => {
    const foreign = await createIssuer({ url: issuer.url, audience: 'tongchou' })
    await expect(verify(await foreign.sign({ scope: 'province' }))).rejects.toThrow()
  })

  it('publishes no private part of its key', async () => {
    const { keys } = (await (await fetch(`${issuer.url}/jwks.json`)).json()) as { keys: object[] }
    expect(keys.map((key) => Object.keys(key).sort())).toEqual([['alg', 'e', 'kid', 'kty', 'n', 'use']])
  })

  it('grants client credentials with the claims of the form', async () => {
    const ask = (grant_type: string) =>
      fetch(`${issuer.url}/token`, {
        method: 'POST',
        body: new URLSearchParams({
          grant_type,
          client_id: 'me',
          scope: 'institution',
          institution: 'H34010000001',
        }),
      })
    const granted = (await (await ask('client_credentials')).json()) as { access_token: string }
    const { payload } = await verify(granted.access_token)
    expect(payload).toMatchObject({ scope: 'institution', institution: 'H34010000001' })
    expect(payload).not.toHaveProperty('client_id')
    expect((await ask('password')).status).toBe(400)
  })

  it('leaves other paths to others', async () => {
    expect((await fetch(`${issuer.url}/other`)).status).toBe(404)
    expect((await fetch(`${issuer.url}/token`)).status).toBe(404)
  })
})
