import { Duration } from 'aws-cdk-lib'
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import { Architecture, Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda'
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs'
import type { ITopic } from 'aws-cdk-lib/aws-sns'
import { Construct } from 'constructs'
import type { FunctionName } from '../services.ts'
import { acknowledge } from './acknowledge.ts'
import { raiseAlarm } from './alarm.ts'

/** How long a function may take: a caller waits for `api`; one unit of a run is the longest thing there is. */
export const timeouts: Readonly<Record<FunctionName, Duration>> = {
  api: Duration.seconds(10),
  publish: Duration.seconds(30),
  consume: Duration.seconds(30),
  work: Duration.seconds(120),
  answer: Duration.seconds(5),
  disclose: Duration.seconds(10),
}

export type ServiceFunctionProps = {
  readonly service: string
  readonly name: FunctionName
  /** The folder with its bundled code. */
  readonly bundle: string
  readonly logLevel: string
  readonly alarms: ITopic
  /** Encrypts its log. */
  readonly key: IKey
  readonly reservedConcurrency?: number | undefined
}

/** Rules that no function of ours keeps, with the reasons. */
export const outsideTheRules = {
  'Serverless-LambdaDLQ':
    'Nothing invokes it asynchronously: a caller waits, or a queue or stream with a place for what failed feeds it.',
  'NIST.800.53.R5-LambdaDLQ':
    'Nothing invokes it asynchronously: a caller waits, or a queue or stream with a place for what failed feeds it.',
  'Serverless-LambdaTracing':
    'A call is followed by its request id, an event by its own, in logs, journal and messages. A trace would add nothing to them.',
  'NIST.800.53.R5-LambdaInsideVPC':
    'It calls AWS’s own APIs by TLS and IAM and nothing else. A network of its own would have nothing in it to protect.',
  'NIST.800.53.R5-IAMNoInlinePolicy':
    'Its rights are of this one role and end with it. A managed policy could be given to others.',
}

const pacedByItsSource = {
  'NIST.800.53.R5-LambdaConcurrency':
    'Its source bounds it: a shard, the queue’s maxConcurrency, or the reserved functions that ask it.',
}

/** One function of a service: its own role, its own log, the alarms for what must never happen to it. */
export class ServiceFunction extends Construct {
  readonly fn: LambdaFunction
  readonly log: LogGroup

  constructor(scope: Construct, id: string, props: ServiceFunctionProps) {
    super(scope, id)
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') })
    this.log = new LogGroup(this, 'Log', { retention: RetentionDays.ONE_YEAR, encryptionKey: props.key })
    this.log.grantWrite(role)
    this.fn = new LambdaFunction(this, 'Function', {
      description: `${props.service}: ${props.name}`,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code: Code.fromAsset(props.bundle),
      memorySize: 1024,
      timeout: timeouts[props.name],
      // Whatever else it is given, table, bus or queue, is given together with the right to use it.
      environment: { SERVICE_NAME: props.service, POLICY_DIR: 'policy', LOG_LEVEL: props.logLevel },
      role,
      ...(props.reservedConcurrency !== undefined && {
        reservedConcurrentExecutions: props.reservedConcurrency,
      }),
      logGroup: this.log,
    })
    acknowledge(this, outsideTheRules)
    if (props.reservedConcurrency === undefined) acknowledge(this, pacedByItsSource)
    raiseAlarm(this, 'Errors', {
      alarms: props.alarms,
      metric: (options) => this.fn.metricErrors(options),
      tolerated: 0,
      minutes: 1,
      meaning: `${props.service}: the function '${props.name}' failed as a whole.`,
      section: 'function-errors',
    })
    raiseAlarm(this, 'Throttled', {
      alarms: props.alarms,
      metric: (options) => this.fn.metricThrottles(options),
      tolerated: 0,
      minutes: 5,
      meaning: `${props.service}: the function '${props.name}' is being throttled.`,
      section: 'function-throttled',
    })
  }
}
