import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ObjectCreated } from '../../../local/buckets/bucket-front.ts'
import { startBuckets } from '../../../local/buckets/buckets.ts'

/** What S3 documents, at the emulator that the local stack stands for it. */
const Bucket = 'files'
const directory = mkdtempSync(join(tmpdir(), 'tongchou-buckets-'))
const told: ObjectCreated[] = []
let buckets: Awaited<ReturnType<typeof startBuckets>>
let client: S3Client

const start = async () => {
  buckets = await startBuckets({
    buckets: [
      { name: Bucket, tells: true },
      { name: 'quiet', tells: false },
    ],
    created: (object) => told.push(object),
    dataDirectory: directory,
  })
  client = new S3Client({
    endpoint: buckets.url,
    region: 'us-east-1',
    maxAttempts: 1,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  })
}
const stop = async () => {
  client.destroy()
  await buckets.stop()
}

beforeAll(start)
afterAll(async () => {
  await stop()
  rmSync(directory, { recursive: true, force: true })
})

const put = (Key: string, Body: string | Uint8Array, more: object = {}) =>
  client.send(new PutObjectCommand({ Bucket, Key, Body, ...more }))
const get = async (Key: string, more: object = {}) => {
  const { Body, ...answer } = await client.send(new GetObjectCommand({ Bucket, Key, ...more }))
  return { ...answer, text: await Body?.transformToString() }
}
const failure = async (promise: Promise<unknown>) =>
  promise.then(
    () => 'none',
    (error: { name: string; $metadata: { httpStatusCode: number } }) =>
      `${error.$metadata.httpStatusCode} ${error.name}`,
  )

describe('an object', () => {
  it('is read as it was put, with its ETag, its type and what is said of it', async () => {
    const { ETag } = await put('a/名单 1.csv', '甲乙丙', {
      ContentType: 'text/csv',
      Metadata: { 'on-bad-rows': 'skip' },
    })
    expect(await get('a/名单 1.csv')).toMatchObject({
      ...{ text: '甲乙丙', ETag, ContentLength: 9, ContentType: 'text/csv' },
      Metadata: { 'on-bad-rows': 'skip' },
    })
    expect(await client.send(new HeadObjectCommand({ Bucket, Key: 'a/名单 1.csv' }))).toMatchObject({
      ...{ ETag, ContentLength: 9 },
    })
    expect(ETag).toMatch(/^"[0-9a-f]{32}"$/)
  })

  it('may be empty', async () => {
    await put('empty', '')
    expect(await get('empty')).toMatchObject({ text: '', ContentLength: 0 })
  })

  it('is read in part: from, to, and the end of it', async () => {
    await put('range', '0123456789')
    expect(await get('range', { Range: 'bytes=2-4' })).toMatchObject({
      ...{ text: '234', ContentRange: 'bytes 2-4/10' },
    })
    expect((await get('range', { Range: 'bytes=7-' })).text).toBe('789')
    expect((await get('range', { Range: 'bytes=-2' })).text).toBe('89')
    expect(await failure(get('range', { Range: 'bytes=10-' }))).toBe('416 InvalidRange')
  })

  it('that another took the place of is not read by the ETag of the first', async () => {
    const { ETag: first } = await put('twice', 'one')
    const { ETag: second } = await put('twice', 'two')
    expect(await failure(get('twice', { IfMatch: first }))).toBe('412 PreconditionFailed')
    expect((await get('twice', { IfMatch: second })).text).toBe('two')
  })

  it('that is not there is said so', async () => {
    expect(await failure(get('none'))).toBe('404 NoSuchKey')
    expect(await failure(client.send(new HeadObjectCommand({ Bucket, Key: 'none' })))).toBe('404 NotFound')
  })

  it('once deleted is not there, and deleting it again is no fault', async () => {
    await put('gone', 'x')
    for (const _ of [1, 2]) await client.send(new DeleteObjectCommand({ Bucket, Key: 'gone' }))
    expect(await failure(get('gone'))).toBe('404 NoSuchKey')
  })
})

describe('a put on condition that nothing is there', () => {
  it('is refused where something is, and leaves that as it was', async () => {
    await put('once', 'first', { IfNoneMatch: '*' })
    expect(await failure(put('once', 'second', { IfNoneMatch: '*' }))).toBe('412 PreconditionFailed')
    expect((await get('once')).text).toBe('first')
  })

  it('is taken of one alone where many come at once', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 12 }, (_, each) => failure(put('race', `${each}`, { IfNoneMatch: '*' }))),
    )
    expect(outcomes.filter((outcome) => outcome === 'none')).toHaveLength(1)
    expect((await get('race')).text).toBe(String(outcomes.indexOf('none')))
  })

  it('is taken again once the object is deleted', async () => {
    await put('again', 'first', { IfNoneMatch: '*' })
    await client.send(new DeleteObjectCommand({ Bucket, Key: 'again' }))
    await put('again', 'second', { IfNoneMatch: '*' })
    expect((await get('again')).text).toBe('second')
  })
})

describe('a listing', () => {
  it('has the keys of a prefix in their order, page by page, and the folders below it', async () => {
    for (const key of ['list/b', 'list/a', 'list/c', 'list/sub/d', 'other/e']) await put(key, key)
    const pages: string[][] = []
    let ContinuationToken: string | undefined
    do {
      const page = await client.send(
        new ListObjectsV2Command({ Bucket, Prefix: 'list/', MaxKeys: 2, ContinuationToken }),
      )
      pages.push((page.Contents ?? []).map(({ Key = '' }) => Key))
      ContinuationToken = page.NextContinuationToken
    } while (ContinuationToken !== undefined)
    expect(pages).toEqual([
      ['list/a', 'list/b'],
      ['list/c', 'list/sub/d'],
    ])
    const folders = await client.send(new ListObjectsV2Command({ Bucket, Prefix: 'list/', Delimiter: '/' }))
    expect(folders.CommonPrefixes).toEqual([{ Prefix: 'list/sub/' }])
  })
})

describe('an upload in parts', () => {
  const begin = async (Key: string) =>
    (await client.send(new CreateMultipartUploadCommand({ Bucket, Key }))).UploadId ?? ''

  it('is an object once it is completed, and none before', async () => {
    const Key = 'parts'
    const UploadId = await begin(Key)
    const bodies = ['x'.repeat(5 * 1024 * 1024), 'end']
    const Parts = []
    for (const [index, Body] of bodies.entries()) {
      const PartNumber = index + 1
      const { ETag } = await client.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body }))
      Parts.push({ PartNumber, ETag })
    }
    expect(await failure(get(Key))).toBe('404 NoSuchKey')
    told.length = 0
    const { ETag } = await client.send(
      new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts } }),
    )
    expect(ETag).toMatch(/^"[0-9a-f]{32}-2"$/)
    expect((await get(Key)).text).toBe(bodies.join(''))
    expect(told).toEqual([
      {
        ...{ bucket: Bucket, key: Key, size: 5 * 1024 * 1024 + 3, etag: ETag?.replaceAll('"', '') },
        reason: 'CompleteMultipartUpload',
      },
    ])
  })

  it('that is given up leaves nothing, and nobody is told', async () => {
    told.length = 0
    const UploadId = await begin('given-up')
    await client.send(new UploadPartCommand({ Bucket, Key: 'given-up', UploadId, PartNumber: 1, Body: 'x' }))
    await client.send(new AbortMultipartUploadCommand({ Bucket, Key: 'given-up', UploadId }))
    expect(await failure(get('given-up'))).toBe('404 NoSuchKey')
    expect(told).toEqual([])
  })
})

describe('word of a new object', () => {
  it('comes for each put before it is answered, with the key as it is written, and for no other request', async () => {
    told.length = 0
    const { ETag = '' } = await put('imports/persons/340100/名单 1+2.csv', 'x')
    expect(told).toEqual([
      {
        ...{ bucket: Bucket, key: 'imports/persons/340100/名单 1+2.csv', size: 1, etag: ETag.slice(1, -1) },
        reason: 'PutObject',
      },
    ])
    await get('imports/persons/340100/名单 1+2.csv')
    await client.send(new ListObjectsV2Command({ Bucket }))
    await failure(put('once', 'again', { IfNoneMatch: '*' }))
    await client.send(new PutObjectCommand({ Bucket: 'quiet', Key: 'a', Body: 'x' }))
    expect(told).toHaveLength(1)
  })
})

it('objects are there after a restart', async () => {
  await put('kept', 'here')
  await stop()
  await start()
  expect((await get('kept')).text).toBe('here')
})
