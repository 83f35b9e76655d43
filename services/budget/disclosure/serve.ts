import type { PublicFiles } from '#shared/edge/files/public-files.ts'
import { hashOf } from '#shared/kernel/hash.ts'
import { pageStyle } from './page.ts'

/** What is asked of the public files. */
export type PublicRequest = { readonly path: string; readonly ifNoneMatch?: string | undefined }

/** An answer as API Gateway takes it. */
export type PublicAnswer = {
  readonly statusCode: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly isBase64Encoded: boolean
}

const styleDigest = hashOf(new TextEncoder().encode(pageStyle)).toString('base64')

/** A page runs nothing and loads nothing: its own style is all that is let in. */
const common = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${styleDigest}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
}

const empty = (statusCode: number, headers: Readonly<Record<string, string>>): PublicAnswer => ({
  ...{ statusCode, headers: { ...common, ...headers }, body: '', isBase64Encoded: false },
})

/** The key of a file, or of a folder's list; undefined of what can be none. */
const keyOf = (path: string): string | undefined => {
  const inside = path.replace(/^\/public\/?/, '')
  const key = inside === '' || inside.endsWith('/') ? `${inside}index.html` : inside
  return /^([a-z0-9-]+\/){0,2}[a-z0-9-]+\.(html|csv|xlsx|json)$/.test(key) ? key : undefined
}

/** Answers a request below /public with a file that stands there, or with nothing where its reader has the same. */
export const servePublic = async (
  { path, ifNoneMatch }: PublicRequest,
  files: Pick<PublicFiles, 'get'>,
): Promise<PublicAnswer> => {
  const key = keyOf(path)
  const file = key === undefined ? undefined : await files.get(key)
  if (!file)
    return {
      ...empty(404, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'public, max-age=60' }),
      body: '没有公开这个文件。There is no such public file.',
    }
  const kept = { etag: `"${file.digest}"`, 'cache-control': `public, max-age=${file.keptSeconds}` }
  if (ifNoneMatch === kept.etag) return empty(304, kept)
  return {
    ...empty(200, { ...kept, 'content-type': file.type }),
    body: Buffer.from(file.bytes).toString('base64'),
    isBase64Encoded: true,
  }
}
