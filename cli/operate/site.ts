import type { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams'
import type { EventBridgeClient } from '@aws-sdk/client-eventbridge'
import type { LambdaClient } from '@aws-sdk/client-lambda'
import type { SQSClient } from '@aws-sdk/client-sqs'
import type { Outputs } from '../../local/template/model.ts'
import type { Tables } from '../verify/tables.ts'

/** A running province, on this machine or on AWS, as the night watch needs it. */
export type Site = {
  /** What the stacks say of themselves: where their queues, tables and functions are. */
  readonly outputs: Outputs
  readonly tables: Tables
  readonly sqs: SQSClient
  readonly events: EventBridgeClient
  readonly lambda: LambdaClient
  /** The reader of the streams of a table. */
  readonly streamsOf: (tableName: string) => DynamoDBStreamsClient
  /** For how many seconds the oldest message of each queue has waited, by the queue's address. */
  readonly waited: (urls: readonly string[]) => Promise<ReadonlyMap<string, number>>
  /** The last line in a function's log that names a message and an error. */
  readonly logged: (
    worker: { readonly fn: string; readonly log: string },
    messageId: string,
    since: Date,
  ) => Promise<string | undefined>
  readonly close: () => void
}

/** The last part of a queue's address. */
export const queueNameIn = (url: string): string => url.split('/').at(-1) ?? url
