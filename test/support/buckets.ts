import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { startBuckets as startEmulator } from '../../local/buckets/buckets.ts'
import { objectCreated } from '../../local/buckets/object-created.ts'

const name = 'files'

/**
 * The local stack's bucket, to be there before handlers are loaded. `told` are the events of its new objects, as a rule of
 * the account's bus brings them to a queue.
 */
export const startBucket = async () => {
  const told: object[] = []
  const emulator = await startEmulator({
    buckets: [{ name, tells: true }],
    created: (object) => {
      const { type, ...event } = objectCreated(object)
      told.push({ version: '0', 'detail-type': type, time: new Date().toISOString(), ...event })
    },
  })
  const client = new S3Client({
    endpoint: emulator.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  })
  Object.assign(process.env, { AWS_ENDPOINT_URL_S3: emulator.url, FILES_BUCKET: name })
  return {
    told,
    put: (Key: string, Body: string | Uint8Array, Metadata: Readonly<Record<string, string>> = {}) =>
      client.send(new PutObjectCommand({ Bucket: name, Key, Body, Metadata })),
    stop: async () => {
      client.destroy()
      await emulator.stop()
    },
  }
}
