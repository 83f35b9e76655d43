import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { EventBridgeClient } from '@aws-sdk/client-eventbridge'
import { SQSClient } from '@aws-sdk/client-sqs'
import { setAsideAt } from '#shared/edge/events/set-aside.ts'
import { setting } from '#shared/edge/function/environment.ts'
import { emitUsage } from '#shared/edge/function/metrics.ts'
import type { Meter } from '#shared/edge/store/request-meter.ts'
import { meterRequests } from '#shared/edge/store/request-meter.ts'
import type { Store } from '#shared/edge/store/store.ts'
import { openStore } from '#shared/edge/store/store.ts'
import { queuesIn } from '#shared/edge/watch/service-queue.ts'

export type MeteredStore = { readonly store: Store; readonly meter: Meter }

/** A table of the service with a meter on it: its own, or the door's journal. */
export const openServiceTable = (name: 'TABLE_NAME' | 'JOURNAL_TABLE_NAME' = 'TABLE_NAME'): MeteredStore => {
  const client = new DynamoDBClient({ maxAttempts: 6 })
  // It would compose a log entry of every request and answer, whole, though nobody keeps it.
  client.middlewareStack.remove('loggerMiddleware')
  const requests = meterRequests(client)
  return {
    store: openStore(client, () => setting(name)),
    meter: (operation, cases) => emitUsage(operation, requests.drain(), cases),
  }
}

/** The bus this service publishes to, and where it lays what it cannot publish. */
export const openBus = () => {
  const client = new EventBridgeClient()
  const setAside = setAsideAt(new SQSClient(), () => setting('OUTBOX_DEAD_LETTERS_URL'))
  return () => ({ client, busName: setting('BUS_NAME'), setAside })
}

/** The queue of this service's runs, and all its queues for whoever watches them. */
export const openWorkQueue = () => {
  const queue = new SQSClient()
  return {
    queue,
    queueUrl: () => setting('WORK_QUEUE_URL'),
    watched: () => queuesIn(setting('WATCHED_QUEUES')),
    outboxUrl: () => setting('OUTBOX_QUEUE_URL'),
  }
}
