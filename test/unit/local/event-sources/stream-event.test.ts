import { expect, test } from 'vitest'
import type { StreamRecord, WireAttribute, WireImage } from '../../../../local/dynamodb/read-records.ts'
import { lambdaRecord } from '../../../../local/event-sources/stream-event.ts'

/** What DynamoDB Local's stream makes of an empty map. */
const withoutType: WireAttribute = {}

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

test('values keep what they are; binary ones stay base64 text', () => {
  const NewImage: WireImage = {
    pk: { S: '' },
    fen: { N: '0' },
    settled: { BOOL: false },
    note: { NULL: true },
    digest: { B: 'AQID' },
  }
  expect(imageOf({ dynamodb: { NewImage } })).toEqual(NewImage)
})

test('a deletion by time to live, which DynamoDB Local calls by a name of its own, is a removal', () => {
  const expired = { eventName: 'UNKNOWN_TO_SDK_VERSION' } satisfies StreamRecord
  expect(lambdaRecord(expired, 'stream')).toMatchObject({ eventName: 'REMOVE', eventSource: 'aws:dynamodb' })
})
