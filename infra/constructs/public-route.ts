import { HttpMethod, HttpNoneAuthorizer, HttpRoute, HttpRouteKey } from 'aws-cdk-lib/aws-apigatewayv2'
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations'
import { Construct } from 'constructs'
import type { ApiStack } from '../stacks/api-stack.ts'
import { acknowledge } from './acknowledge.ts'
import type { ServiceFunction } from './service-function.ts'

/** The routes of what stands in public. */
export const publicRoutes = ['GET /public', 'GET /public/{proxy+}'] as const

/** The part of the province's API that answers everybody, without a token, with files that stand in public. */
export class PublicRoute extends Construct {
  constructor(
    scope: Construct,
    id: string,
    props: { readonly answeredBy: ServiceFunction; readonly api: ApiStack },
  ) {
    super(scope, id)
    const integration = new HttpLambdaIntegration('Integration', props.answeredBy.fn)
    for (const key of publicRoutes) {
      const route = new HttpRoute(this, key, {
        httpApi: props.api.api,
        routeKey: HttpRouteKey.with(key.slice('GET '.length), HttpMethod.GET),
        integration,
        authorizer: new HttpNoneAuthorizer(),
      })
      acknowledge(route, {
        'AwsSolutions-APIG4':
          'What stands here is made to be read by everybody: institutions and amounts, and no person.',
      })
    }
  }
}
