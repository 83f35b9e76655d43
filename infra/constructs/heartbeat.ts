import { CfnOutput, Duration, Stack } from 'aws-cdk-lib'
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch'
import type { Table } from 'aws-cdk-lib/aws-dynamodb'
import { Rule, Schedule } from 'aws-cdk-lib/aws-events'
import { LambdaFunction as FunctionTarget } from 'aws-cdk-lib/aws-events-targets'
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import { Architecture, Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda'
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs'
import type { ITopic } from 'aws-cdk-lib/aws-sns'
import { Construct } from 'constructs'
import { acknowledge } from './acknowledge.ts'
import { raiseAlarm } from './alarm.ts'
import { outsideTheRules } from './service-function.ts'
import { keyUses } from './service-table.ts'

/**
 * The whole program. The API has to answer a call without a token with 401, and every table has to answer a read of nothing.
 * Only then is there a beat, in CloudWatch's embedded metric format. The SDK is that of the runtime.
 */
const program = `
const { DynamoDBClient, GetItemCommand } = require('@aws-sdk/client-dynamodb')
const dynamo = new DynamoDBClient({ maxAttempts: 2 })
const read = (TableName) =>
  dynamo.send(new GetItemCommand({ TableName, Key: { pk: { S: 'HEARTBEAT' }, sk: { S: 'HEARTBEAT' } } }))
exports.handler = async () => {
  const signal = AbortSignal.timeout(10_000)
  const { status } = await fetch(process.env.API_URL + '/v1/' + process.env.SERVICE + '/heartbeat', { signal })
  if (status !== 401) throw new Error('the API answered ' + status)
  await Promise.all(process.env.TABLE_NAMES.split(',').map(read))
  console.log(JSON.stringify({
    _aws: {
      Timestamp: Date.now(),
      CloudWatchMetrics: [{ Namespace: 'Tongchou', Dimensions: [[]], Metrics: [{ Name: 'Heartbeat', Unit: 'Count' }] }],
    },
    Heartbeat: 1,
  }))
}
`

export type HeartbeatProps = {
  readonly apiUrl: string
  /** A service with a route, which has to ask for a token. */
  readonly service: string
  readonly tables: readonly Table[]
  readonly key: IKey
  readonly alarms: ITopic
}

/**
 * Asks every minute whether the province answers. Other alarms ring when something is measured that is wrong; this one rings
 * when nothing is measured any more, after two minutes without a beat.
 */
export class Heartbeat extends Construct {
  constructor(scope: Construct, id: string, props: HeartbeatProps) {
    super(scope, id)
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') })
    const logGroup = new LogGroup(this, 'Log', {
      retention: RetentionDays.ONE_MONTH,
      encryptionKey: props.key,
    })
    logGroup.grantWrite(role)
    const fn = new LambdaFunction(this, 'Function', {
      description: 'province: heartbeat',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code: Code.fromInline(program),
      timeout: Duration.seconds(20),
      memorySize: 256,
      environment: {
        API_URL: props.apiUrl,
        SERVICE: props.service,
        TABLE_NAMES: props.tables.map(({ tableName }) => tableName).join(','),
      },
      role,
      logGroup,
    })
    fn.addToRolePolicy(
      new PolicyStatement({
        actions: ['dynamodb:GetItem'],
        resources: props.tables.map(({ tableArn }) => tableArn),
      }),
    )
    props.key.grant(fn, ...keyUses)
    const silence = 'A beat that fails is not tried again: its absence is the alarm.'
    acknowledge(this, {
      ...outsideTheRules,
      'Serverless-LambdaDLQ': silence,
      'NIST.800.53.R5-LambdaDLQ': silence,
      'Serverless-EventBusDLQ': silence,
      'NIST.800.53.R5-LambdaConcurrency': 'One rule starts it once a minute.',
    })
    new Rule(this, 'EveryMinute', {
      schedule: Schedule.rate(Duration.minutes(1)),
      targets: [new FunctionTarget(fn, { retryAttempts: 0 })],
    })
    new CfnOutput(Stack.of(this), 'HeartbeatFunction', { value: fn.functionName })
    new CfnOutput(Stack.of(this), 'HeartbeatLog', { value: logGroup.logGroupName })
    raiseAlarm(this, 'Missing', {
      alarms: props.alarms,
      metric: (options) =>
        new Metric({ namespace: 'Tongchou', metricName: 'Heartbeat', statistic: Stats.SUM, ...options }),
      tolerated: 1,
      minutes: 2,
      ringsWhenMissing: true,
      meaning: 'Province: nothing answers, neither the API nor the database.',
      section: 'no-heartbeat',
    })
  }
}
