import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { serve } from '../../../console/server/serve.ts'

const signIn = { issuer: 'https://login.example/issuer', clientId: 'console', audience: 'tongchou' }
let folder = ''
let site = ''

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'console-site-'))
  site = join(folder, 'site')
  mkdirSync(join(site, 'assets'), { recursive: true })
  writeFileSync(join(site, 'index.html'), '<html><head></head><body></body></html>')
  writeFileSync(join(site, 'assets', 'main-1a.js'), 'plain')
  writeFileSync(join(site, 'assets', 'main-1a.js.br'), 'packed')
  writeFileSync(join(site, '.parts'), 'secret')
  writeFileSync(join(folder, 'outside.js'), 'secret')
})

afterAll(() => rmSync(folder, { recursive: true }))

const ask = (path: string, acceptsBrotli = false) => serve({ path, acceptsBrotli }, site, signIn)
const bytes = (answer: ReturnType<typeof ask>) => Buffer.from(answer.body, 'base64').toString()

test('every address of the console is the page, which nobody keeps', () => {
  for (const path of ['/console', '/console/', '/console/people/person', '/console/index.html']) {
    const { statusCode, headers, body } = ask(path)
    expect([path, statusCode, headers['content-type']]).toEqual([path, 200, 'text/html; charset=utf-8'])
    expect(headers['cache-control']).toBe('no-store')
    expect(body).toContain('<html>')
  }
})

test('a page allows its own files, its issuer and styles with its own nonce, and nothing else', () => {
  const { headers, body } = ask('/console')
  const nonce = /name="style-nonce" content="([^"]+)"/.exec(body)?.[1]
  expect(nonce).toMatch(/^[A-Za-z0-9+/]{22}==$/)
  expect(headers['content-security-policy']).toBe(
    "default-src 'none'; script-src 'self'; " +
      `style-src 'self' 'nonce-${nonce}'; style-src-attr 'unsafe-inline'; ` +
      "img-src 'self' data: blob:; font-src 'self'; connect-src 'self' https://login.example; " +
      "frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  )
  expect(ask('/console').body).not.toBe(body)
})

test('a file is kept for a year, since its name changes with what it holds', () => {
  const answer = ask('/console/assets/main-1a.js')
  expect(answer).toMatchObject({
    statusCode: 200,
    headers: {
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
      vary: 'accept-encoding',
    },
  })
  expect(bytes(answer)).toBe('plain')
})

test('a browser that reads brotli gets the packed file', () => {
  const answer = ask('/console/assets/main-1a.js', true)
  expect(answer.headers['content-encoding']).toBe('br')
  expect(bytes(answer)).toBe('packed')
})

test.each([
  '/console/assets/../../outside.js',
  '/console/assets/../.parts',
  '/console/assets/missing.js',
  '/console/assets/main-1a.js.br',
  '/console/assets/',
  '/console/../../outside.js',
  '/console/assets/%2e%2e/%2e%2e/outside.js',
])('%s gives nothing but the site’s files', (path) => {
  const answer = ask(path)
  expect(answer.body).not.toContain(Buffer.from('secret').toString('base64'))
  expect(answer.body).not.toContain('secret')
  expect(answer.statusCode === 404 || answer.body.includes('<html>')).toBe(true)
})

test('the page learns where to sign in', () => {
  expect(JSON.parse(ask('/console/sign-in.json').body)).toEqual(signIn)
})
