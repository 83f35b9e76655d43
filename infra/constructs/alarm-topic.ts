import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import { Subscription, SubscriptionProtocol, Topic } from 'aws-cdk-lib/aws-sns'
import type { Construct } from 'constructs'
import type { Subscriber } from '../config/deployment.ts'

const protocols = {
  email: SubscriptionProtocol.EMAIL,
  https: SubscriptionProtocol.HTTPS,
} satisfies Record<Subscriber['protocol'], SubscriptionProtocol>

/**
 * Where alarms go, and from there who is told. CloudWatch publishes by itself, so it needs two rights: to publish on the
 * topic, and to use the key that the topic is encrypted with. Without either an alarm fires and nobody hears of it.
 */
export class AlarmTopic extends Topic {
  constructor(
    scope: Construct,
    id: string,
    props: { readonly key: IKey; readonly goTo: readonly Subscriber[] },
  ) {
    super(scope, id, { masterKey: props.key, enforceSSL: true })
    const cloudWatch = new ServicePrincipal('cloudwatch.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': this.stack.account } },
    })
    // A topic with a policy of its own, such as that of TLS, has none that allows the account.
    this.addToResourcePolicy(
      new PolicyStatement({ principals: [cloudWatch], actions: ['sns:Publish'], resources: [this.topicArn] }),
    )
    props.key.grantEncryptDecrypt(cloudWatch)
    for (const { protocol, endpoint } of props.goTo)
      new Subscription(this, endpoint, { topic: this, protocol: protocols[protocol], endpoint })
  }
}
