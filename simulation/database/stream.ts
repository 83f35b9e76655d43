import type { AttributeValue } from '@aws-sdk/client-dynamodb'
import type { DynamoDBRecord } from 'aws-lambda'
import { itemSize } from '#shared/edge/store/item-size.ts'
import type { Attributes } from './attributes.ts'
import type { Change } from './change-log.ts'
import type { Table } from './table.ts'
import type { StreamView } from './table-definition.ts'

/** Where a reader of a shard stands: behind this change of the table. */
export type Position = number
/** Before everything that a stream still shows. */
export const trimHorizon: Position = 0

export type ShardRead = {
  readonly records: readonly DynamoDBRecord[]
  /** Where to read on. */
  readonly next: Position
  /** Changes that came after the position are gone: a day had passed. */
  readonly trimmed: boolean
}

const wireOf = (value: AttributeValue): unknown => {
  if (value.B !== undefined) return { B: Buffer.from(value.B).toString('base64') }
  if (value.L !== undefined) return { L: value.L.map(wireOf) }
  return value.M === undefined ? value : { M: imageOf(value.M) }
}

/** An item as Lambda shows it, where bytes are base64 text. */
const imageOf = (item: Attributes): Record<string, unknown> => {
  const image: Record<string, unknown> = {}
  for (const name in item) image[name] = wireOf(item[name] as AttributeValue)
  return image
}

const eventNameOf = ({ before, after }: Change) => {
  if (!after) return 'REMOVE'
  return before ? 'MODIFY' : 'INSERT'
}

const sequenceLength = 21
const shows = {
  new: new Set<StreamView>(['NEW_IMAGE', 'NEW_AND_OLD_IMAGES']),
  old: new Set<StreamView>(['OLD_IMAGE', 'NEW_AND_OLD_IMAGES']),
}

/** The sequence number of a change as a stream writes it: as texts they have the order of the numbers. */
export const sequenceNumber = (sequence: number): string => String(sequence).padStart(sequenceLength, '0')

/** How a record shows an item: as Lambda does, or as it is stored, for a filter, which looks at no bytes. */
type Show = (item: Attributes) => Record<string, unknown>
const asItStands: Show = (item) => item

/** What a change shows of its item. */
const imagesOf = (view: StreamView, { before, after }: Change, show: Show) =>
  ({
    ...(after && shows.new.has(view) && { NewImage: show(after) }),
    ...(before && shows.old.has(view) && { OldImage: show(before) }),
  }) as Pick<NonNullable<DynamoDBRecord['dynamodb']>, 'NewImage' | 'OldImage'>

/** A change as a filter sees it. */
const recordOf = (table: Table, view: StreamView, change: Change): DynamoDBRecord => {
  const { name, key } = table.definition
  const { slot, sequence, atMillis, expired } = change
  const keys = { [key.pk]: { S: slot.pk }, [key.sk]: { S: slot.sk } }
  const images = imagesOf(view, change, asItStands)
  return {
    eventID: `${name}-${sequence}`,
    eventName: eventNameOf(change),
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: 'local',
    eventSourceARN: `arn:aws:dynamodb:local:000000000000:table/${name}/stream/1`,
    dynamodb: {
      ApproximateCreationDateTime: Math.floor(atMillis / 1000),
      Keys: keys,
      ...images,
      SequenceNumber: sequenceNumber(sequence),
      SizeBytes:
        itemSize(keys) +
        (images.NewImage ? change.bytesAfter : 0) +
        (images.OldImage ? change.bytesBefore : 0),
      StreamViewType: view,
    },
    ...(expired && { userIdentity: { type: 'Service', principalId: 'dynamodb.amazonaws.com' } }),
  }
}

/** The stream of a table: what changed, by shards, each in its order. All changes of a partition are in one shard. */
export type Stream = {
  readonly shards: number
  /**
   * Reads on in a shard, as Lambda would: up to so many records that came after a position. Those that a filter does not
   * choose are passed over; it sees images as they are stored.
   */
  readonly read: (
    shard: number,
    after: Position,
    limit: number,
    isChosen?: (record: DynamoDBRecord) => boolean,
  ) => ShardRead
  /** Goes on to where a shard has something to read; `isBehind` says whether it has. */
  readonly skip: (shard: number, after: Position) => { readonly after: Position; readonly isBehind: boolean }
  /** The position behind everything that has happened. */
  readonly latest: () => Position
}

const readAtOnce = 1000
const skippedAtOnce = 20

/** Opens the stream of a table; undefined: it has none. */
export const openStream = (table: Table, shards: number): Stream | undefined => {
  const view = table.definition.stream
  if (view === undefined) return undefined
  const { changes } = table
  const latest = () => changes.newestFirst().next().value?.sequence ?? changes.droppedUpTo
  const read: Stream['read'] = (shard, after, limit, isChosen) => {
    const trimmed = after !== trimHorizon && after < changes.droppedUpTo
    const records: DynamoDBRecord[] = []
    let looked = 0
    let next = after
    for (;;) {
      const some = table.changesAfter(next, readAtOnce)
      for (const change of some) {
        if (looked >= limit) return { records, next, trimmed }
        next = change.sequence
        if (change.slot.spread % shards !== shard) continue
        looked += 1
        const record = recordOf(table, view, change)
        if (!isChosen || isChosen(record))
          records.push({ ...record, dynamodb: { ...record.dynamodb, ...imagesOf(view, change, imageOf) } })
      }
      if (some.length < readAtOnce) return { records, next, trimmed }
    }
  }
  const skip: Stream['skip'] = (shard, after) => {
    let passed = after
    for (;;) {
      const some = table.changesAfter(passed, skippedAtOnce)
      for (const { slot, sequence } of some) {
        if (slot.spread % shards === shard) return { after: passed, isBehind: true }
        passed = sequence
      }
      if (some.length < skippedAtOnce) return { after: passed, isBehind: false }
    }
  }
  return { shards, read, skip, latest }
}
