import { App, type AppProps, DefaultStackSynthesizer, type IReusableStackSynthesizer } from 'aws-cdk-lib'

/**
 * The CDK behaviours that this app asks for. They stand here and not in cdk.json, because the local stack and the tests
 * synthesize without the CDK's command line. Both ways give the same templates.
 */
const context = {
  '@aws-cdk/core:target-partitions': ['aws', 'aws-cn'],
  '@aws-cdk/core:enablePartitionLiterals': true,
  // What AWS's own template rules find wrong fails the synthesis; CDK_VALIDATION=false leaves them out.
  '@aws-cdk/core:validateAgainstDefaultRules': true,
  '@aws-cdk/aws-iam:minimizePolicies': true,
  '@aws-cdk/aws-events:eventsTargetQueueSameAccount': true,
  '@aws-cdk/aws-apigateway:logGroupDestinationArnWithoutWildcard': true,
}

/** An empty CDK app that synthesizes into that folder. */
export const createApp = (outdir: string, props: AppProps = {}): App =>
  new App({
    ...props,
    outdir,
    context,
    analyticsReporting: false,
    // The cast: the CDK's own types are not written for exactOptionalPropertyTypes.
    defaultStackSynthesizer: new DefaultStackSynthesizer({
      generateBootstrapVersionRule: false,
    }) as IReusableStackSynthesizer,
  })
