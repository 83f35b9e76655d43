import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { extname, join, normalize } from 'node:path'

/** What is asked of the console's site. */
export type SiteRequest = { readonly path: string; readonly acceptsBrotli: boolean }

/** An answer as API Gateway takes it. */
export type SiteAnswer = {
  readonly statusCode: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly isBase64Encoded: boolean
}

/** Where the console's callers sign in. */
export type SignIn = { readonly issuer: string; readonly clientId: string; readonly audience: string }

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.png': 'image/png',
}

/** Nothing but our own files and the issuer is ever asked; a script or style needs the page's own nonce or file. */
const policyOf = (nonce: string, issuer: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self' ${new URL(issuer).origin}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')

const common = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000',
}

const textAnswer = (statusCode: number, type: string, body: string, more: Record<string, string> = {}) => ({
  statusCode,
  headers: { ...common, 'content-type': type, 'cache-control': 'no-store', ...more },
  body,
  isBase64Encoded: false,
})

const page = (site: string, { issuer }: SignIn): SiteAnswer => {
  const nonce = randomBytes(16).toString('base64')
  const html = readFileSync(join(site, 'index.html'), 'utf8').replace(
    '<head>',
    `<head><meta name="style-nonce" content="${nonce}" />`,
  )
  return textAnswer(200, types['.html'] ?? '', html, { 'content-security-policy': policyOf(nonce, issuer) })
}

const file = (site: string, path: string, acceptsBrotli: boolean): SiteAnswer => {
  const whole = join(site, path)
  const packed = acceptsBrotli && existsSync(`${whole}.br`)
  return {
    statusCode: 200,
    headers: {
      ...common,
      'content-type': types[extname(path)] ?? 'application/octet-stream',
      // A file is named after what it holds, so it never changes.
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'accept-encoding',
      ...(packed ? { 'content-encoding': 'br' } : {}),
    },
    body: readFileSync(packed ? `${whole}.br` : whole).toString('base64'),
    isBase64Encoded: true,
  }
}

/**
 * Answers a request below /console: a built file, the sign-in settings, or the page itself for every address of the
 * console, which finds its place by the address.
 */
export const serve = ({ path, acceptsBrotli }: SiteRequest, site: string, signIn: SignIn): SiteAnswer => {
  const inside = normalize(path.replace(/^\/console\/?/, '')).replace(/^(\.\.[/\\])+/, '')
  if (inside === 'sign-in.json') return textAnswer(200, types['.json'] ?? '', JSON.stringify(signIn))
  if (inside.startsWith('assets/'))
    return existsSync(join(site, inside)) && extname(inside) in types
      ? file(site, inside, acceptsBrotli)
      : textAnswer(404, 'text/plain; charset=utf-8', '没有这个文件。There is no such file.')
  return page(site, signIn)
}
