import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib'
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway'
import {
  HttpApi,
  HttpAuthorizer,
  HttpAuthorizerType,
  HttpStage,
  type IHttpRouteAuthorizer,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2'
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs'
import type { ITopic } from 'aws-cdk-lib/aws-sns'
import type { Construct } from 'constructs'
import type { Deployment } from '../config/deployment.ts'
import { raiseAlarm } from '../constructs/alarm.ts'

/** Who asked which service, when, and how it ended; no path, since a path can name a person. */
const accessLog = AccessLogFormat.custom(
  JSON.stringify({
    requestId: '$context.requestId',
    time: '$context.requestTime',
    caller: '$context.authorizer.claims.sub',
    division: '$context.authorizer.claims.division',
    route: '$context.routeKey',
    method: '$context.httpMethod',
    status: '$context.status',
    latencyMs: '$context.responseLatency',
    error: '$context.error.message',
    authorizerError: '$context.authorizer.error',
  }),
)

/** The province's HTTP API. Each service adds its own route to it; nothing is reached without a token. */
export class ApiStack extends Stack {
  readonly api: HttpApi
  readonly authorizer: IHttpRouteAuthorizer

  constructor(
    scope: Construct,
    id: string,
    props: StackProps & { readonly deployment: Deployment; readonly alarms: ITopic },
  ) {
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
    const stage = new HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      accessLogSettings: {
        destination: new LogGroupLogDestination(
          new LogGroup(this, 'AccessLog', { retention: RetentionDays.ONE_YEAR }),
        ),
        format: accessLog,
      },
    })
    raiseAlarm(this, 'Errors', {
      alarms: props.alarms,
      metric: (options) => stage.metricServerError({ ...options, statistic: 'Sum' }),
      tolerated: 0,
      minutes: 5,
      meaning: 'API: callers are getting server errors.',
      section: 'api-errors',
    })
    new CfnOutput(this, 'ApiUrl', { value: this.api.apiEndpoint })
  }
}
