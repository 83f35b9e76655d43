import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { decodeJwt } from 'jose'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Issuer } from '../../../../local/contracts.ts'
import { createIssuer } from '../../../../local/issuer/create-issuer.ts'

let issuer: Issuer
const server = createServer((request, response) => {
  if (!issuer.handleRequest(request, response)) response.writeHead(404).end()
})

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/issuer`
  issuer = await createIssuer({ url, audience: 'tongchou' })
})

afterAll(() => {
  server.close()
  server.closeAllConnections()
})

const verifier = 'a-verifier-that-only-the-console-knows-0123456789'
const redirectUri = 'http://127.0.0.1:3000/console/signed-in'
const clerk = JSON.stringify({ sub: 'clerk.hefei', scope: 'city', division: '340100', institution: '' })

const asked = {
  client_id: 'tongchou-console',
  redirect_uri: redirectUri,
  response_type: 'code',
  state: 'where-it-was',
  nonce: 'once',
  code_challenge: createHash('sha256').update(verifier).digest('base64url'),
  code_challenge_method: 'S256',
}

const choose = (more: Readonly<Record<string, string>> = {}) =>
  fetch(`${issuer.url}/authorize`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ ...asked, officer: clerk, ...more }),
  })

const codeOf = async (): Promise<string> => {
  const location = (await choose()).headers.get('location')
  return new URL(location ?? '').searchParams.get('code') ?? ''
}

const redeem = (code: string, more: Readonly<Record<string, string>> = {}) =>
  fetch(`${issuer.url}/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: 'tongchou-console',
      redirect_uri: redirectUri,
      code_verifier: verifier,
      code,
      ...more,
    }),
  })

test('the page offers an officer of each role and city', async () => {
  const page = await (await fetch(`${issuer.url}/authorize?${new URLSearchParams(asked)}`)).text()
  for (const who of ['clerk.anhui', 'auditor.anhui', 'checker.hefei', 'hospital.huangshan'])
    expect(page).toContain(who)
  expect(page).toContain('name="state" value="where-it-was"')
})

test('what the page is asked with is shown as text, never as a page of its own', async () => {
  const page = await (await fetch(`${issuer.url}/authorize?state=${encodeURIComponent('"><script>')}`)).text()
  expect(page).not.toContain('<script>')
})

test('whoever was chosen comes back with a code and the state that was asked with', async () => {
  const answer = await choose()
  const back = new URL(answer.headers.get('location') ?? '')
  expect(answer.status).toBe(303)
  expect(back.origin + back.pathname).toBe(redirectUri)
  expect(back.searchParams.get('state')).toBe('where-it-was')
})

test('a code is changed for the tokens of the officer who was chosen', async () => {
  const { access_token, id_token } = (await (await redeem(await codeOf())).json()) as Record<string, string>
  expect(decodeJwt(access_token ?? '')).toMatchObject({
    sub: 'clerk.hefei',
    scope: 'city',
    division: '340100',
    aud: 'tongchou',
  })
  expect(decodeJwt(id_token ?? '')).toMatchObject({ aud: 'tongchou-console', nonce: 'once' })
})

test('a code is good once', async () => {
  const code = await codeOf()
  expect((await redeem(code)).status).toBe(200)
  expect((await redeem(code)).status).toBe(400)
})

test.each([
  { code_verifier: 'another' },
  { client_id: 'another' },
  { redirect_uri: 'http://127.0.0.1:3000/elsewhere' },
])('a code is not changed for %o', async (more) => {
  const answer = await redeem(await codeOf(), more)
  expect(answer.status).toBe(400)
  expect(await answer.json()).toEqual({ error: 'invalid_grant' })
})

test.each([
  ['an address of another machine', { redirect_uri: 'https://elsewhere.example/console' }],
  ['no challenge', { code_challenge: '' }],
  ['a challenge that is the verifier itself', { code_challenge_method: 'plain' }],
  ['nobody', { officer: '' }],
])('no code is given for %s', async (_, more) => {
  expect((await choose(more)).status).toBe(400)
})
