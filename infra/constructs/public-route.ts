import type { CfnRoute } from 'aws-cdk-lib/aws-apigatewayv2'
import { HttpMethod, HttpNoneAuthorizer, HttpRoute, HttpRouteKey } from 'aws-cdk-lib/aws-apigatewayv2'
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations'
import { Construct } from 'constructs'
import type { ApiStack } from '../stacks/api-stack.ts'
import { acknowledge } from './acknowledge.ts'
import type { ServiceFunction } from './service-function.ts'

const methods = [HttpMethod.GET, HttpMethod.HEAD] as const
const base = '/public'
/** A gateway takes a path with a slash at its end for another path, and a greedy variable for no empty one. */
const paths = [base, `${base}/`, `${base}/{proxy+}`] as const

/** The routes of what stands in public. Whoever checks links or keeps copies asks for no more than the head. */
export const publicRoutes = methods.flatMap((method) => paths.map((path) => `${method} ${path}` as const))

/** The part of the province's API that answers everybody, without a token, with files that stand in public. */
export class PublicRoute extends Construct {
  constructor(
    scope: Construct,
    id: string,
    props: { readonly answeredBy: ServiceFunction; readonly api: ApiStack },
  ) {
    super(scope, id)
    const integration = new HttpLambdaIntegration('Integration', props.answeredBy.fn)
    for (const method of methods)
      for (const path of paths) {
        const isFolder = path.endsWith('/')
        const route = new HttpRoute(this, `${method} ${path}`, {
          httpApi: props.api.api,
          routeKey: HttpRouteKey.with(isFolder ? base : path, method),
          integration,
          authorizer: new HttpNoneAuthorizer(),
        })
        // CDK refuses a slash at the end of a path, which the gateway takes.
        if (isFolder) (route.node.defaultChild as CfnRoute).routeKey = `${method} ${path}`
        acknowledge(route, {
          'AwsSolutions-APIG4':
            'What stands here is made to be read by everybody: institutions and amounts, and no person.',
        })
      }
  }
}
