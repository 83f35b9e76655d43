import { S3Client } from '@aws-sdk/client-s3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBucket } from '#shared/edge/files/bucket.ts'
import { startBucket } from '#test/support/buckets.ts'

let emulator: Awaited<ReturnType<typeof startBucket>>
beforeAll(async () => {
  emulator = await startBucket()
})
afterAll(() => emulator.stop())

const bytes = (text: string) => new TextEncoder().encode(text)
const local = { region: 'us-east-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } }

/** A bucket whose first answers never come: each request is carried out before. */
const losing = (answers: number) => {
  const client = new S3Client({ ...local, maxAttempts: 5 })
  let left = answers
  client.middlewareStack.add(
    (next) => async (request) => {
      const answer = await next(request)
      if (left === 0) return answer
      left -= 1
      throw Object.assign(new Error('socket hang up'), { name: 'TimeoutError', code: 'ECONNRESET' })
    },
    { step: 'deserialize', name: 'lostAnswers', priority: 'high' },
  )
  return openBucket(async () => client)
}

describe('an object that is kept', () => {
  it('is read whole, and stays as it was kept first', async () => {
    const bucket = openBucket(async () => new S3Client(local))
    expect(await bucket.keep('settlement/a', bytes('one'))).toBe('kept')
    expect(await bucket.keep('settlement/a', bytes('one'))).toBe('kept')
    expect(await bucket.keep('settlement/a', bytes('two'))).toBe('other')
    expect(new TextDecoder().decode((await bucket.read({ key: 'settlement/a' }, 100))?.bytes)).toBe('one')
  })

  it('is kept once when the answer is lost, and is not taken for another’s', async () => {
    expect(await losing(1).keep('settlement/lost', bytes('one'))).toBe('kept')
    expect(await losing(3).keep('settlement/lost-thrice', bytes('one'))).toBe('kept')
  })

  it('larger than wanted is not read; one that is gone or changed is none', async () => {
    const bucket = openBucket(async () => new S3Client(local))
    await bucket.keep('settlement/large', bytes('0123456789'))
    await expect(bucket.read({ key: 'settlement/large' }, 9)).rejects.toMatchObject({
      code: 'file.too-large',
    })
    expect(await bucket.read({ key: 'settlement/none' }, 9)).toBeUndefined()
    expect(await bucket.read({ key: 'settlement/large', etag: 'another' }, 100)).toBeUndefined()
  })
})
