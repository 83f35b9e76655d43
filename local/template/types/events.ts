import * as z from 'zod'
import { must } from '#shared/kernel/errors.ts'
import { arn, emulated, ignored, nameInArn } from '../resource-type.ts'

/** A custom event bus. */
export const eventBus = emulated({
  nameProperty: 'Name',
  identity: (name, place) => ({
    ref: name,
    attributes: { Name: name, Arn: arn(place, 'events', `event-bus/${name}`) },
  }),
  properties: z.strictObject({
    Name: z.string(),
    DeadLetterConfig: ignored('local rules do not lose events'),
    Description: ignored('a text'),
    KmsKeyIdentifier: ignored('encryption at rest is not emulated'),
    LogConfig: ignored('there is no CloudWatch'),
    Policy: ignored('IAM is not emulated'),
    Tags: ignored('tags have no effect'),
  }),
  add: (_properties, { name }, draft) => {
    draft.busNames.push(name)
  },
})

const target = z.strictObject({
  Id: z.string(),
  Arn: z.string().regex(/:(sqs|lambda):/, 'only queues are targets of a local rule'),
  DeadLetterConfig: z.strictObject({ Arn: z.string() }).optional(),
  RetryPolicy: ignored('a local delivery succeeds at once'),
})

/** A rule that brings matching events to queues. */
export const rule = emulated({
  nameProperty: 'Name',
  identity: (name, place) => ({ ref: name, attributes: { Arn: arn(place, 'events', `rule/${name}`) } }),
  properties: z.strictObject({
    Name: z.string().optional(),
    EventBusName: z.string().default('default'),
    EventPattern: z.record(z.string(), z.unknown()).optional(),
    ScheduleExpression: z.literal('rate(1 minute)', 'only the heartbeat runs by a rule').optional(),
    State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
    Targets: z.array(target).default([]),
    Description: ignored('a text'),
    RoleArn: ignored('IAM is not emulated'),
    Tags: ignored('tags have no effect'),
  }),
  add: (properties, { name }, draft) => {
    // What watches the deployment from outside; here `/health` does.
    if (properties.EventPattern === undefined) return
    const wrong = properties.Targets.find(({ Arn }) => !Arn.includes(':sqs:'))
    must(wrong === undefined, 'local.property-unknown', `${name}: only queues are targets of a local rule`)
    draft.rules.push({
      name,
      busName: nameInArn(properties.EventBusName),
      pattern: properties.EventPattern,
      enabled: properties.State === 'ENABLED',
      targets: properties.Targets.map(({ Id, Arn, DeadLetterConfig }) => ({
        id: Id,
        queueName: nameInArn(Arn),
        ...(DeadLetterConfig && { deadLetterQueueName: nameInArn(DeadLetterConfig.Arn) }),
      })),
    })
  },
})

/** A schedule of EventBridge Scheduler that sends its input to a queue. */
export const schedule = emulated({
  nameProperty: 'Name',
  identity: (name, place) => ({
    ref: name,
    attributes: { Arn: arn(place, 'scheduler', `schedule/default/${name}`) },
  }),
  properties: z.strictObject({
    Name: z.string().optional(),
    ScheduleExpression: z.string(),
    ScheduleExpressionTimezone: z.string().default('UTC'),
    State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
    FlexibleTimeWindow: z.strictObject({
      Mode: z.enum(['OFF', 'FLEXIBLE']),
      MaximumWindowInMinutes: ignored('a local schedule fires at the start of its window'),
    }),
    Target: z.strictObject({
      Arn: z.string().regex(/:sqs:/, 'only queues are targets of a local schedule'),
      Input: z.string().default('{}'),
      RoleArn: ignored('IAM is not emulated'),
      DeadLetterConfig: ignored('a local delivery succeeds at once'),
      RetryPolicy: ignored('a local delivery succeeds at once'),
    }),
    Description: ignored('a text'),
    GroupName: ignored('groups have no effect'),
    KmsKeyArn: ignored('encryption at rest is not emulated'),
  }),
  add: (properties, { name }, draft) => {
    draft.schedules.push({
      name,
      expression: properties.ScheduleExpression,
      timezone: properties.ScheduleExpressionTimezone,
      enabled: properties.State === 'ENABLED',
      queueName: nameInArn(properties.Target.Arn),
      input: properties.Target.Input,
    })
  },
})
