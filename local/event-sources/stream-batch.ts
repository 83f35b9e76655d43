import { setTimeout as sleep } from 'node:timers/promises'
import type { Chaos, Invoke, SendToQueue } from '../contracts.ts'
import type { StreamRecord } from '../dynamodb/read-records.ts'
import type { StreamSource } from '../template/model.ts'
import { outcomeOf } from './batch-outcome.ts'
import { lambdaRecord, sequenceNumber } from './stream-event.ts'

const retryMillis = { first: 50, longest: 5000 }

type Parts = {
  readonly source: StreamSource
  readonly streamArn: string
  readonly shardId: string
  readonly invoke: Invoke
  readonly sendToQueue: SendToQueue
  readonly chaos: Chaos
  readonly log: (line: string) => void
  /** Everything up to this record is done with. */
  readonly checkpoint: (record: StreamRecord) => void
  readonly stopped: () => boolean
}

/** What Lambda sends to the destination of records it gives up: where to find them, not the records. */
const failureNotice = (
  parts: Parts,
  records: readonly StreamRecord[],
  invocations: number,
  reason: string,
) => ({
  version: '1.0',
  timestamp: new Date().toISOString(),
  requestContext: {
    functionArn: parts.source.functionName,
    condition: 'RetryAttemptsExhausted',
    approximateInvokeCount: invocations,
  },
  responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: reason },
  DDBStreamBatchInfo: {
    shardId: parts.shardId,
    startSequenceNumber: sequenceNumber(records[0] ?? {}),
    endSequenceNumber: sequenceNumber(records.at(-1) ?? {}),
    batchSize: records.length,
    streamArn: parts.streamArn,
  },
})

const giveUp = (parts: Parts, records: readonly StreamRecord[], invocations: number, reason: string) => {
  const { source, log } = parts
  log(`${source.functionName}: gave up ${records.length} records: ${reason}`)
  if (source.failureQueueName) {
    const notice = failureNotice(parts, records, invocations, reason)
    parts.sendToQueue(source.failureQueueName, JSON.stringify(notice))
  }
}

/** @returns the position of the first record that failed, or undefined, with the reason */
const firstFailure = async (parts: Parts, records: readonly StreamRecord[]) => {
  const { source } = parts
  const event = { Records: records.map((record) => lambdaRecord(record, parts.streamArn)) }
  const result = await parts.invoke(source.functionName, event)
  const known = new Set(records.map(sequenceNumber))
  const outcome = outcomeOf(result, source.reportsItemFailures, known)
  if (outcome.failed === 'none') return undefined
  if (outcome.failed === 'all') return { at: 0, reason: outcome.reason }
  const at = records.findIndex((record) => outcome.identifiers.has(sequenceNumber(record)))
  return { at, reason: 'the function reported it' }
}

/**
 * Delivers records in order until each is processed or given up, as Lambda does. Everything before the first failure is
 * checkpointed, and the rest is retried. If the source asks for it, a failed batch is halved, so that one bad record
 * ends up alone. After the last retry the position of the records goes to the failure queue.
 */
export const deliverBatch = async (parts: Parts, records: readonly StreamRecord[]): Promise<void> => {
  const { source, chaos } = parts
  let rest = records
  for (let retries = 0; rest.length > 0 && !parts.stopped(); retries += 1) {
    const failure = await firstFailure(parts, rest)
    const last = rest.at(-1)
    if (!last) return
    if (!failure) {
      if (chaos.happens(chaos.settings().batchAgain)) await firstFailure(parts, rest)
      return parts.checkpoint(last)
    }
    if (parts.stopped()) return
    const lastDone = rest[failure.at - 1]
    if (lastDone) {
      parts.checkpoint(lastDone)
      rest = rest.slice(failure.at)
      retries = -1
    } else if (source.bisectsOnError && rest.length > 1) {
      const middle = Math.ceil(rest.length / 2)
      await deliverBatch(parts, rest.slice(0, middle))
      return deliverBatch(parts, rest.slice(middle))
    } else if (retries >= source.maximumRetries) {
      giveUp(parts, rest, retries + 1, failure.reason)
      return parts.checkpoint(last)
    }
    await sleep(Math.min(retryMillis.first * 2 ** Math.max(0, retries), retryMillis.longest))
  }
}
