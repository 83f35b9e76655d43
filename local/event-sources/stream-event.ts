import type { StreamRecord, WireAttribute, WireImage } from '../dynamodb/read-records.ts'
import { localPlace } from '../local-clients.ts'

/** An empty map, which DynamoDB Local's streams tell without its type, has it again. */
const typed = (attribute: WireAttribute): WireAttribute => {
  if (attribute.L !== undefined) return { L: attribute.L.map(typed) }
  if (attribute.M !== undefined) return { M: typedImage(attribute.M) }
  for (const _ in attribute) return attribute
  return { M: {} }
}

const typedImage = (image: WireImage): WireImage => {
  const all: Record<string, WireAttribute> = {}
  for (const name in image) all[name] = typed(image[name] as WireAttribute)
  return all
}

const imageNames = ['Keys', 'NewImage', 'OldImage'] as const

/** DynamoDB Local gives deletions by time to live an event name that AWS does not have. */
const eventName = (name: string | undefined) =>
  name === 'INSERT' || name === 'MODIFY' || name === 'REMOVE' ? name : 'REMOVE'

/** One record of the event of Lambda's DynamoDB source. */
export const lambdaRecord = (record: StreamRecord, streamArn: string): Record<string, unknown> => {
  const change = record.dynamodb ?? {}
  return {
    eventID: record.eventID,
    eventName: eventName(record.eventName),
    eventVersion: record.eventVersion ?? '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: localPlace.region,
    dynamodb: {
      ...change,
      ...Object.fromEntries(
        imageNames.flatMap((name) => (change[name] ? [[name, typedImage(change[name])]] : [])),
      ),
    },
    ...(record.userIdentity && {
      userIdentity: { type: record.userIdentity.Type, principalId: record.userIdentity.PrincipalId },
    }),
    eventSourceARN: streamArn,
  }
}

/** A record as a source's filter sees it: the fields a filter can name, with the images unchanged. */
export const filteredRecord = (record: StreamRecord): Record<string, unknown> => ({
  ...record,
  eventName: eventName(record.eventName),
  eventSource: 'aws:dynamodb',
  awsRegion: localPlace.region,
})

/** Unique and rising within a shard. */
export const sequenceNumber = (record: StreamRecord): string => record.dynamodb?.SequenceNumber ?? ''
