import type { EventBus } from 'aws-cdk-lib/aws-events'
import { Match, Rule } from 'aws-cdk-lib/aws-events'
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets'
import type { ITopic } from 'aws-cdk-lib/aws-sns'
import type { Queue } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import type { EventContract } from '#shared/contracts/define-event.ts'
import { acknowledge } from './acknowledge.ts'
import { DeadLetters } from './monitored-queue.ts'

export type UnknownEventsProps = {
  readonly bus: EventBus
  readonly alarms: ITopic
  /** Every event that there is. */
  readonly events: readonly Pick<EventContract, 'detailTypes'>[]
}

/** Events of our own sources that no contract describes, by their type or their version: no other rule would show them. */
export class UnknownEvents extends Construct {
  readonly queue: Queue

  constructor(scope: Construct, id: string, props: UnknownEventsProps) {
    super(scope, id)
    const { queue } = new DeadLetters(this, 'Unknown', {
      alarms: props.alarms,
      meaning: 'Bus: an event came that no contract describes.',
      section: 'unknown-events',
    })
    this.queue = queue
    const last = 'It is itself the last place for an event: no function reads it.'
    acknowledge(this, { 'AwsSolutions-SQS3': last, 'Serverless-EventBusDLQ': last })
    const known = props.events.flatMap(({ detailTypes }) => detailTypes)
    new Rule(this, 'Rule', {
      eventBus: props.bus,
      eventPattern: { source: Match.prefix('tongchou.'), detailType: Match.anythingBut(...known) },
      targets: [new SqsQueue(queue)],
    })
  }
}
