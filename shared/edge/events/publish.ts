import type { AttributeValue } from '@aws-sdk/client-dynamodb'
import type { EventBridgeClient, PutEventsRequestEntry } from '@aws-sdk/client-eventbridge'
import { PutEventsCommand } from '@aws-sdk/client-eventbridge'
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda'
import type { EventContract } from '#shared/contracts/define-event.ts'
import type { PublishedKind, ServiceDeclaration } from '#shared/contracts/service.ts'
import { isPublished } from '#shared/contracts/service.ts'
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

const putEvents = async (client: EventBridgeClient, call: readonly Entry[]): Promise<readonly Entry[]> => {
  try {
    const { Entries = [] } = await client.send(
      new PutEventsCommand({ Entries: call.map(({ request }) => request) }),
    )
    return call.filter((_, index) => {
      const { ErrorCode, ErrorMessage } = Entries[index] ?? { ErrorCode: 'NoAnswer' }
      if (ErrorCode !== undefined) log.error('event not published', { ErrorCode, ErrorMessage })
      return ErrorCode !== undefined
    })
  } catch (error) {
    log.error('events not published', { error: error as Error })
    return call
  }
}

/** Changes of a stream batch that leave an item standing; a removal (by time to live) tells nothing. */
const changesOf = ({ Records }: DynamoDBStreamEvent): Change[] =>
  Records.flatMap(({ dynamodb }) => {
    if (!dynamodb?.NewImage || !dynamodb.SequenceNumber) return []
    const read = (image: unknown): Stored => asStored(image as Record<string, AttributeValue>)
    const change = { sequence: dynamodb.SequenceNumber, item: read(dynamodb.NewImage) }
    return [dynamodb.OldImage ? { ...change, before: read(dynamodb.OldImage) } : change]
  })

/**
 * Makes the outbox of a table: what its stream shows as recorded is published. Every entry of the answer of PutEvents
 * is checked. The stream goes on from the first change whose event failed. So an event may come twice but none is lost.
 */
export const publish =
  (
    toEvents: (changes: readonly Change[]) => readonly Outgoing[],
    effects: () => { readonly client: EventBridgeClient; readonly busName: string },
  ) =>
  async (batch: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    const { client, busName } = effects()
    const outgoing = toEvents(changesOf(batch)).map((each) => toEntry(each, busName))
    const failures = await Promise.all(inCalls(outgoing).map((call) => putEvents(client, call)))
    const failed = new Set(failures.flat().flatMap(({ sequences }) => sequences))
    const first = batch.Records.find(({ dynamodb }) => failed.has(dynamodb?.SequenceNumber ?? ''))
    return { batchItemFailures: first ? [{ itemIdentifier: first.dynamodb?.SequenceNumber ?? '' }] : [] }
  }
