import { Duration } from 'aws-cdk-lib'
import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  type MetricOptions,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch'
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions'
import type { ITopic } from 'aws-cdk-lib/aws-sns'
import type { Construct } from 'constructs'

/** The sections of docs/runbook.md, by their anchors. An alarm that names none does not compile. */
export type RunbookSection =
  | 'inbox-dead-letters'
  | 'inbox-falls-behind'
  | 'inbox-pauses'
  | 'work-dead-letters'
  | 'work-falls-behind'
  | 'outbox-dead-letters'
  | 'outbox-falls-behind'
  | 'unknown-events'
  | 'function-errors'
  | 'function-throttled'
  | 'api-errors'
  | 'answer-differs'
  | 'invariant-violated'
  | 'work-waits-too-long'
  | 'callers-turned-away'
  | 'database-refuses'
  | 'no-heartbeat'
  | 'a-line-passed-its-budget'
  | 'a-fund-is-warned-of'

export type AlarmProps = {
  readonly alarms: ITopic
  readonly metric: (options: MetricOptions) => IMetric
  /** The greatest value, in the metric's own unit, at which all is still well. */
  readonly tolerated: number
  /** For how many minutes in a row the value has to be above it. */
  readonly minutes: number
  /** What is wrong, in words for the person on duty. */
  readonly meaning: string
  readonly section: RunbookSection
  /** Rings when the value falls below the tolerated one or is not there at all. */
  readonly ringsWhenMissing?: true
}

/** An alarm that tells the province's operators what is wrong and where the runbook says what to do. */
export const raiseAlarm = (scope: Construct, id: string, props: AlarmProps): Alarm => {
  const alarm = new Alarm(scope, id, {
    metric: props.metric({ period: Duration.minutes(1) }),
    threshold: props.tolerated,
    comparisonOperator: props.ringsWhenMissing
      ? ComparisonOperator.LESS_THAN_THRESHOLD
      : ComparisonOperator.GREATER_THAN_THRESHOLD,
    evaluationPeriods: props.minutes,
    // A queue or function that nothing happened to reports nothing.
    treatMissingData: props.ringsWhenMissing ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
    alarmDescription: `${props.meaning} See docs/runbook.md#${props.section}`,
  })
  alarm.addAlarmAction(new SnsAction(props.alarms))
  return alarm
}
