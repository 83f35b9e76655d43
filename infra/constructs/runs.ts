import { Duration } from 'aws-cdk-lib'
import { Rule } from 'aws-cdk-lib/aws-events'
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets'
import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda'
import type { ITopic } from 'aws-cdk-lib/aws-sns'
import { Construct } from 'constructs'
import { importsPrefix, objectCreatedType } from '#shared/contracts/files.ts'
import type { Schedule } from '#shared/contracts/service.ts'
import { acknowledge } from './acknowledge.ts'
import type { FileBucket } from './file-bucket.ts'
import { failuresStayInTheQueue, MonitoredQueue, mostReceivesOfUnits } from './monitored-queue.ts'
import { ScheduledRuns } from './scheduled-runs.ts'
import { type ServiceFunction, timeouts } from './service-function.ts'

export type RunsProps = {
  readonly service: string
  readonly schedules: readonly Schedule[]
  readonly scheduler: boolean
  readonly alarms: ITopic
}

/** The long work of a service: a queue of units, one worker, and the clock that starts runs. */
export class Runs extends Construct {
  readonly queue: MonitoredQueue

  constructor(scope: Construct, id: string, props: RunsProps) {
    super(scope, id)
    this.queue = new MonitoredQueue(this, 'Units', {
      alarms: props.alarms,
      handlerTimeout: timeouts.work,
      toleratedWait: Duration.hours(1),
      // What fails by itself its worker sets aside after five tries. What fails for all, or ends its worker, counts as received too.
      receives: mostReceivesOfUnits,
      deadLetters: { meaning: `${props.service}: units of a run failed.`, section: 'work-dead-letters' },
      wait: { meaning: `${props.service}: units of a run wait to be done.`, section: 'work-falls-behind' },
    })
    if (props.schedules.length > 0) {
      new ScheduledRuns(this, 'Schedules', {
        schedules: props.schedules,
        scheduler: props.scheduler,
        queue: this.queue.queue,
        deadLetters: this.queue.deadLetters.queue,
      })
    }
  }

  /** Has each new file of a kind reach the queue, as the bucket tells of it. */
  takeFiles(kind: string, { bucket }: FileBucket): void {
    new Rule(this, `Files-${kind}`, {
      description: `Files under ${importsPrefix}${kind}/`,
      eventPattern: {
        source: ['aws.s3'],
        detailType: [objectCreatedType],
        detail: {
          bucket: { name: [bucket.bucketName] },
          object: { key: [{ prefix: `${importsPrefix}${kind}/` }] },
        },
      },
      targets: [new SqsQueue(this.queue.queue, { deadLetterQueue: this.queue.deadLetters.queue })],
    })
  }

  /** Lets a function start runs and hand on their units. */
  openTo({ fn }: ServiceFunction): void {
    fn.addEnvironment('WORK_QUEUE_URL', this.queue.queue.queueUrl)
    this.queue.queue.grantSendMessages(fn)
  }

  /** Has the worker take units from the queue, one at a time, several side by side. */
  workedBy(work: ServiceFunction): EventSourceMapping {
    const { queue, deadLetters } = this.queue
    queue.grantConsumeMessages(work.fn)
    // A unit that failed by itself is set aside with its cause.
    deadLetters.queue.grantSendMessages(work.fn)
    work.fn.addEnvironment('INBOX_QUEUES', `${queue.queueUrl} ${deadLetters.queue.queueUrl}`)
    const delivery = new EventSourceMapping(this, 'Delivery', {
      target: work.fn,
      eventSourceArn: this.queue.queue.queueArn,
      batchSize: 1,
      maxConcurrency: 10,
      reportBatchItemFailures: true,
    })
    acknowledge(delivery, failuresStayInTheQueue)
    return delivery
  }
}
