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
import type { IKey } from 'aws-cdk-lib/aws-kms'
import { FilterPattern, LogGroup, MetricFilter, RetentionDays } from 'aws-cdk-lib/aws-logs'
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

/** More calls a minute without a right than mistyped settings of a few hospitals make. */
const turnedAwayAMinute = 100

/** The province's HTTP API. Each service adds its own route to it; nothing is reached without a token. */
export class ApiStack extends Stack {
  readonly api: HttpApi
  readonly authorizer: IHttpRouteAuthorizer

  constructor(
    scope: Construct,
    id: string,
    props: StackProps & { readonly deployment: Deployment; readonly alarms: ITopic; readonly key: IKey },
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
    const log = new LogGroup(this, 'AccessLog', {
      retention: RetentionDays.ONE_YEAR,
      encryptionKey: props.key,
    })
    const stage = new HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      accessLogSettings: {
        destination: new LogGroupLogDestination(log),
        format: accessLog,
      },
      throttle: props.deployment.throttle,
    })
    raiseAlarm(this, 'Errors', {
      alarms: props.alarms,
      metric: (options) => stage.metricServerError({ ...options, statistic: 'Sum' }),
      tolerated: 0,
      minutes: 5,
      meaning: 'API: callers are getting server errors.',
      section: 'api-errors',
    })
    const turnedAway = new MetricFilter(this, 'TurnedAway', {
      logGroup: log,
      filterPattern: FilterPattern.literal('{ ($.status = "401") || ($.status = "403") }'),
      metricNamespace: 'Tongchou',
      metricName: 'TurnedAway',
    })
    raiseAlarm(this, 'ManyTurnedAway', {
      alarms: props.alarms,
      metric: (options) => turnedAway.metric({ ...options, statistic: 'Sum' }),
      tolerated: turnedAwayAMinute,
      minutes: 3,
      meaning: 'API: many calls are turned away, without a valid token or without the right.',
      section: 'callers-turned-away',
    })
    new CfnOutput(this, 'AccessLogName', { value: log.logGroupName })
    new CfnOutput(this, 'ApiUrl', { value: this.api.apiEndpoint })
  }
}
