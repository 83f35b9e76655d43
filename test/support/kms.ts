import { KMSClient } from '@aws-sdk/client-kms'
import { openWrappingKey } from '#shared/edge/secrets/wrapping-key.ts'
import { listen } from '../../local/http/listen.ts'
import { createKms, rootKey } from '../../local/kms/create-kms.ts'

/** The local stack's KMS, over a key for this run only. */
export const startKms = async () => {
  const { url, close } = await listen(0, createKms(rootKey()))
  const client = new KMSClient({
    endpoint: url,
    region: 'local',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  })
  return {
    client,
    stop: async () => {
      client.destroy()
      await close()
    },
    /** What leads handlers to it. */
    environment: { AWS_ENDPOINT_URL_KMS: url, SECRETS_KEY_ID: 'secrets' },
    wrapping: openWrappingKey(client, {
      keyId: () => 'secrets',
      service: () => process.env.SERVICE_NAME ?? 'enrollment',
    }),
  }
}
