import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib'
import {
  HttpApi,
  HttpAuthorizer,
  HttpAuthorizerType,
  type IHttpRouteAuthorizer,
} from 'aws-cdk-lib/aws-apigatewayv2'
import type { Construct } from 'constructs'
import type { Deployment } from '../config/deployment.ts'

/** The province's HTTP API. Each service adds its own route to it; nothing is reached without a token. */
export class ApiStack extends Stack {
  readonly api: HttpApi
  readonly authorizer: IHttpRouteAuthorizer

  constructor(scope: Construct, id: string, props: StackProps & { readonly deployment: Deployment }) {
    super(scope, id, props)
    this.api = new HttpApi(this, 'Api', { apiName: 'tongchou', createDefaultStage: false })
    const jwt = new HttpAuthorizer(this, 'Jwt', {
      httpApi: this.api,
      type: HttpAuthorizerType.JWT,
      identitySource: ['$request.header.Authorization'],
      jwtIssuer: props.deployment.issuer,
      jwtAudience: ['tongchou'],
    })
    this.authorizer = HttpAuthorizer.fromHttpAuthorizerAttributes(this, 'Callers', {
      authorizerId: jwt.authorizerId,
      authorizerType: HttpAuthorizerType.JWT,
    })
    new CfnOutput(this, 'ApiUrl', { value: this.api.apiEndpoint })
  }
}
