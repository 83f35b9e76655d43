import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib'
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway'
import { type CfnStage, HttpStage, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import { FilterPattern, LogGroup, MetricFilter, RetentionDays } from 'aws-cdk-lib/aws-logs'
import type { ITopic } from 'aws-cdk-lib/aws-sns'
import type { Construct } from 'constructs'
import type { Deployment, Throttle } from '../config/deployment.ts'
import { raiseAlarm } from '../constructs/alarm.ts'
import { publicRoutes } from '../constructs/public-route.ts'
import type { PacedRoute } from '../paced-routes.ts'
import type { ApiStack } from './api-stack.ts'
import type { ServiceStack } from './service-stack.ts'

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

const limitOf = ({ rateLimit, burstLimit }: Throttle) => ({
  ThrottlingRateLimit: rateLimit,
  ThrottlingBurstLimit: burstLimit,
})

/** The limits of routes that have their own; what everybody reads is counted apart, so that it takes nothing of callers. */
const limitsOf = (paced: readonly PacedRoute[], { paces }: Deployment) =>
  Object.fromEntries([
    ...paced.map(({ key, pace }) => [key, limitOf(paces[pace])]),
    ...publicRoutes.map((key) => [key, limitOf(paces.public)]),
  ])

/** What callers meet of the API: its stage with its limits, its access log, and the alarms about both. */
export class StageStack extends Stack {
  constructor(
    scope: Construct,
    id: string,
    props: StackProps & {
      readonly deployment: Deployment
      readonly api: ApiStack
      readonly services: readonly ServiceStack[]
      readonly paced: readonly PacedRoute[]
      readonly alarms: ITopic
      readonly key: IKey
    },
  ) {
    super(scope, id, props)
    const log = new LogGroup(this, 'AccessLog', {
      retention: RetentionDays.ONE_YEAR,
      encryptionKey: props.key,
    })
    const stage = new HttpStage(this, 'Stage', {
      httpApi: props.api.api,
      stageName: '$default',
      autoDeploy: true,
      accessLogSettings: {
        destination: new LogGroupLogDestination(log),
        format: accessLog,
      },
      throttle: props.deployment.throttle,
    })
    const limits = limitsOf(props.paced, props.deployment)
    const resource = stage.node.defaultChild as CfnStage
    resource.addPropertyOverride('RouteSettings', limits)
    // AWS refuses the limit of a route that is not there yet.
    for (const service of props.services) this.addStackDependency(service)
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
  }
}
