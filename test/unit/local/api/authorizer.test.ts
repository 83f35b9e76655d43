import { generateKeyPair, SignJWT } from 'jose'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createJwtAuthorizer } from '../../../../local/api/authorize.ts'
import { startGateway } from './gateway.ts'

const guarded = [
  { key: 'GET /open' },
  { key: 'GET /mine', authorizer: 'province' },
  { key: 'GET /audit', authorizer: 'province', scopes: ['auditor', 'province'] },
]

const get = (url: string, token?: string) =>
  fetch(url, token === undefined ? {} : { headers: { authorization: token } })
afterEach(() => {
  vi.useRealTimers()
})
const now = () => Math.floor(Date.now() / 1000)

describe('the JWT authorizer', () => {
  it('hands the claims on as text', async () => {
    await using api = await startGateway({ routes: guarded })
    const token = await api.issuer.sign({ scope: 'city', division: '340100', level: 3 })
    expect((await get(`${api.url}/mine`, `Bearer ${token}`)).status).toBe(200)
    expect(api.invoked[0]?.event.requestContext).toMatchObject({
      authorizer: {
        jwt: {
          claims: {
            iss: api.issuer.url,
            aud: 'tongchou',
            scope: 'city',
            division: '340100',
            level: '3',
            exp: expect.stringMatching(/^\d+$/),
          },
          scopes: null,
        },
      },
    })
  })

  it('takes a token without the word Bearer, as API Gateway does', async () => {
    await using api = await startGateway({ routes: guarded })
    expect((await get(`${api.url}/mine`, await api.issuer.sign({}))).status).toBe(200)
  })

  it('refuses a request without a token', async () => {
    await using api = await startGateway({ routes: guarded })
    const response = await get(`${api.url}/mine`)
    expect([response.status, await response.text()]).toEqual([401, '{"message":"Unauthorized"}'])
    expect(response.headers.get('www-authenticate')).toBe('Bearer')
    expect(api.invoked).toEqual([])
  })

  it.each([
    ['expired', { exp: now() - 1 }, 'the token has expired'],
    ['not yet valid', { nbf: now() + 60 }, 'the token is not valid yet'],
    ['for another audience', { aud: 'other' }, 'the token has an invalid aud claim'],
  ])('refuses a token that is %s', async (_name, claims, reason) => {
    await using api = await startGateway({ routes: guarded })
    const response = await get(`${api.url}/mine`, `Bearer ${await api.issuer.sign(claims)}`)
    expect(response.status).toBe(401)
    expect(response.headers.get('www-authenticate')).toContain(`error_description="${reason}"`)
    expect(api.invoked).toEqual([])
  })

  it('refuses a token it has let in before once it has expired', async () => {
    await using api = await startGateway({ routes: guarded })
    const token = await api.issuer.sign({ exp: now() + 60 })
    const ask = async () => (await get(`${api.url}/mine`, `Bearer ${token}`)).status
    expect([await ask(), await ask()]).toEqual([200, 200])
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 61_000 })
    expect(await ask()).toBe(401)
  })

  it('refuses a token that someone else signed in our name, or in their own', async () => {
    await using api = await startGateway({ routes: guarded })
    const { privateKey } = await generateKeyPair('RS256')
    const forge = (iss: string) =>
      new SignJWT({ iss, aud: 'tongchou', exp: now() + 60 })
        .setProtectedHeader({ alg: 'RS256' })
        .sign(privateKey)
    for (const issuer of [api.issuer.url, 'https://foreign.example'])
      expect((await get(`${api.url}/mine`, `Bearer ${await forge(issuer)}`)).status).toBe(401)
  })

  it.each(['Bearer x', 'Bearer a.b.c', 'Basic dTpw'])('refuses %s', async (token) => {
    await using api = await startGateway({ routes: guarded })
    expect((await get(`${api.url}/mine`, token)).status).toBe(401)
  })

  it('forbids a route whose scopes the token lacks, and lets one of them in', async () => {
    await using api = await startGateway({ routes: guarded })
    const audit = async (scope: string) => get(`${api.url}/audit`, await api.issuer.sign({ scope }))
    const refused = await audit('city institution')
    expect([refused.status, await refused.text()]).toEqual([403, '{"message":"Forbidden"}'])
    expect((await audit('city auditor')).status).toBe(200)
    expect(api.invoked[0]?.event.requestContext).toMatchObject({
      authorizer: { jwt: { scopes: ['auditor', 'province'] } },
    })
  })

  it('leaves an open route open', async () => {
    await using api = await startGateway({ routes: guarded })
    expect((await get(`${api.url}/open`)).status).toBe(200)
  })

  it('stops the start on a source of tokens it cannot read, or a route whose authorizer is unknown', async () => {
    const identitySource = ['$context.identity']
    const unreadable = { name: 'a', issuer: 'https://issuer.example', audience: ['tongchou'], identitySource }
    const refusal = { code: 'api.authorizer' }
    expect(() => createJwtAuthorizer(unreadable, 'http://local')).toThrow(expect.objectContaining(refusal))
    await expect(startGateway({ routes: [{ key: 'GET /x', authorizer: 'nobody' }] })).rejects.toMatchObject(
      refusal,
    )
  })
})
