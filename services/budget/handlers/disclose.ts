import type { PublicFiles } from '#shared/edge/files/public-files.ts'
import { openPublicFiles } from '#shared/edge/files/public-files.ts'
import type { PublicAnswer } from '../disclosure/serve.ts'
import { servePublic } from '../disclosure/serve.ts'

/** What of API Gateway's event says which file is asked for. */
type Asked = { readonly rawPath: string; readonly headers: Readonly<Record<string, string | undefined>> }

/** Answers everybody, without a token, with files that stand in public. It knows nothing but these. */
export const compose =
  ({ publicFiles }: { readonly publicFiles: PublicFiles }) =>
  ({ rawPath, headers }: Asked): Promise<PublicAnswer> =>
    servePublic({ path: rawPath, ifNoneMatch: headers['if-none-match'] }, publicFiles)

export const handler = compose({ publicFiles: openPublicFiles() })
