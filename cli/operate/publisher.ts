import type { AttributeValue } from '@aws-sdk/client-dynamodb'
import type { DynamoDBStreamEvent } from 'aws-lambda'
import type { Change, Outgoing } from '#shared/edge/events/publish.ts'
import { publish } from '#shared/edge/events/publish.ts'
import { must } from '#shared/kernel/errors.ts'
import { fromServices } from '../../infra/services.ts'
import { busOf } from './queues.ts'
import type { Site } from './site.ts'

type Translation = (changes: readonly Change[]) => readonly Outgoing[]

const outboxes = new Map(
  (await fromServices<{ readonly toEvents: Translation }>('outbox.ts')).map(({ name, module }) => [
    name,
    module.toEvents,
  ]),
)

/**
 * What a service's recorded changes tell.
 * @throws TongchouError `operate.service-unknown` with those that there are
 */
export const translationOf = (service: string): Translation => {
  const toEvents = outboxes.get(service)
  must(
    toEvents !== undefined,
    'operate.service-unknown',
    `there is no service ${service}; there are: ${[...outboxes.keys()].join(', ')}`,
  )
  return toEvents
}

type Image = Record<string, AttributeValue>

/** A record as the stream has it, as far as an outbox reads it. */
type Recorded = {
  readonly dynamodb?:
    | {
        readonly SequenceNumber?: string | undefined
        readonly NewImage?: Image | undefined
        readonly OldImage?: Image | undefined
      }
    | undefined
}

/**
 * Publishes records of a service as its own publisher does: by its outbox, with every answer of the bus looked at.
 * @throws TongchouError `operate.service-unknown` with those that there are
 */
export const publisherOf = (site: Site, service: string) => {
  const toEvents = translationOf(service)
  let cause: unknown
  const handler = publish(toEvents, () => ({
    ...{ client: site.events, busName: busOf(site.outputs) },
    // It lies aside already.
    setAside: (_, error) => {
      cause = error
      return Promise.reject(error)
    },
  }))
  return {
    toEvents,
    /** Whether any of them could not be published, and why, where it is not the bus that did not take it. */
    publish: async (
      records: readonly Recorded[],
    ): Promise<{ readonly failed: boolean; readonly cause?: string }> => {
      cause = undefined
      // The two shapes of a stream's record differ in names that no outbox reads.
      const { batchItemFailures } = await handler({ Records: records } as unknown as DynamoDBStreamEvent)
      const why = cause instanceof Error ? { cause: cause.message } : {}
      return { failed: batchItemFailures.length > 0, ...why }
    },
  }
}
