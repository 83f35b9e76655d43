import { CreateBucketCommand, DeleteObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PublicFile } from '#shared/edge/files/public-files.ts'
import { digestOfFile, mostPublicBytes, openPublicFiles } from '#shared/edge/files/public-files.ts'
import { servePublic } from '../../../services/budget/disclosure/serve.ts'
import { startBucket } from '../../support/buckets.ts'

const local = { region: 'us-east-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } }
const bucket = 'public-files'
const key = '340100/employee/quotas-2025-v1.html'

let emulator: Awaited<ReturnType<typeof startBucket>>
let client: S3Client
beforeAll(async () => {
  emulator = await startBucket()
  client = new S3Client(local)
  await client.send(new CreateBucketCommand({ Bucket: bucket }))
  process.env.PUBLIC_FILES_BUCKET = bucket
})
afterAll(async () => {
  client.destroy()
  await emulator.stop()
})

const files = openPublicFiles(async () => new S3Client(local))
const page = (text: string, keptSeconds = 300): PublicFile => ({
  ...{ bytes: new TextEncoder().encode(text), type: 'text/html; charset=utf-8', keptSeconds },
})

describe('a file that stands in public', () => {
  it('is read as it was put: bytes, type, how long a copy is kept, and its digest', async () => {
    const put = page('安徽省')
    await files.put(key, put)
    expect(await files.get(key)).toEqual({ ...put, digest: digestOfFile(put.bytes) })
    expect(await files.digestAt(key)).toBe(digestOfFile(put.bytes))
  })

  it('put again is the same one, and another takes its place', async () => {
    await files.put(key, page('one'))
    await files.put(key, page('one'))
    expect(await files.digestAt(key)).toBe(digestOfFile(page('one').bytes))
    await files.put(key, page('two', 60))
    expect(await files.get(key)).toMatchObject({ ...page('two'), keptSeconds: 60 })
  })

  it('is none before it is put, and none after it was lost', async () => {
    expect(await files.get('340100/none.html')).toBeUndefined()
    expect(await files.digestAt('340100/none.html')).toBeUndefined()
    await files.put('340100/lost.html', page('lost'))
    await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: 'public/340100/lost.html' }))
    expect(await files.digestAt('340100/lost.html')).toBeUndefined()
    expect(await files.get('340100/lost.html')).toBeUndefined()
  })

  it('that something else wrote has no digest of ours, and is answered by its bytes', async () => {
    const put = { Bucket: bucket, Key: 'public/340100/strange.html', Body: 'strange' }
    await client.send(new PutObjectCommand(put))
    expect(await files.digestAt('340100/strange.html')).toBeUndefined()
    expect((await files.get('340100/strange.html'))?.digest).toBe(digestOfFile(page('strange').bytes))
  })

  it('holds no more than an answer can carry: neither put nor read', async () => {
    const large = { ...page(''), bytes: new Uint8Array(mostPublicBytes + 1) }
    await expect(files.put('340100/large.html', large)).rejects.toMatchObject({
      code: 'public-files.too-large',
    })
    await files.put('340100/large.html', { ...large, bytes: large.bytes.slice(1) })
    expect((await files.get('340100/large.html'))?.bytes).toHaveLength(mostPublicBytes)
    const Key = 'public/340100/large.html'
    await client.send(new PutObjectCommand({ Bucket: bucket, Key, Body: large.bytes }))
    await expect(files.get('340100/large.html')).rejects.toMatchObject({ code: 'public-files.too-large' })
  })
})

describe('an address', () => {
  const ask = (path: string) => servePublic({ path }, files)

  it('of a file is answered from the bucket to the byte', async () => {
    await files.put(key, page('安徽省'))
    const { statusCode, body } = await ask(`/public/${key}`)
    expect({ statusCode, text: Buffer.from(body, 'base64').toString() }).toEqual({
      ...{ statusCode: 200, text: '安徽省' },
    })
  })

  it.each([
    ['climbs out of the folder', '/public/../secret.html'],
    ['climbs out within', '/public/340100/../../secret.html'],
    ['climbs out in escapes', '/public/%2e%2e%2fsecret.html'],
    ['hides a slash', '/public/340100%2Femployee%2Fquotas-2025-v1.html'],
    ['doubles a slash', `/public//${key}`],
    ['ends in a null', `/public/${key}%00`],
    ['ends in a line', `/public/${key}\n`],
    ['is deeper than any file', '/public/340100/employee/more/quotas-2025-v1.html'],
    ['is in capitals', `/public/${key.toUpperCase()}`],
    ['is of another kind', '/public/340100/employee/quotas-2025-v1.exe'],
    ['is longer than a key can be', `/public/340100/${'a'.repeat(2000)}.html`],
    ['does not begin where files stand', `/publicly/${key}`],
  ])('that %s is answered with nothing', async (_, path) => {
    await client.send(new PutObjectCommand({ Bucket: bucket, Key: 'secret.html', Body: 'secret' }))
    expect((await ask(path)).statusCode).toBe(404)
  })
})
