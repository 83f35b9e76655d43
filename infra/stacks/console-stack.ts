import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib'
import { HttpMethod, HttpNoneAuthorizer, HttpRoute, HttpRouteKey } from 'aws-cdk-lib/aws-apigatewayv2'
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import type { ITopic } from 'aws-cdk-lib/aws-sns'
import type { Construct } from 'constructs'
import type { Deployment } from '../config/deployment.ts'
import { acknowledge } from '../constructs/acknowledge.ts'
import { ServiceFunction } from '../constructs/service-function.ts'
import type { ApiStack } from './api-stack.ts'

/** The OIDC client that the console signs officers in as. */
export const consoleClient = 'tongchou-console'

/**
 * The bureau's console: a function that answers with the files of a built site, at the API's own address. A bucket or a
 * content network would need a host of its own, which AWS China has only with a filing of its own.
 */
export class ConsoleStack extends Stack {
  constructor(
    scope: Construct,
    id: string,
    props: StackProps & {
      readonly deployment: Deployment
      readonly api: ApiStack
      /** The folder with the function's code and the site. */
      readonly bundle: string
      readonly alarms: ITopic
      readonly key: IKey
    },
  ) {
    super(scope, id, props)
    const { deployment, api, bundle, alarms, key } = props
    const serve = new ServiceFunction(this, 'Serve', {
      ...{ service: 'console', name: 'api', bundle, alarms, key },
      logLevel: deployment.logLevel,
      // Whoever has the address may ask for it, so it must not take what the hospitals' answers need.
      reservedConcurrency: 20,
    })
    serve.fn.addEnvironment('ISSUER', deployment.issuer)
    serve.fn.addEnvironment('CONSOLE_CLIENT', consoleClient)
    serve.fn.addEnvironment('CONSOLE_AUDIENCE', 'tongchou')
    const integration = new HttpLambdaIntegration('Integration', serve.fn)
    for (const path of ['/console', '/console/{proxy+}']) {
      const route = new HttpRoute(this, path, {
        httpApi: api.api,
        routeKey: HttpRouteKey.with(path, HttpMethod.GET),
        integration,
        authorizer: new HttpNoneAuthorizer(),
      })
      acknowledge(route, {
        'AwsSolutions-APIG4':
          'The site holds no data: it is what a caller sees before they sign in, and every operation asks for their token.',
      })
    }
    new CfnOutput(this, 'ConsoleUrl', { value: `${api.api.apiEndpoint}/console` })
  }
}
