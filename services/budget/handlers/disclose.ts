import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda'
import type { PublicFiles } from '#shared/edge/files/public-files.ts'
import { openPublicFiles } from '#shared/edge/files/public-files.ts'
import { servePublic } from '../disclosure/serve.ts'

/** Answers everybody, without a token, with files that stand in public. It knows nothing but these. */
export const compose =
  ({ publicFiles }: { readonly publicFiles: PublicFiles }) =>
  ({
    rawPath,
    headers,
  }: Pick<APIGatewayProxyEventV2, 'rawPath' | 'headers'>): Promise<APIGatewayProxyStructuredResultV2> =>
    servePublic({ path: rawPath, ifNoneMatch: headers['if-none-match'] }, publicFiles)

export const handler = compose({ publicFiles: openPublicFiles() })
