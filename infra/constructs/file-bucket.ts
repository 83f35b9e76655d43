import { Duration, Stack } from 'aws-cdk-lib'
import { ArnPrincipal, PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { Key } from 'aws-cdk-lib/aws-kms'
import { Bucket, type CfnBucket } from 'aws-cdk-lib/aws-s3'
import { Construct } from 'constructs'
import { filesOf, importsPrefix } from '#shared/contracts/files.ts'
import type { FileSender } from '../config/deployment.ts'
import { acknowledge } from './acknowledge.ts'
import type { ServiceFunction } from './service-function.ts'
import { shutBucket } from './shut-bucket.ts'

export type FileBucketProps = { readonly key: Key; readonly senders: readonly FileSender[] }

const exportedArn = 'tongchou-files-arn'

/** So long a file that was sent is kept: its rows are in the records, and what it was is told by its run. */
const keptDays = 90

/**
 * The files of offices and hospitals: what is sent under `imports/<kind>/<division>/` starts a run, and what services keep
 * for a while stands under their own names. A sender may put files under its own prefix and read nothing.
 */
export class FileBucket extends Construct {
  readonly bucket: Bucket
  readonly #key: Key
  /** Of the bucket as other stacks say it: under a name, so that an acknowledgement can repeat it. */
  readonly #arn: string

  constructor(scope: Construct, id: string, { key, senders }: FileBucketProps) {
    super(scope, id)
    this.#key = key
    this.bucket = new Bucket(this, 'Bucket', {
      ...shutBucket(key),
      lifecycleRules: [
        {
          expiration: Duration.days(keptDays),
          noncurrentVersionExpiration: Duration.days(30),
          abortIncompleteMultipartUploadAfter: Duration.days(7),
        },
      ],
    })
    // Said in the template itself: the CDK's own way is a program that sets it afterwards.
    const template = this.bucket.node.defaultChild as CfnBucket
    template.notificationConfiguration = { eventBridgeConfiguration: { eventBridgeEnabled: true } }
    this.#arn = Stack.of(this).exportValue(this.bucket.bucketArn, { name: exportedArn })
    for (const sender of senders) this.#admit(sender)
    const log =
      'Each file has a run that keeps who sent which object when; other looks are in the trail of data events, where the operator keeps one.'
    acknowledge(this.bucket, {
      'AwsSolutions-S1': log,
      'NIST.800.53.R5-S3BucketLoggingEnabled': log,
      'NIST.800.53.R5-S3BucketReplicationEnabled':
        'A file is the copy of what its sender has, and its rows are in the records, which are backed up.',
    })
  }

  /** Lets a system of an office put files of one kind for one division. */
  #admit({ principal, kind, division }: FileSender): void {
    const principals = [new ArnPrincipal(principal)]
    this.bucket.addToResourcePolicy(
      new PolicyStatement({
        principals,
        actions: ['s3:PutObject', 's3:AbortMultipartUpload'],
        resources: [this.bucket.arnForObjects(`${importsPrefix}${kind}/${division}/*`)],
      }),
    )
    this.#key.addToResourcePolicy(
      new PolicyStatement({
        principals,
        // The end of an upload in parts reads what its parts were encrypted with.
        actions: ['kms:GenerateDataKey', 'kms:Decrypt'],
        resources: ['*'],
        conditions: {
          StringEquals: { 'kms:ViaService': `s3.${this.bucket.stack.region}.${this.bucket.stack.urlSuffix}` },
        },
      }),
    )
  }

  /** Lets a worker read the files of one kind that are sent. */
  sentTo(to: ServiceFunction, kind: string): void {
    this.#grant(to, ['s3:GetObject'], `${importsPrefix}${kind}/`)
    this.#key.grantDecrypt(to.fn)
  }

  /** Lets a function keep files for its service, and read them. */
  keptBy(to: ServiceFunction, service: string): void {
    this.#grant(to, ['s3:GetObject', 's3:PutObject'], filesOf(service))
    this.#key.grant(to.fn, 'kms:Decrypt', 'kms:GenerateDataKey')
  }

  #grant(to: ServiceFunction, actions: string[], prefix: string): void {
    to.fn.addEnvironment('FILES_BUCKET', this.bucket.bucketName)
    to.fn.addToRolePolicy(new PolicyStatement({ actions, resources: [`${this.#arn}/${prefix}*`] }))
    acknowledge(to, {
      [`AwsSolutions-IAM5[Resource::${exportedArn}/${prefix}*]`]:
        'The keys of files are not known before they are sent: the prefix is what the function may reach.',
    })
  }
}
