import { HttpMethod, HttpNoneAuthorizer, HttpRoute, HttpRouteKey } from 'aws-cdk-lib/aws-apigatewayv2'
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations'
import { Construct } from 'constructs'
import type { ApiStack } from '../stacks/api-stack.ts'
import { acknowledge } from './acknowledge.ts'
import type { ServiceFunction } from './service-function.ts'

/** The part of the province's API that a service answers: all below its name, for callers with a valid token. */
export class ServiceRoute extends Construct {
  constructor(
    scope: Construct,
    id: string,
    props: {
      readonly service: string
      readonly answeredBy: ServiceFunction
      readonly api: ApiStack
      /** Routes that need no token: their operations know the caller by a signature. */
      readonly withoutToken?: readonly string[]
      /** Routes that have a limit of their own, beside the one of all else. */
      readonly paced: readonly string[]
    },
  ) {
    super(scope, id)
    const integration = new HttpLambdaIntegration('Integration', props.answeredBy.fn)
    new HttpRoute(this, 'Route', {
      httpApi: props.api.api,
      routeKey: HttpRouteKey.with(`/v1/${props.service}/{proxy+}`, HttpMethod.ANY),
      integration,
      authorizer: props.api.authorizer,
    })
    const withToken = props.paced.filter((key) => !props.withoutToken?.includes(key))
    for (const key of withToken) {
      const [method = '', path = ''] = key.split(' ')
      new HttpRoute(this, key, {
        httpApi: props.api.api,
        routeKey: HttpRouteKey.with(path, HttpMethod[method as keyof typeof HttpMethod]),
        integration,
        authorizer: props.api.authorizer,
      })
    }
    for (const [index, key] of (props.withoutToken ?? []).entries()) {
      const [method = '', path = ''] = key.split(' ')
      const route = new HttpRoute(this, `Signed${index}`, {
        httpApi: props.api.api,
        routeKey: HttpRouteKey.with(path, HttpMethod[method as keyof typeof HttpMethod]),
        integration,
        authorizer: new HttpNoneAuthorizer(),
      })
      acknowledge(route, {
        'AwsSolutions-APIG4':
          'The systems of hospitals sign their calls and have no token; the function verifies the signature.',
      })
    }
  }
}
