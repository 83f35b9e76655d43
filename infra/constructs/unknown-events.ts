import type { EventBus } from 'aws-cdk-lib/aws-events'
import { Match, Rule } from 'aws-cdk-lib/aws-events'
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets'
import type { ITopic } from 'aws-cdk-lib/aws-sns'
import type { Queue } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import type { EventContract } from '#shared/contracts/define-event.ts'
import { filesOf, importsPrefix, objectCreatedType } from '#shared/contracts/files.ts'
import type { ServiceDeclaration } from '#shared/contracts/service.ts'
import { acknowledge } from './acknowledge.ts'
import type { FileBucket } from './file-bucket.ts'
import { DeadLetters } from './monitored-queue.ts'

export type UnknownEventsProps = {
  readonly bus: EventBus
  readonly files: FileBucket
  readonly alarms: ITopic
  /** Every event that there is. */
  readonly events: readonly Pick<EventContract, 'detailTypes'>[]
  /** Every service that there is, with the kinds of files that it reads or keeps. */
  readonly services: readonly ServiceDeclaration[]
}

/** Where files of the bucket stand that a service reads, or keeps for itself. */
const readPrefixes = ({ name, imports = [], keepsFiles }: ServiceDeclaration): string[] => [
  ...imports.map((kind) => `${importsPrefix}${kind}/`),
  ...(keepsFiles ? [filesOf(name)] : []),
]

/**
 * Events of our own sources that no contract describes, by their type or their version, and files where no service reads
 * any: no other rule would show them.
 */
export class UnknownEvents extends Construct {
  readonly queue: Queue

  constructor(scope: Construct, id: string, { bus, files, alarms, events, services }: UnknownEventsProps) {
    super(scope, id)
    const { queue } = new DeadLetters(this, 'Unknown', {
      alarms,
      meaning: 'Bus: an event came that no contract describes, or a file that no service reads.',
      section: 'unknown-events',
    })
    this.queue = queue
    const last = 'It is itself the last place for an event: no function reads it.'
    acknowledge(this, { 'AwsSolutions-SQS3': last, 'Serverless-EventBusDLQ': last })
    const known = events.flatMap(({ detailTypes }) => detailTypes)
    const read = services.flatMap(readPrefixes)
    new Rule(this, 'Rule', {
      eventBus: bus,
      eventPattern: { source: Match.prefix('tongchou.'), detailType: Match.anythingBut(...known) },
      targets: [new SqsQueue(queue)],
    })
    new Rule(this, 'UnreadFiles', {
      description: 'Files that stand where no service reads any',
      eventPattern: {
        source: ['aws.s3'],
        detailType: [objectCreatedType],
        detail: {
          bucket: { name: [files.bucket.bucketName] },
          // A folder that somebody makes by hand is an object without content.
          object: {
            ...(read.length > 0 && { key: Match.anythingButPrefix(...read) }),
            size: Match.greaterThan(0),
          },
        },
      },
      targets: [new SqsQueue(queue)],
    })
  }
}
