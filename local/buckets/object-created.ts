import { randomUUID } from 'node:crypto'
import { localPlace } from '../local-clients.ts'
import type { ObjectCreated } from './bucket-front.ts'

let sequence = 0

/** What S3 tells the default bus of a new object. */
export const objectCreated = ({ bucket, key, size, etag, reason }: ObjectCreated) => {
  sequence += 1
  return {
    source: 'aws.s3',
    type: 'Object Created',
    detail: {
      version: '0',
      bucket: { name: bucket },
      object: { key, size, etag, sequencer: sequence.toString(16).padStart(18, '0').toUpperCase() },
      'request-id': randomUUID(),
      requester: localPlace.account,
      'source-ip-address': '127.0.0.1',
      reason,
    },
  }
}
