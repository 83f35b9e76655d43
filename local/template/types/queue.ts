import * as z from 'zod'
import { arn, emulated, ignored, nameInArn } from '../resource-type.ts'

const seconds = z.number().int().min(0)

/** An SQS queue with its redrive to a dead-letter queue. */
export const queue = emulated({
  nameProperty: 'QueueName',
  identity: (name, place) => ({
    ref: place.queueUrl(name),
    attributes: { Arn: arn(place, 'sqs', name), QueueName: name, QueueUrl: place.queueUrl(name) },
  }),
  properties: z.strictObject({
    QueueName: z.string().optional(),
    VisibilityTimeout: seconds.optional(),
    DelaySeconds: seconds.optional(),
    MessageRetentionPeriod: seconds.optional(),
    MaximumMessageSize: seconds.optional(),
    ReceiveMessageWaitTimeSeconds: seconds.optional(),
    RedrivePolicy: z
      .strictObject({ deadLetterTargetArn: z.string(), maxReceiveCount: z.number().int().min(1) })
      .optional(),
    RedriveAllowPolicy: ignored('IAM is not emulated'),
    KmsMasterKeyId: ignored('encryption at rest is not emulated'),
    KmsDataKeyReusePeriodSeconds: ignored('encryption at rest is not emulated'),
    SqsManagedSseEnabled: ignored('encryption at rest is not emulated'),
    Tags: ignored('tags have no effect'),
  }),
  add: ({ RedrivePolicy, ...properties }, { name }, draft) => {
    const numbers = {
      VisibilityTimeout: properties.VisibilityTimeout,
      DelaySeconds: properties.DelaySeconds,
      MessageRetentionPeriod: properties.MessageRetentionPeriod,
      MaximumMessageSize: properties.MaximumMessageSize,
      ReceiveMessageWaitTimeSeconds: properties.ReceiveMessageWaitTimeSeconds,
    }
    draft.queues.push({
      name,
      attributes: Object.fromEntries(
        Object.entries(numbers).flatMap(([key, value]) =>
          value === undefined ? [] : [[key, String(value)]],
        ),
      ),
      ...(RedrivePolicy && {
        redrive: {
          deadLetterQueueName: nameInArn(RedrivePolicy.deadLetterTargetArn),
          maxReceiveCount: RedrivePolicy.maxReceiveCount,
        },
      }),
    })
  },
})
