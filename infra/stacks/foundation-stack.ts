import { CfnOutput, Duration, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib'
import { EventBus, Match } from 'aws-cdk-lib/aws-events'
import { ArnPrincipal, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Key } from 'aws-cdk-lib/aws-kms'
import type { ITopic } from 'aws-cdk-lib/aws-sns'
import type { Queue } from 'aws-cdk-lib/aws-sqs'
import type { Construct } from 'constructs'
import { sourceOf } from '#shared/contracts/define-event.ts'
import type { ServiceDeclaration } from '#shared/contracts/service.ts'
import type { Deployment } from '../config/deployment.ts'
import { AlarmTopic } from '../constructs/alarm-topic.ts'
import { FileBucket } from '../constructs/file-bucket.ts'
import { PublicFilesBucket } from '../constructs/public-files-bucket.ts'
import { UnknownEvents } from '../constructs/unknown-events.ts'
import { events } from '../events.ts'

export type FoundationStackProps = StackProps & {
  readonly deployment: Deployment
  readonly services: readonly ServiceDeclaration[]
}

/** What all services share: the bus they talk over, the key their data is encrypted with, the topic of alarms. */
export class FoundationStack extends Stack {
  readonly bus: EventBus
  readonly key: Key
  readonly alarms: ITopic
  readonly files: FileBucket
  readonly publicFiles: PublicFilesBucket
  readonly unknownEvents: Queue

  constructor(scope: Construct, id: string, props: FoundationStackProps) {
    super(scope, id, props)
    this.key = new Key(this, 'Key', {
      description: "Encrypts the insured people's data and the alarms about it",
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN,
    })
    // CloudWatch Logs encrypts by itself; in China its name ends as all addresses there do.
    this.key.grantEncryptDecrypt(
      new ServicePrincipal(`logs.${this.region}.${this.urlSuffix}`, {
        conditions: {
          ArnLike: {
            'kms:EncryptionContext:aws:logs:arn': this.formatArn({ service: 'logs', resource: '*' }),
          },
        },
      }),
    )
    this.bus = new EventBus(this, 'Bus')
    this.bus.archive('Archive', {
      description: 'Every event between the services, to be replayed after a loss',
      eventPattern: { source: Match.prefix('tongchou.') },
      retention: Duration.days(props.deployment.archiveDays),
    })
    for (const { principal, feed } of props.deployment.eventsFrom)
      this.bus.addToResourcePolicy(
        new PolicyStatement({
          sid: `From-${feed}`,
          principals: [new ArnPrincipal(principal)],
          actions: ['events:PutEvents'],
          resources: [this.bus.eventBusArn],
          conditions: { StringEquals: { 'events:source': sourceOf(feed) } },
        }),
      )
    this.alarms = new AlarmTopic(this, 'Alarms', { key: this.key, goTo: props.deployment.alarmsGoTo })
    this.files = new FileBucket(this, 'Files', { key: this.key, senders: props.deployment.filesFrom })
    this.publicFiles = new PublicFilesBucket(this, 'PublicFiles', { key: this.key })
    const { bus, files, alarms } = this
    const unknown = new UnknownEvents(this, 'UnknownEvents', {
      ...{ bus, files, alarms, events },
      services: props.services,
    })
    this.unknownEvents = unknown.queue
    new CfnOutput(this, 'BusName', { value: this.bus.eventBusName })
    new CfnOutput(this, 'FilesBucket', { value: this.files.bucket.bucketName })
    new CfnOutput(this, 'UnknownEventsUrl', { value: unknown.queue.queueUrl })
    new CfnOutput(this, 'AlarmTopicArn', { value: this.alarms.topicArn })
  }
}
