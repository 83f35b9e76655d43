import type { AttributeValue } from '@aws-sdk/client-dynamodb'
import type { EventBridgeClient, PutEventsRequestEntry } from '@aws-sdk/client-eventbridge'
import { PutEventsCommand } from '@aws-sdk/client-eventbridge'
import type {
  DynamoDBBatchResponse,
  DynamoDBRecord,
  DynamoDBStreamEvent,
  SQSBatchResponse,
  SQSEvent,
} from 'aws-lambda'
import type { EventContract } from '#shared/contracts/define-event.ts'
import type { PublishedKind, ServiceDeclaration } from '#shared/contracts/service.ts'
import { isPublished } from '#shared/contracts/service.ts'
import { recordsIn } from '#shared/edge/events/again.ts'
import { log } from '#shared/edge/function/log.ts'
import type { Stored } from '#shared/edge/store/store.ts'
import { asStored } from '#shared/edge/store/write-marks.ts'
import { cutGreedily } from '#shared/kernel/cut-greedily.ts'

/** A change of one item as the stream tells it. */
export type Change = { readonly sequence: string; readonly item: Stored; readonly before?: Stored }

/** An event to publish, and the changes it tells of: if it cannot be published, those come again. */
export type Outgoing = {
  readonly contract: Pick<EventContract, 'source' | 'detailType' | 'schema'>
  readonly event: { readonly id: string; readonly occurredOn: string; readonly data: unknown }
  readonly sequences: readonly string[]
}

/** Makes an outbox from one reading for each declared kind of a service. Each change is published by itself. */
export const eventsByKind =
  <Service extends ServiceDeclaration>(
    service: Service,
    readings: Readonly<Record<PublishedKind<Service>, (change: Change) => readonly Outgoing[]>>,
  ) =>
  (changes: readonly Change[]): Outgoing[] =>
    changes.flatMap((change) => {
      const { kind } = change.item
      return isPublished(service, kind) ? readings[kind](change) : []
    })

/** The limits of one PutEvents call. */
const mostEntries = 10
const mostBytes = 250_000

type Entry = {
  readonly request: PutEventsRequestEntry
  readonly bytes: number
  readonly sequences: readonly string[]
}

/** What a publisher does with a change that it cannot publish: it lays it aside, whole and with the cause. */
export type SetAside = (record: DynamoDBRecord, error: unknown) => Promise<void>

export type PublishMeans = {
  readonly client: EventBridgeClient
  readonly busName: string
  readonly setAside: SetAside
}

/** A change that cannot be published, whatever is done: it has no event, or the bus says that it is not one. */
type Unfit = { readonly sequences: readonly string[]; readonly error: unknown }

type Outcome = { readonly failed: readonly Entry[]; readonly unfit: readonly Unfit[] }

const toEntry = ({ contract, event, sequences }: Outgoing, busName: string): Entry => {
  const Detail = JSON.stringify(contract.schema.parse(event))
  return {
    request: { EventBusName: busName, Source: contract.source, DetailType: contract.detailType, Detail },
    bytes: Buffer.byteLength(Detail, 'utf8') + contract.source.length + contract.detailType.length,
    sequences,
  }
}

const inCalls = (entries: readonly Entry[]): Entry[][] =>
  cutGreedily(entries, { most: mostEntries, weigh: ({ bytes }) => bytes, limit: mostBytes })

/** What the bus says of an entry that it will never take. All else it says passes, or is of our rights. */
const neverTaken = new Set(['InvalidArgument', 'MalformedDetail', 'RedactionFailure'])

const isRefusedForGood = (error: unknown): boolean =>
  ['ValidationException', 'RequestEntityTooLargeException'].includes((error as Error).name)

const putEvents = async (client: EventBridgeClient, call: readonly Entry[]): Promise<Outcome> => {
  try {
    const { Entries = [] } = await client.send(
      new PutEventsCommand({ Entries: call.map(({ request }) => request) }),
    )
    const said = call.map((entry, index) => ({ entry, ...(Entries[index] ?? { ErrorCode: 'NoAnswer' }) }))
    const bad = said.filter(({ ErrorCode }) => ErrorCode !== undefined)
    for (const { ErrorCode, ErrorMessage } of bad)
      log.error('event not published', { ErrorCode, ErrorMessage })
    const isUnfit = ({ ErrorCode = '' }: (typeof bad)[number]) => neverTaken.has(ErrorCode)
    return {
      failed: bad.filter((each) => !isUnfit(each)).map(({ entry }) => entry),
      unfit: bad.filter(isUnfit).map(({ entry: { sequences }, ErrorCode = '', ErrorMessage = '' }) => ({
        sequences,
        error: Object.assign(new Error(ErrorMessage), { name: ErrorCode }),
      })),
    }
  } catch (error) {
    log.error('events not published', { error: error as Error })
    const [only, ...others] = call
    if (!only || !isRefusedForGood(error)) return { failed: call, unfit: [] }
    if (others.length === 0) return { failed: [], unfit: [{ sequences: only.sequences, error }] }
    return putApart(client, call)
  }
}

/** One of several entries has the whole call refused: each is sent alone. */
const putApart = async (client: EventBridgeClient, call: readonly Entry[]): Promise<Outcome> => {
  const outcomes = await Promise.all(call.map((entry) => putEvents(client, [entry])))
  return { failed: outcomes.flatMap(({ failed }) => failed), unfit: outcomes.flatMap(({ unfit }) => unfit) }
}

type Shown = { readonly record: DynamoDBRecord; readonly change: Change }

/** Changes of a stream batch that leave an item standing; a removal (by time to live) tells nothing. */
const shownIn = ({ Records }: DynamoDBStreamEvent): Shown[] =>
  Records.flatMap((record) => {
    const { dynamodb } = record
    if (!dynamodb?.NewImage || !dynamodb.SequenceNumber) return []
    const read = (image: unknown): Stored => asStored(image as Record<string, AttributeValue>)
    const change = { sequence: dynamodb.SequenceNumber, item: read(dynamodb.NewImage) }
    return [{ record, change: dynamodb.OldImage ? { ...change, before: read(dynamodb.OldImage) } : change }]
  })

type Translated = { readonly entries: readonly Entry[]; readonly unfit: readonly Unfit[] }

/** Makes events of changes. Where that fails the changes are halved, until the one that has no event is alone. */
const translate = (
  changes: readonly Change[],
  toEvents: (changes: readonly Change[]) => readonly Outgoing[],
  busName: string,
): Translated => {
  try {
    return { entries: toEvents(changes).map((each) => toEntry(each, busName)), unfit: [] }
  } catch (error) {
    if (changes.length <= 1)
      return { entries: [], unfit: [{ sequences: changes.map(({ sequence }) => sequence), error }] }
    const middle = Math.ceil(changes.length / 2)
    const halves = [changes.slice(0, middle), changes.slice(middle)].map((half) =>
      translate(half, toEvents, busName),
    )
    return { entries: halves.flatMap(({ entries }) => entries), unfit: halves.flatMap(({ unfit }) => unfit) }
  }
}

/** So many changes that have no event, and none that has one, are a fault of the code and not of what was recorded. */
const mostUnfit = 20

/** Lays unfit changes aside; answers those that could not be: they stay in the stream. */
const layAside = async (
  shown: readonly Shown[],
  unfit: readonly Unfit[],
  setAside: SetAside,
): Promise<string[]> => {
  const causes = new Map(unfit.flatMap(({ sequences, error }) => sequences.map((each) => [each, error])))
  const kept = await Promise.all(
    shown.map(async ({ record, change: { sequence, item } }) => {
      if (!causes.has(sequence)) return []
      const error = causes.get(sequence) as Error
      log.error('change set aside', { kind: String(item.kind), error })
      try {
        await setAside(record, error)
        return []
      } catch (refused) {
        log.error('change not set aside', { error: refused as Error })
        return [sequence]
      }
    }),
  )
  return kept.flat()
}

type ToEvents = (changes: readonly Change[]) => readonly Outgoing[]

/**
 * Makes the outbox of a table: what its stream shows as recorded is published. Every entry of the answer of PutEvents
 * is checked. The stream goes on from the first change whose event failed. So an event may come twice but none is lost.
 * A change that has no event, or one that the bus never takes, is laid aside at once and holds nothing up.
 * @throws the first error where no change of many has an event: the stream waits for another version
 */
const publishChanges = async (
  batch: DynamoDBStreamEvent,
  toEvents: ToEvents,
  { client, busName, setAside }: PublishMeans,
): Promise<DynamoDBBatchResponse> => {
  const shown = shownIn(batch)
  const { entries, unfit } = translate(
    shown.map(({ change }) => change),
    toEvents,
    busName,
  )
  const [first] = unfit
  if (first && unfit.length >= mostUnfit && entries.length === 0) throw first.error
  const outcomes = await Promise.all(inCalls(entries).map((call) => putEvents(client, call)))
  const refused = [...unfit, ...outcomes.flatMap(({ unfit: each }) => each)]
  const kept = await layAside(shown, refused, setAside)
  const failed = new Set([
    ...outcomes.flatMap(({ failed: each }) => each.flatMap(({ sequences }) => sequences)),
    ...kept,
  ])
  const next = batch.Records.find(({ dynamodb }) => failed.has(dynamodb?.SequenceNumber ?? ''))
  return { batchItemFailures: next ? [{ itemIdentifier: next.dynamodb?.SequenceNumber ?? '' }] : [] }
}

/** Publishes what a message of the outbox's queue holds, once more; one that is not all published comes again. */
const publishAgain = async (
  { Records }: SQSEvent,
  toEvents: ToEvents,
  means: PublishMeans,
): Promise<SQSBatchResponse> => {
  const failed: string[] = []
  for (const { messageId, body } of Records)
    try {
      const again = { Records: recordsIn(JSON.parse(body) as object) as DynamoDBRecord[] }
      const { batchItemFailures } = await publishChanges(again, toEvents, means)
      if (batchItemFailures.length > 0) failed.push(messageId)
    } catch (error) {
      log.error('message not published again', { messageId, error: error as Error })
      failed.push(messageId)
    }
  return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) }
}

const isOfQueue = (batch: DynamoDBStreamEvent | SQSEvent): batch is SQSEvent =>
  batch.Records.some((record) => 'messageId' in record)

/** Makes the publisher of a service: of what its stream shows, and of what is to be published once more. */
export const publish =
  (toEvents: ToEvents, effects: () => PublishMeans) =>
  (batch: DynamoDBStreamEvent | SQSEvent): Promise<DynamoDBBatchResponse | SQSBatchResponse> =>
    isOfQueue(batch) ? publishAgain(batch, toEvents, effects()) : publishChanges(batch, toEvents, effects())
