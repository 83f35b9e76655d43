import { compilePattern } from '../../local/bus/patterns/compile.ts'
import type { StreamRecord } from '../../local/dynamodb/read-records.ts'
import { outcomeOf } from '../../local/event-sources/batch-outcome.ts'
import { deliverBatch } from '../../local/event-sources/stream-batch.ts'
import { filteredRecord, sequenceNumber } from '../../local/event-sources/stream-event.ts'
import type { QueueSource, StreamSource } from '../../local/template/model.ts'
import type { Faults } from './faults.ts'
import type { Message, Queues } from './queues.ts'
import type { Invoke } from './sandbox.ts'
import type { Time } from './time.ts'

/** What feeds a function, and how much it has in hand. */
export type Source = { readonly busy: () => number; readonly pause: (paused: boolean) => void }

type Parts = {
  readonly time: Time
  readonly faults: Faults
  readonly queues: Queues
  readonly invoke: Invoke
}

const defaultConcurrency = 5

const asRecord = (queueName: string, { id, body, attributes, receives }: Message) => ({
  messageId: id,
  receiptHandle: id,
  body,
  attributes: { ApproximateReceiveCount: String(receives) },
  messageAttributes: Object.fromEntries(
    Object.entries(attributes).map(([name, { StringValue }]) => [name, { stringValue: StringValue }]),
  ),
  eventSource: 'aws:sqs',
  eventSourceARN: `arn:aws:sqs:cn-north-1:000000000000:${queueName}`,
})

/** Feeds a function from a queue as Lambda does: several batches side by side, each answered message by message. */
export const feedFromQueue = (source: QueueSource, { queues, invoke, time, faults }: Parts): Source => {
  let running = 0
  let isPaused = false
  const most = source.maximumConcurrency ?? defaultConcurrency

  const handle = async (batch: readonly Message[]): Promise<void> => {
    const outcome = outcomeOf(
      await invoke(source.functionName, {
        Records: batch.map((message) => asRecord(source.queueName, message)),
      }),
      source.reportsItemFailures,
      new Set(batch.map(({ id }) => id)),
    )
    if (outcome.failed === 'all') return
    const failed = outcome.failed === 'some' ? outcome.identifiers : new Set()
    const done = batch.filter(({ id }) => !failed.has(id))
    // The deletion of a handled message may come to nothing: it comes again, as it would if it had been sent twice.
    queues.remove(source.queueName, faults.happens('twice') ? done.slice(1) : done)
  }
  const poll = (): void => {
    while (!isPaused && running < most) {
      const batch = queues.receive(source.queueName, source.batchSize)
      if (batch.length === 0) return
      running += 1
      void handle(batch).finally(() => {
        running -= 1
        ring()
      })
    }
  }
  let isRung = false
  /** What arrives within a moment makes one batch. */
  const ring = (): void => {
    if (isRung) return
    isRung = true
    time.after(10, () => {
      isRung = false
      poll()
    })
  }
  queues.onArrival(source.queueName, ring)
  return {
    busy: () => running,
    pause: (paused) => {
      isPaused = paused
      ring()
    },
  }
}

/** A shard of a table's stream: what was written since a position. */
export type Shard = {
  readonly id: string
  /** The position that it is read from. */
  readonly from: number
  /** Of the next records after a position those that are chosen, and the position behind all of them. */
  readonly after: (
    sequence: number,
    most: number,
    isChosen: (record: StreamRecord) => boolean,
  ) => { readonly records: readonly StreamRecord[]; readonly next: number }
  /** Goes on to where something is to be read, if anything is. */
  readonly skip: (sequence: number) => { readonly after: number; readonly isBehind: boolean }
}

/** Feeds a function from the stream of a table, each shard in its order. */
export const feedFromStream = (
  source: StreamSource,
  shards: readonly Shard[],
  { queues, invoke, time, faults }: Parts,
): Source & { readonly ring: () => void } => {
  const patterns = source.filters?.map(compilePattern)
  const isChosen = (record: StreamRecord) =>
    !patterns || patterns.some((matches) => matches(filteredRecord(record)))
  let isPaused = false
  const chaos = {
    settings: () => ({ batchAgain: 1 }) as never,
    happens: () => faults.happens('batchAgain'),
    between: (from: number) => from,
  }

  const readers = shards.map((shard) => {
    let position = shard.from
    let isBusy = false
    let isRung = false
    const read = async (): Promise<void> => {
      for (;;) {
        if (isPaused) return
        const { records: chosen, next } = shard.after(position, source.batchSize, isChosen)
        if (next === position) return
        if (chosen.length > 0)
          await deliverBatch(
            {
              source,
              streamArn: source.tableName,
              shardId: shard.id,
              invoke,
              sendToQueue: queues.send,
              chaos,
              log: () => {},
              checkpoint: (record) => {
                position = Number(sequenceNumber(record))
              },
              stopped: () => false,
            },
            chosen,
          )
        position = next
      }
    }
    const isBehind = (): boolean => {
      const { after, isBehind: is } = shard.skip(position)
      position = after
      return is
    }
    const ring = (): void => {
      if (isRung || isBusy || isPaused || !isBehind()) return
      isRung = true
      time.after(source.windowMillis, () => {
        isRung = false
        isBusy = true
        void read().finally(() => {
          isBusy = false
          ring()
        })
      })
    }
    return { ring, busy: () => (isBusy || isRung || isBehind() ? 1 : 0) }
  })
  const ring = (): void => {
    for (const reader of readers) reader.ring()
  }
  return {
    ring,
    busy: () => readers.reduce((sum, reader) => sum + reader.busy(), 0),
    pause: (paused) => {
      isPaused = paused
      ring()
    },
  }
}
