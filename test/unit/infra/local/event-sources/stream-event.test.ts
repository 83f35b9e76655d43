import type { AttributeValue, _Record as StreamRecord } from '@aws-sdk/client-dynamodb-streams'
import { expect, test } from 'vitest'
import { lambdaRecord } from '../../../../../infra/local/event-sources/stream-event.ts'

/** What DynamoDB Local's stream makes of an empty map; the SDK has no type for it. */
const withoutType = {} as AttributeValue

const imageOf = (record: StreamRecord) =>
  (lambdaRecord(record, 'stream').dynamodb as { NewImage: Record<string, unknown> }).NewImage

test('an empty map that lost its type on the way is an empty map again, at every depth', () => {
  const NewImage = {
    paid: withoutType,
    parts: { L: [withoutType, { M: { byTier: withoutType } }] },
    none: { L: [] },
  }
  expect(imageOf({ dynamodb: { NewImage } })).toEqual({
    paid: { M: {} },
    parts: { L: [{ M: {} }, { M: { byTier: { M: {} } } }] },
    none: { L: [] },
  })
})

test('values keep what they are; binary ones are base64 text', () => {
  const NewImage: Record<string, AttributeValue> = {
    pk: { S: '' },
    fen: { N: '0' },
    settled: { BOOL: false },
    note: { NULL: true },
    digest: { B: new Uint8Array([1, 2, 3]) },
  }
  expect(imageOf({ dynamodb: { NewImage } })).toEqual({ ...NewImage, digest: { B: 'AQID' } })
})

test('a deletion by time to live, which DynamoDB Local calls by a name of its own, is a removal', () => {
  const expired = { eventName: 'UNKNOWN_TO_SDK_VERSION' } as unknown as StreamRecord
  expect(lambdaRecord(expired, 'stream')).toMatchObject({ eventName: 'REMOVE', eventSource: 'aws:dynamodb' })
})
