import { HttpMethod, HttpRoute, HttpRouteKey } from 'aws-cdk-lib/aws-apigatewayv2'
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations'
import { Construct } from 'constructs'
import type { ApiStack } from '../stacks/api-stack.ts'
import type { ServiceFunction } from './service-function.ts'

/** The part of the province's API that a service answers: all below its name, for callers with a valid token. */
export class ServiceRoute extends Construct {
  constructor(
    scope: Construct,
    id: string,
    props: { readonly service: string; readonly answeredBy: ServiceFunction; readonly api: ApiStack },
  ) {
    super(scope, id)
    new HttpRoute(this, 'Route', {
      httpApi: props.api.api,
      routeKey: HttpRouteKey.with(`/v1/${props.service}/{proxy+}`, HttpMethod.ANY),
      integration: new HttpLambdaIntegration('Integration', props.answeredBy.fn),
      authorizer: props.api.authorizer,
    })
  }
}
