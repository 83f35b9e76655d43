import type { ApiRoute, EventRule, JwtAuthorizer, QueueSchedule } from '../contracts.ts'

/** What the stacks ask for, in the words of the parts that run it. */
export type Model = {
  readonly tables: readonly Table[]
  readonly buckets: readonly Bucket[]
  readonly queues: readonly Queue[]
  readonly functions: readonly LambdaFunction[]
  readonly streamSources: readonly StreamSource[]
  readonly queueSources: readonly QueueSource[]
  readonly busNames: readonly string[]
  readonly rules: readonly EventRule[]
  readonly routes: readonly ApiRoute[]
  readonly authorizers: readonly JwtAuthorizer[]
  readonly schedules: readonly QueueSchedule[]
  /** How a line of the API's access log looks, with API Gateway's variables. */
  readonly accessLogFormats: readonly string[]
  /** What each stack says of itself, by the stack's name. */
  readonly outputs: Outputs
}

/** The outputs of stacks: stack name, output name, value. */
export type Outputs = Readonly<Record<string, Readonly<Record<string, string>>>>

export type KeyElement = { readonly AttributeName: string; readonly KeyType: 'HASH' | 'RANGE' }

export type Table = {
  readonly name: string
  readonly attributes: readonly { readonly AttributeName: string; readonly AttributeType: 'S' | 'N' | 'B' }[]
  readonly key: readonly KeyElement[]
  readonly indexes: readonly {
    readonly IndexName: string
    readonly KeySchema: readonly KeyElement[]
    readonly Projection: {
      readonly ProjectionType: 'ALL' | 'KEYS_ONLY' | 'INCLUDE'
      readonly NonKeyAttributes?: readonly string[] | undefined
    }
  }[]
  readonly stream?: 'NEW_AND_OLD_IMAGES' | 'NEW_IMAGE' | 'OLD_IMAGE' | 'KEYS_ONLY'
  readonly timeToLiveAttribute?: string
}

export type Queue = {
  readonly name: string
  /** SQS attributes by name, as text. */
  readonly attributes: Readonly<Record<string, string>>
  readonly redrive?: { readonly deadLetterQueueName: string; readonly maxReceiveCount: number }
}

/** A bucket, and whether it tells the default bus of its new objects. */
export type Bucket = { readonly name: string; readonly tells: boolean }

export type LambdaFunction = {
  readonly name: string
  /** The folder of the bundle: LAMBDA_TASK_ROOT. */
  readonly directory: string
  /** `index.handler`. */
  readonly handler: string
  readonly environment: Readonly<Record<string, string>>
  readonly timeoutMillis: number
  readonly memoryMegabytes: number
  readonly reservedConcurrency?: number
}

/** What stream and queue sources have in common. */
type EventSource = {
  readonly functionName: string
  readonly batchSize: number
  /** How long a batch may wait to fill. */
  readonly windowMillis: number
  readonly reportsItemFailures: boolean
  /** Patterns of which one must match; absent when every record is wanted. */
  readonly filters?: readonly Readonly<Record<string, unknown>>[]
}

export type StreamSource = EventSource & {
  readonly tableName: string
  readonly startingPosition: 'TRIM_HORIZON' | 'LATEST'
  /** Infinity when a batch is retried for ever. */
  readonly maximumRetries: number
  readonly bisectsOnError: boolean
  readonly failureQueueName?: string
}

export type QueueSource = EventSource & {
  /** What Lambda calls the mapping. */
  readonly id: string
  readonly queueName: string
  readonly maximumConcurrency?: number
}
