import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams'
import { EventBridgeClient } from '@aws-sdk/client-eventbridge'
import { LambdaClient } from '@aws-sdk/client-lambda'
import { SQSClient } from '@aws-sdk/client-sqs'
import { accessKeyOf, localClient } from '../../local/local-clients.ts'
import type { StackAddress } from '../../local/running-stack.ts'
import { localTables } from '../verify/tables.ts'
import type { WatchedQueue } from './queues.ts'
import { restoreHere } from './restore-beside.ts'
import { mostLines, queueNameIn, type Site } from './site.ts'

/** When a line was written: every line has an instant, since files of earlier runs stay. */
const saidAt = (line: string): number => Date.parse(/\d{4}-\d\d-\d\dT[\d:.]+Z/.exec(line)?.[0] ?? '') || 0

/** The stack that runs on this machine. */
export const localSite = (stack: StackAddress): Site => {
  const { endpoints, outputs, logs, url } = stack
  const sqs = new SQSClient(localClient(endpoints.sqs))
  const events = new EventBridgeClient(localClient(endpoints.eventbridge))
  const lambda = new LambdaClient(localClient(endpoints.lambda))
  const tables = localTables(stack)
  const streamsOf = (tableName: string) =>
    new DynamoDBStreamsClient(localClient(endpoints.dynamodb, accessKeyOf(tableName)))
  return {
    outputs,
    sqs,
    events,
    lambda,
    ...{ tables, streamsOf },
    restoreBeside: async (moment) => {
      const client = tables.find(({ name }) => name === moment.name)?.client
      const streams = streamsOf(moment.name)
      try {
        if (client) await restoreHere(client, streams, moment)
      } finally {
        streams.destroy()
      }
    },
    waited: async (queues) => {
      const answer = await fetch(`${url}/_local/waiting`)
      const waiting = (await answer.json()) as Readonly<Record<string, number>>
      // An outbox has no queue: its records wait for its publisher.
      const waitedFor = ({ url, worker }: WatchedQueue) => (url ? queueNameIn(url) : worker?.fn)
      return new Map(queues.map((queue) => [queue.name, waiting[waitedFor(queue) ?? ''] ?? 0]))
    },
    lines: async ({ fn }, since, words) => {
      const file = join(logs, `${fn}.log`)
      if (!existsSync(file)) return []
      return readFileSync(file, 'utf8')
        .split('\n')
        .filter((line) => words.some((word) => line.includes(word)) && saidAt(line) >= since.getTime())
        .slice(-mostLines)
    },
    close: () => {
      for (const client of [sqs, events, lambda]) client.destroy()
    },
  }
}
