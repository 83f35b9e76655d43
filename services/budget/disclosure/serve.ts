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

const base = '/public'
const listName = 'index.html'

/** What a path asks for: a file, or the list of a folder whose name lacks the slash at its end. */
type Wanted = { readonly key: string; readonly folder?: string }

/** Undefined of what can be none: only short names that a file has been given reach the bucket. */
const wantedBy = (path: string): Wanted | undefined => {
  if (path === base) return { key: listName }
  if (!path.startsWith(`${base}/`)) return undefined
  const inside = path.slice(base.length + 1)
  if (/^[a-z0-9-]{1,40}$/.test(inside)) return { key: `${inside}/${listName}`, folder: `${base}/${inside}/` }
  const key = inside === '' || inside.endsWith('/') ? `${inside}${listName}` : inside
  return /^([a-z0-9-]{1,40}\/){0,2}[a-z0-9-]{1,80}\.(html|csv|xlsx|json)$/.test(key) ? { key } : undefined
}

/** Whether a reader has the same, as they say: one digest, several, or any; a copy that was packed has a weak one. */
const hasSame = (etag: string, ifNoneMatch = ''): boolean =>
  ifNoneMatch
    .split(',')
    .map((each) => each.trim().replace(/^W\//, ''))
    .some((each) => each === '*' || each === etag)

/** Answers a request below /public with a file that stands there, or with nothing where its reader has the same. */
export const servePublic = async (
  { path, ifNoneMatch }: PublicRequest,
  files: Pick<PublicFiles, 'get'>,
): Promise<PublicAnswer> => {
  const wanted = wantedBy(path)
  const file = wanted && (await files.get(wanted.key))
  if (!file)
    return {
      ...empty(404, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'public, max-age=60' }),
      body: '没有公开这个文件。There is no such public file.',
    }
  const kept = { etag: `"${file.digest}"`, 'cache-control': `public, max-age=${file.keptSeconds}` }
  // Links of a list are told from where it stands, and stand nowhere without the slash.
  if (wanted.folder !== undefined)
    return empty(308, { 'cache-control': kept['cache-control'], location: wanted.folder })
  if (hasSame(kept.etag, ifNoneMatch)) return empty(304, kept)
  return {
    ...empty(200, { ...kept, 'content-type': file.type }),
    body: Buffer.from(file.bytes).toString('base64'),
    isBase64Encoded: true,
  }
}
