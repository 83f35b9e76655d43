import type { AttributeValue, _Record as StreamRecord } from '@aws-sdk/client-dynamodb-streams'
import { localPlace } from '../local-clients.ts'

type Image = Record<string, AttributeValue>

/**
 * An attribute as Lambda's event has it: binary values are base64 text, and an empty map, which DynamoDB Local's streams
 * tell without its type, has it again.
 */
const attributeAsJson = (attribute: AttributeValue): unknown => {
  if (attribute.B !== undefined) return { B: Buffer.from(attribute.B).toString('base64') }
  if (attribute.L !== undefined) return { L: attribute.L.map(attributeAsJson) }
  if (attribute.M !== undefined) return { M: imageAsJson(attribute.M) }
  return Object.keys(attribute).length === 0 ? { M: {} } : attribute
}

const imageAsJson = (image: Image) =>
  Object.fromEntries(Object.entries(image).map(([name, attribute]) => [name, attributeAsJson(attribute)]))

const imageNames = ['Keys', 'NewImage', 'OldImage'] as const

/** DynamoDB Local gives deletions by time to live an event name that no SDK knows. */
const eventName = (name: string | undefined) =>
  name === 'INSERT' || name === 'MODIFY' || name === 'REMOVE' ? name : 'REMOVE'

/** One record of the event of Lambda's DynamoDB source. */
export const lambdaRecord = (record: StreamRecord, streamArn: string): Record<string, unknown> => {
  const { ApproximateCreationDateTime: at, ...change } = record.dynamodb ?? {}
  return {
    eventID: record.eventID,
    eventName: eventName(record.eventName),
    eventVersion: record.eventVersion ?? '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: localPlace.region,
    dynamodb: {
      ...change,
      ...Object.fromEntries(
        imageNames.flatMap((name) => (change[name] ? [[name, imageAsJson(change[name])]] : [])),
      ),
      ...(at && { ApproximateCreationDateTime: Math.floor(at.getTime() / 1000) }),
    },
    ...(record.userIdentity && {
      userIdentity: { type: record.userIdentity.Type, principalId: record.userIdentity.PrincipalId },
    }),
    eventSourceARN: streamArn,
  }
}

/** Unique and rising within a shard. */
export const sequenceNumber = (record: StreamRecord): string => record.dynamodb?.SequenceNumber ?? ''
