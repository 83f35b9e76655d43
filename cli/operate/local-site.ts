import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams'
import { EventBridgeClient } from '@aws-sdk/client-eventbridge'
import { LambdaClient } from '@aws-sdk/client-lambda'
import { SQSClient } from '@aws-sdk/client-sqs'
import { accessKeyOf, localClient } from '../../local/local-clients.ts'
import type { StackAddress } from '../../local/running-stack.ts'
import { localTables } from '../verify/tables.ts'
import { queueNameIn, type Site } from './site.ts'

/** The stack that runs on this machine. */
export const localSite = (stack: StackAddress): Site => {
  const { endpoints, outputs, logs, url } = stack
  const sqs = new SQSClient(localClient(endpoints.sqs))
  const events = new EventBridgeClient(localClient(endpoints.eventbridge))
  const lambda = new LambdaClient(localClient(endpoints.lambda))
  return {
    outputs,
    sqs,
    events,
    lambda,
    tables: localTables(stack),
    streamsOf: (tableName) =>
      new DynamoDBStreamsClient(localClient(endpoints.dynamodb, accessKeyOf(tableName))),
    waited: async (urls) => {
      const answer = await fetch(`${url}/_local/waiting`)
      const waiting = (await answer.json()) as Readonly<Record<string, number>>
      return new Map(urls.map((each) => [each, waiting[queueNameIn(each)] ?? 0]))
    },
    logged: async ({ fn }, messageId) => {
      const file = join(logs, `${fn}.log`)
      if (!existsSync(file)) return undefined
      const lines = readFileSync(file, 'utf8').split('\n')
      return lines.findLast((line) => line.includes(messageId) && line.includes('"error"'))
    },
    close: () => {
      for (const client of [sqs, events, lambda]) client.destroy()
    },
  }
}
