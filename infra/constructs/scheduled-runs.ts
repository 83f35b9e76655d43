import { EventField, Rule, Schedule as RuleSchedule, RuleTargetInput } from 'aws-cdk-lib/aws-events'
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets'
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler'
import type { IQueue } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import type { Schedule } from '#shared/contracts/service.ts'
import { acknowledge } from './acknowledge.ts'
import { utcCron } from './utc-cron.ts'

export type ScheduledRunsProps = {
  readonly schedules: readonly Schedule[]
  /** Whether EventBridge Scheduler is there; else each schedule is a rule. */
  readonly scheduler: boolean
  readonly queue: IQueue
  readonly deadLetters: IQueue
}

/** In a schedule's input, stands for the instant it was due: a late or repeated start still knows its day. */
const dueAt = '<aws.scheduler.scheduled-time>'

/** Starts runs by the clock: each schedule puts its input on the service's work queue, in China time. */
export class ScheduledRuns extends Construct {
  constructor(scope: Construct, id: string, props: ScheduledRunsProps) {
    super(scope, id)
    if (props.scheduler) this.#addSchedules(props)
    else this.#addRules(props)
  }

  #addSchedules({ schedules, queue, deadLetters }: ScheduledRunsProps): void {
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('scheduler.amazonaws.com') })
    acknowledge(role, {
      'NIST.800.53.R5-IAMNoInlinePolicy': 'Its rights are of this one role and end with it.',
    })
    queue.grantSendMessages(role)
    deadLetters.grantSendMessages(role)
    for (const schedule of schedules) {
      new CfnSchedule(this, schedule.name, {
        scheduleExpression: schedule.cron,
        scheduleExpressionTimezone: 'Asia/Shanghai',
        flexibleTimeWindow: { mode: 'OFF' },
        target: {
          arn: queue.queueArn,
          roleArn: role.roleArn,
          input: JSON.stringify(schedule.input),
          deadLetterConfig: { arn: deadLetters.queueArn },
        },
      })
    }
  }

  #addRules({ schedules, queue, deadLetters }: ScheduledRunsProps): void {
    for (const schedule of schedules) {
      const input = Object.entries(schedule.input).map(([key, value]) => [
        key,
        value === dueAt ? EventField.time : value,
      ])
      new Rule(this, schedule.name, {
        schedule: RuleSchedule.expression(utcCron(schedule.cron)),
        targets: [
          new SqsQueue(queue, {
            message: RuleTargetInput.fromObject(Object.fromEntries(input)),
            deadLetterQueue: deadLetters,
          }),
        ],
      })
    }
  }
}
