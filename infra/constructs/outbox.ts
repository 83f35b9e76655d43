import { Duration } from 'aws-cdk-lib'
import type { EventBus } from 'aws-cdk-lib/aws-events'
import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import { EventSourceMapping, FilterCriteria, StartingPosition } from 'aws-cdk-lib/aws-lambda'
import { SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources'
import type { ITopic } from 'aws-cdk-lib/aws-sns'
import { Construct } from 'constructs'
import { sourceOf } from '#shared/contracts/define-event.ts'
import type { ServiceDeclaration } from '#shared/contracts/service.ts'
import { acknowledge } from './acknowledge.ts'
import { raiseAlarm } from './alarm.ts'
import {
  DeadLetters,
  failuresStayInTheQueue,
  MonitoredQueue,
  mostReceivesOfUnits,
} from './monitored-queue.ts'
import { type ServiceFunction, timeouts } from './service-function.ts'
import type { ServiceTable } from './service-table.ts'

export type OutboxProps = {
  readonly service: Pick<ServiceDeclaration, 'name' | 'publishes'>
  readonly table: ServiceTable
  readonly publish: ServiceFunction
  readonly bus: EventBus
  readonly alarms: ITopic
}

/** Shows the publisher what was recorded of these kinds; it is not run for anything else. */
const itemsOf = (kinds: readonly string[]) =>
  FilterCriteria.filter({ dynamodb: { NewImage: { kind: { S: kinds } } } })

/**
 * What a service recorded becomes events on the bus: the table's stream, read by the publisher. Whoever watches gives what is
 * to be published once more to a queue of it, so that the publisher alone speaks as the service.
 */
export class Outbox extends Construct {
  readonly deadLetters: DeadLetters
  readonly again: MonitoredQueue

  constructor(scope: Construct, id: string, props: OutboxProps) {
    super(scope, id)
    const { fn } = props.publish
    this.deadLetters = new DeadLetters(this, 'DeadLetters', {
      alarms: props.alarms,
      meaning: `${props.service.name}: recorded facts could not be published.`,
      section: 'outbox-dead-letters',
    })
    this.again = new MonitoredQueue(this, 'Again', {
      alarms: props.alarms,
      handlerTimeout: timeouts.publish,
      toleratedWait: Duration.minutes(10),
      receives: mostReceivesOfUnits,
      deadLetters: this.deadLetters,
      wait: {
        meaning: `${props.service.name}: records wait to be published once more.`,
        section: 'outbox-falls-behind',
      },
    })
    props.table.streamTo(props.publish)
    fn.addEnvironment('OUTBOX_DEAD_LETTERS_URL', this.deadLetters.queue.queueUrl)
    fn.addEnvironment('BUS_NAME', props.bus.eventBusName)
    fn.addToRolePolicy(
      new PolicyStatement({
        actions: ['events:PutEvents'],
        resources: [props.bus.eventBusArn],
        // A service speaks as itself: no other fact can come of its publisher.
        conditions: { StringEquals: { 'events:source': sourceOf(props.service.name) } },
      }),
    )
    new EventSourceMapping(this, 'Stream', {
      target: fn,
      eventSourceArn: props.table.streamArn,
      // Nothing recorded before the mapping existed may be missed.
      startingPosition: StartingPosition.TRIM_HORIZON,
      filters: [itemsOf(props.service.publishes)],
      batchSize: 500,
      maxBatchingWindow: Duration.seconds(1),
      reportBatchItemFailures: true,
      // What cannot be published the publisher lays aside itself. All else is retried to the end of the stream, a day. An hour
      // before it, the notice of where the records are goes to the dead letters, or nobody would hear that they were lost.
      maxRecordAge: Duration.hours(23),
      onFailure: new SqsDlq(this.deadLetters.queue),
    })
    const again = new EventSourceMapping(this, 'AgainDelivery', {
      target: fn,
      eventSourceArn: this.again.queue.queueArn,
      batchSize: 1,
      // The bus is for what happens now: what happened goes beside it.
      maxConcurrency: 2,
      reportBatchItemFailures: true,
    })
    acknowledge(again, failuresStayInTheQueue)
    this.again.queue.grantConsumeMessages(fn)
    this.deadLetters.queue.grantSendMessages(fn)
    raiseAlarm(this, 'Late', {
      alarms: props.alarms,
      metric: (options) => fn.metric('IteratorAge', { ...options, statistic: 'Maximum' }),
      tolerated: Duration.minutes(1).toMilliseconds(),
      minutes: 3,
      meaning: `${props.service.name}: recorded facts wait to be published.`,
      section: 'outbox-falls-behind',
    })
    raiseAlarm(this, 'NearTheEnd', {
      alarms: props.alarms,
      metric: (options) => fn.metric('IteratorAge', { ...options, statistic: 'Maximum' }),
      tolerated: Duration.hours(12).toMilliseconds(),
      minutes: 1,
      meaning: `${props.service.name}: the stream will forget recorded facts that are not published, a day after they were recorded.`,
      section: 'outbox-falls-behind',
    })
  }
  /** Lets the worker give what it read again to the publisher, which alone publishes. */
  fedBy({ fn }: ServiceFunction): void {
    fn.addEnvironment('OUTBOX_QUEUE_URL', this.again.queue.queueUrl)
    this.again.queue.grantSendMessages(fn)
  }
}
