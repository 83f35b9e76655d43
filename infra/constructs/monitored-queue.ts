import { Duration } from 'aws-cdk-lib'
import type { ITopic } from 'aws-cdk-lib/aws-sns'
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import { acknowledge } from './acknowledge.ts'
import { type RunbookSection, raiseAlarm } from './alarm.ts'

/** Once is not enough: a throttled poll also counts as a receive. */
const receivesBeforeGivingUp = 5

/** SQS counts no further. What fails by itself is set aside by its consumer long before; an outage counts as receives too. */
export const mostReceives = 1000

/** AWS's advice: a message stays hidden for six times what its handler may take. */
const visibilityPerTimeout = 6

/** A unit of a run is hidden for twelve minutes at least: twelve hours of a worker that ends, or two days of one that pauses. */
export const mostReceivesOfUnits = 60

/** A place for what could not be handled, with the alarm that says so; nothing in it is lost for two weeks. */
export class DeadLetters extends Construct {
  readonly queue: Queue

  constructor(
    scope: Construct,
    id: string,
    props: { readonly alarms: ITopic; readonly meaning: string; readonly section: RunbookSection },
  ) {
    super(scope, id)
    this.queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    })
    acknowledge(this.queue, {
      'Serverless-SQSRedrivePolicy': 'It is itself the place for what could not be handled.',
    })
    raiseAlarm(this, 'NotEmpty', {
      ...props,
      metric: (options) =>
        this.queue.metricApproximateNumberOfMessagesVisible({ ...options, statistic: 'Maximum' }),
      tolerated: 0,
      minutes: 1,
    })
  }
}

/** Why what feeds a function from a queue names no destination. */
export const failuresStayInTheQueue = {
  'Serverless-LambdaEventSourceMappingDestination':
    'A queue has no destination for failures: what failed stays in it, and goes to its dead letters.',
}

export type MonitoredQueueProps = {
  readonly alarms: ITopic
  /** How long its handler may take; how long a message stays hidden follows from it. */
  readonly handlerTimeout: Duration
  /** How long a message may wait before the operators are told. */
  readonly toleratedWait: Duration
  /** After so many receives SQS itself makes a dead letter of a message. */
  readonly receives?: number
  /** Those that it gets, or those of another that it shares. */
  readonly deadLetters: { readonly meaning: string; readonly section: RunbookSection } | DeadLetters
  readonly wait: { readonly meaning: string; readonly section: RunbookSection }
}

/** A queue together with its dead letters, its redrive, its two alarms and their runbook sections. */
export class MonitoredQueue extends Construct {
  readonly queue: Queue
  readonly deadLetters: DeadLetters

  constructor(scope: Construct, id: string, props: MonitoredQueueProps) {
    super(scope, id)
    this.deadLetters =
      props.deadLetters instanceof DeadLetters
        ? props.deadLetters
        : new DeadLetters(this, 'DeadLetters', { alarms: props.alarms, ...props.deadLetters })
    this.queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
      visibilityTimeout: Duration.seconds(props.handlerTimeout.toSeconds() * visibilityPerTimeout),
      deadLetterQueue: {
        queue: this.deadLetters.queue,
        maxReceiveCount: props.receives ?? receivesBeforeGivingUp,
      },
    })
    raiseAlarm(this, 'Late', {
      alarms: props.alarms,
      ...props.wait,
      metric: (options) =>
        this.queue.metricApproximateAgeOfOldestMessage({ ...options, statistic: 'Maximum' }),
      tolerated: props.toleratedWait.toSeconds(),
      minutes: 3,
    })
  }
}
