import { RemovalPolicy } from 'aws-cdk-lib'
import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import { Key } from 'aws-cdk-lib/aws-kms'
import { Construct } from 'constructs'
import type { ServiceFunction } from './service-function.ts'

/**
 * A service's own key, which wraps the keys that it encrypts names and numbers with. Whoever may read the table or restore a
 * backup of it reads none of them without this key. It is never deleted with its stack: what it wraps would be lost.
 */
export class SecretsKey extends Construct {
  readonly key: Key
  readonly #service: string

  constructor(scope: Construct, id: string, { service }: { readonly service: string }) {
    super(scope, id)
    this.#service = service
    this.key = new Key(this, 'Key', {
      description: `${service}: wraps the keys of names and certificates`,
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN,
    })
  }

  /** Lets a function make keys and use them. */
  openTo(fn: ServiceFunction): void {
    this.#grant(fn, ['kms:Decrypt', 'kms:GenerateDataKey'])
  }

  /** Lets a function use the keys that there are. */
  readBy(fn: ServiceFunction): void {
    this.#grant(fn, ['kms:Decrypt'])
  }

  #grant({ fn }: ServiceFunction, actions: string[]): void {
    fn.addEnvironment('SECRETS_KEY_ID', this.key.keyArn)
    fn.addToRolePolicy(
      new PolicyStatement({
        actions,
        resources: [this.key.keyArn],
        conditions: { StringEquals: { 'kms:EncryptionContext:service': this.#service } },
      }),
    )
  }
}
