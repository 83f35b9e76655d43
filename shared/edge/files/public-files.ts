import type { S3Client } from '@aws-sdk/client-s3'
import { publicPrefix } from '#shared/contracts/files.ts'
import { setting } from '#shared/edge/function/environment.ts'
import { TongchouError } from '#shared/kernel/errors.ts'
import { hashOf } from '#shared/kernel/hash.ts'

/** A file that everybody may read: what it holds, as what, and for how many seconds a copy of it may be kept. */
export type PublicFile = { readonly bytes: Uint8Array; readonly type: string; readonly keptSeconds: number }

/** The files that stand in public, as the functions that write or answer with them use them. */
export type PublicFiles = {
  /**
   * Puts a file under a key, in place of what is there.
   * @throws TongchouError `public-files.too-large`
   */
  readonly put: (key: string, file: PublicFile) => Promise<void>
  /** Undefined where nothing stands. */
  readonly get: (key: string) => Promise<(PublicFile & { readonly digest: string }) | undefined>
  /** The digest of what stands under a key, without reading it. */
  readonly digestAt: (key: string) => Promise<string | undefined>
}

/** So large is a file at most: an answer carries six megabytes, and in text four bytes stand for three. */
export const mostPublicBytes = 4_000_000

/** The digest by which a file is known to be the same. */
export const digestOfFile = (bytes: Uint8Array): string => hashOf(bytes).toString('hex')

const refuse = async (): Promise<never> => {
  throw new TongchouError('public-files.not-given', 'this function may not reach the public files')
}

/** For whoever works on runs and makes nothing public. */
export const noPublicFiles: PublicFiles = { put: refuse, get: refuse, digestAt: refuse }

const loadS3 = () => import('@aws-sdk/client-s3')

const isAbsent = (error: unknown): boolean =>
  (error as { readonly $metadata?: { readonly httpStatusCode?: number } }).$metadata?.httpStatusCode === 404

const refuseLarge = (key: string, bytes: number): void => {
  if (bytes > mostPublicBytes)
    throw new TongchouError(
      'public-files.too-large',
      `${key} has ${bytes} bytes: more than an answer carries`,
    )
}

const digestName = 'digest'
const secondsName = 'kept-seconds'

/** Opens the bucket of public files. */
export const openPublicFiles = (
  open: () => Promise<S3Client> = async () => new (await loadS3()).S3Client({ maxAttempts: 5 }),
  name: () => string = () => setting('PUBLIC_FILES_BUCKET'),
): PublicFiles => {
  let opened: Promise<S3Client> | undefined
  const client = () => {
    opened ??= open()
    return opened
  }
  return {
    put: async (key, { bytes, type, keptSeconds }) => {
      refuseLarge(key, bytes.length)
      const { PutObjectCommand } = await loadS3()
      await (await client()).send(
        new PutObjectCommand({
          ...{ Bucket: name(), Key: `${publicPrefix}${key}`, Body: bytes, ContentType: type },
          CacheControl: `public, max-age=${keptSeconds}`,
          Metadata: { [digestName]: digestOfFile(bytes), [secondsName]: String(keptSeconds) },
        }),
      )
    },
    get: async (key) => {
      const { GetObjectCommand } = await loadS3()
      try {
        const {
          Body,
          ContentLength = 0,
          ContentType,
          Metadata = {},
        } = await (await client()).send(
          new GetObjectCommand({ Bucket: name(), Key: `${publicPrefix}${key}` }),
        )
        refuseLarge(key, ContentLength)
        const bytes = (await Body?.transformToByteArray()) ?? new Uint8Array()
        return {
          bytes,
          type: ContentType ?? 'application/octet-stream',
          keptSeconds: Number(Metadata[secondsName] ?? 0),
          digest: Metadata[digestName] ?? digestOfFile(bytes),
        }
      } catch (error) {
        if (isAbsent(error)) return undefined
        throw error
      }
    },
    digestAt: async (key) => {
      const { HeadObjectCommand } = await loadS3()
      try {
        const { Metadata = {} } = await (await client()).send(
          new HeadObjectCommand({ Bucket: name(), Key: `${publicPrefix}${key}` }),
        )
        return Metadata[digestName]
      } catch (error) {
        if (isAbsent(error)) return undefined
        throw error
      }
    },
  }
}
