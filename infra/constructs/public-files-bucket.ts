import { Duration, Stack } from 'aws-cdk-lib'
import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { Key } from 'aws-cdk-lib/aws-kms'
import { Bucket } from 'aws-cdk-lib/aws-s3'
import { Construct } from 'constructs'
import { publicPrefix } from '#shared/contracts/files.ts'
import { acknowledge } from './acknowledge.ts'
import type { ServiceFunction } from './service-function.ts'
import { shutBucket } from './shut-bucket.ts'

const exportedArn = 'tongchou-public-files-arn'

/**
 * The files that everybody may read. The bucket itself is shut: a function answers with them at the API's own address, as
 * with the console's, since a bucket's own host needs a filing in AWS China. They are kept for as long as the province is.
 */
export class PublicFilesBucket extends Construct {
  readonly #bucket: Bucket
  readonly #key: Key
  readonly #arn: string

  constructor(scope: Construct, id: string, { key }: { readonly key: Key }) {
    super(scope, id)
    this.#key = key
    this.#bucket = new Bucket(this, 'Bucket', {
      ...shutBucket(key),
      lifecycleRules: [
        {
          noncurrentVersionExpiration: Duration.days(365),
          abortIncompleteMultipartUploadAfter: Duration.days(7),
        },
      ],
    })
    this.#arn = Stack.of(this).exportValue(this.#bucket.bucketArn, { name: exportedArn })
    const log = 'Who reads is in the access log of the API; who wrote is the one function that may.'
    acknowledge(this.#bucket, {
      'AwsSolutions-S1': log,
      'NIST.800.53.R5-S3BucketLoggingEnabled': log,
      'NIST.800.53.R5-S3BucketReplicationEnabled':
        'Every file is made from records, which are backed up: a run writes again what is lost.',
    })
  }

  /** Lets a worker write what is to be public, and see what stands there. */
  writtenBy(to: ServiceFunction): void {
    this.#grant(to, ['s3:GetObject', 's3:PutObject'])
    this.#key.grant(to.fn, 'kms:Decrypt', 'kms:GenerateDataKey')
  }

  /** Lets a function answer with what stands there. */
  readBy(to: ServiceFunction): void {
    this.#grant(to, ['s3:GetObject'])
    this.#key.grantDecrypt(to.fn)
  }

  #grant(to: ServiceFunction, actions: string[]): void {
    to.fn.addEnvironment('PUBLIC_FILES_BUCKET', this.#bucket.bucketName)
    to.fn.addToRolePolicy(new PolicyStatement({ actions, resources: [`${this.#arn}/${publicPrefix}*`] }))
    // Without it what is not there looks like what is not allowed.
    to.fn.addToRolePolicy(new PolicyStatement({ actions: ['s3:ListBucket'], resources: [this.#arn] }))
    acknowledge(to, {
      [`AwsSolutions-IAM5[Resource::${exportedArn}/${publicPrefix}*]`]:
        'The bucket holds nothing but public files: the function may reach all of them, and no other bucket.',
    })
  }
}
