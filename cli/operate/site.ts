import type { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams'
import type { EventBridgeClient } from '@aws-sdk/client-eventbridge'
import type { LambdaClient } from '@aws-sdk/client-lambda'
import type { SQSClient } from '@aws-sdk/client-sqs'
import type { Outputs } from '../../local/template/model.ts'
import type { Tables } from '../verify/tables.ts'
import type { LogPlace } from './places.ts'
import type { WatchedQueue } from './queues.ts'
import type { Moment } from './restore-beside.ts'

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
  /** Has a table beside another hold what that one held at a moment. */
  readonly restoreBeside: (moment: Moment) => Promise<void>
  /** For how many seconds the oldest message or record of each queue has waited, by the queue's name. */
  readonly waited: (queues: readonly WatchedQueue[]) => Promise<ReadonlyMap<string, number>>
  /** The last lines of a log in which one of these words stands, the oldest first. */
  readonly lines: (place: LogPlace, since: Date, words: readonly string[]) => Promise<readonly string[]>
  readonly close: () => void
}

/** So many lines of a log are kept at most, the last ones. */
export const mostLines = 10_000

/** The last part of a queue's address. */
export const queueNameIn = (url: string): string => url.split('/').at(-1) ?? url
