import { startFauxqs } from 'fauxqs'
import { listen } from '../http/listen.ts'
import { localPlace } from '../local-clients.ts'
import { admitOnlyThisMachine } from '../queues/admit-only-this-machine.ts'
import type { Bucket } from '../template/model.ts'
import { createBucketFront, type ObjectCreated } from './bucket-front.ts'

export type Buckets = {
  readonly url: string
  readonly stop: () => Promise<void>
}

/**
 * Starts the S3 emulator with the buckets that a template names; with a directory it keeps objects over restarts. It takes
 * eleven megabytes in one request and more in parts. It keeps one version of an object: whoever reads says which by its ETag.
 */
export const startBuckets = async (options: {
  readonly buckets: readonly Bucket[]
  readonly created: (object: ObjectCreated) => void
  readonly dataDirectory?: string
}): Promise<Buckets> => {
  const server = await startFauxqs({
    port: 0,
    logger: false,
    defaultRegion: localPlace.region,
    ...(options.dataDirectory && { s3StorageDir: options.dataDirectory }),
  })
  const openAgain = admitOnlyThisMachine(server.port)
  for (const { name } of options.buckets) server.createBucket(name)
  const telling = new Set(options.buckets.filter(({ tells }) => tells).map(({ name }) => name))
  const front = createBucketFront({
    upstream: `http://127.0.0.1:${server.port}`,
    created: (object) => {
      if (telling.has(object.bucket)) options.created(object)
    },
  })
  const { url, close } = await listen(0, front)
  return {
    url,
    stop: async () => {
      await close()
      openAgain()
      await server.stop()
    },
  }
}
