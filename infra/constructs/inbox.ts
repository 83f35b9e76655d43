import type { Duration } from 'aws-cdk-lib'
import { type EventBus, Rule } from 'aws-cdk-lib/aws-events'
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets'
import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda'
import type { ITopic } from 'aws-cdk-lib/aws-sns'
import { Construct } from 'constructs'
import type { ServiceDeclaration } from '#shared/contracts/service.ts'
import { acknowledge } from './acknowledge.ts'
import { failuresStayInTheQueue, MonitoredQueue, mostReceives } from './monitored-queue.ts'
import { type ServiceFunction, timeouts } from './service-function.ts'

export type InboxProps = {
  readonly service: string
  readonly consumes: ServiceDeclaration['consumes']
  readonly consume: ServiceFunction
  readonly bus: EventBus
  readonly alarms: ITopic
  /** How long an event may wait before the operators are told. */
  readonly toleratedWait: Duration
}

/** Events of others that a service listens to: a rule for each contract, one queue, one consumer. */
export class Inbox extends Construct {
  readonly queue: MonitoredQueue
  readonly delivery: EventSourceMapping

  constructor(scope: Construct, id: string, props: InboxProps) {
    super(scope, id)
    this.queue = new MonitoredQueue(this, 'Events', {
      alarms: props.alarms,
      handlerTimeout: timeouts.consume,
      toleratedWait: props.toleratedWait,
      // A consumer that cannot start or is not allowed to read also receives: that is no fault of the messages.
      receives: mostReceives,
      deadLetters: {
        meaning: `${props.service}: events could not be delivered or applied.`,
        section: 'inbox-dead-letters',
      },
      wait: { meaning: `${props.service}: events wait to be applied.`, section: 'inbox-falls-behind' },
    })
    const { queue, deadLetters } = this.queue
    for (const contract of props.consumes) {
      new Rule(this, `${contract.source}:${contract.detailType}`, {
        eventBus: props.bus,
        eventPattern: { source: contract.pattern.source, detailType: contract.pattern['detail-type'] },
        targets: [new SqsQueue(queue, { deadLetterQueue: deadLetters.queue })],
      })
    }
    const { fn } = props.consume
    queue.grantConsumeMessages(fn)
    // A message that failed by itself is set aside with its cause, or counts its tries from the start again.
    queue.grantSendMessages(fn)
    deadLetters.queue.grantSendMessages(fn)
    this.delivery = new EventSourceMapping(this, 'Delivery', {
      target: fn,
      eventSourceArn: queue.queueArn,
      batchSize: 10,
      maxConcurrency: 10,
      reportBatchItemFailures: true,
    })
    acknowledge(this.delivery, failuresStayInTheQueue)
  }

  /** Its queue's address and that of its dead letters, as the consumer reads them. */
  get addresses(): string {
    const { queue, deadLetters } = this.queue
    return `${queue.queueUrl} ${deadLetters.queue.queueUrl}`
  }
}
