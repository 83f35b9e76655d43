import type { S3Client } from '@aws-sdk/client-s3'
import { setting } from '#shared/edge/function/environment.ts'
import { TongchouError } from '#shared/kernel/errors.ts'
import { hashOf } from '#shared/kernel/hash.ts'

/** Names an object as it was when somebody told of it: another one in its place is another object. */
export type ObjectName = {
  readonly key: string
  readonly etag?: string | undefined
  /** Where the bucket keeps versions. */
  readonly version?: string | undefined
}

/** What an object holds, and what its sender says of it in its metadata. */
export type ObjectRead = { readonly bytes: Uint8Array; readonly said: Readonly<Record<string, string>> }

/** The bucket of files, as the functions that may reach it use it. */
export type Bucket = {
  /**
   * Reads a whole object; undefined when it is gone or another took its place.
   * @throws TongchouError `file.too-large`
   */
  readonly read: (name: ObjectName, mostBytes: number) => Promise<ObjectRead | undefined>
  /** Reads some bytes of an object from a place on, and tells its size; undefined as `read`. */
  readonly piece: (
    name: ObjectName,
    from: number,
    length: number,
  ) => Promise<(ObjectRead & { readonly size: number }) | undefined>
  /** Keeps an object under a key that nothing else may have: the same again is taken, `other` is what is there else. */
  readonly keep: (key: string, bytes: Uint8Array) => Promise<'kept' | 'other'>
}

/**
 * A whole object that holds something; undefined as `read`.
 * @throws TongchouError `file.empty`, `file.too-large`
 */
export const readWhole = async (
  files: Pick<Bucket, 'read'>,
  name: ObjectName,
  mostBytes: number,
): Promise<ObjectRead | undefined> => {
  const read = await files.read(name, mostBytes)
  if (read?.bytes.byteLength === 0) throw new TongchouError('file.empty', 'the file is empty')
  return read
}

/** The client is loaded with the first file: whoever starts for a request without one does not wait for it. */
const loadS3 = () => import('@aws-sdk/client-s3')

const statusOf = (error: unknown): number | undefined =>
  (error as { readonly $metadata?: { readonly httpStatusCode?: number } }).$metadata?.httpStatusCode

/** Gone, or another one since: S3 answers 404, or 412 where the ETag is not the one asked for. */
const isElsewhere = (error: unknown): boolean => [404, 412].includes(statusOf(error) ?? 0)

const tooLarge = (mostBytes: number): TongchouError =>
  new TongchouError('file.too-large', 'the file is too large', { megabytes: Math.floor(mostBytes / 1e6) })

const digestName = 'digest'

/** Opens the bucket of files that this function may reach. */
export const openBucket = (
  open: () => Promise<S3Client> = async () => new (await loadS3()).S3Client({ maxAttempts: 5 }),
  name: () => string = () => setting('FILES_BUCKET'),
): Bucket => {
  let opened: Promise<S3Client> | undefined
  const client = () => {
    opened ??= open()
    return opened
  }

  /** The digest of what stands under a key; undefined when it tells none. */
  const digestAt = async (key: string): Promise<string | undefined> => {
    const { HeadObjectCommand } = await loadS3()
    const { Metadata } = await (await client()).send(new HeadObjectCommand({ Bucket: name(), Key: key }))
    return Metadata?.[digestName]
  }

  return {
    read: async ({ key, etag, version }, mostBytes) => {
      const { GetObjectCommand } = await loadS3()
      const asked = new GetObjectCommand({
        Bucket: name(),
        Key: key,
        ...(etag === undefined ? {} : { IfMatch: `"${etag}"` }),
        ...(version === undefined ? {} : { VersionId: version }),
      })
      try {
        const { Body, ContentLength = 0, Metadata = {} } = await (await client()).send(asked)
        // Nothing of it is read that would not be kept.
        if (ContentLength > mostBytes) throw tooLarge(mostBytes)
        return { bytes: (await Body?.transformToByteArray()) ?? new Uint8Array(), said: Metadata }
      } catch (error) {
        if (isElsewhere(error)) return undefined
        throw error
      }
    },
    piece: async ({ key, etag, version }, from, length) => {
      const { GetObjectCommand } = await loadS3()
      const asked = new GetObjectCommand({
        ...{ Bucket: name(), Key: key, Range: `bytes=${from}-${from + length - 1}` },
        ...(etag === undefined ? {} : { IfMatch: `"${etag}"` }),
        ...(version === undefined ? {} : { VersionId: version }),
      })
      try {
        const { Body, ContentRange, Metadata = {} } = await (await client()).send(asked)
        const bytes = (await Body?.transformToByteArray()) ?? new Uint8Array()
        const size = Number(/\/(\d+)$/.exec(ContentRange ?? '')?.[1] ?? bytes.byteLength)
        return { bytes, said: Metadata, size }
      } catch (error) {
        if (isElsewhere(error)) return undefined
        // An object without a byte has no range that could be given.
        if (statusOf(error) === 416) return { bytes: new Uint8Array(), said: {}, size: 0 }
        throw error
      }
    },
    keep: async (key, bytes) => {
      const { PutObjectCommand } = await loadS3()
      const digest = hashOf(bytes).toString('hex')
      try {
        await (await client()).send(
          new PutObjectCommand({
            ...{ Bucket: name(), Key: key, Body: bytes, IfNoneMatch: '*' },
            Metadata: { [digestName]: digest },
          }),
        )
        return 'kept'
      } catch (error) {
        // Whose answer was lost comes again and finds its own.
        if (statusOf(error) !== 412) throw error
        return (await digestAt(key)) === digest ? 'kept' : 'other'
      }
    },
  }
}
