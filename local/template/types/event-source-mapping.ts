import * as z from 'zod'
import { TongchouError } from '#shared/kernel/errors.ts'
import { emulated, ignored, nameInArn } from '../resource-type.ts'

const destination = z.strictObject({
  OnFailure: z
    .strictObject({ Destination: z.string().regex(/:sqs:/, 'only a queue can take failed records') })
    .optional(),
})

/** A DynamoDB stream or an SQS queue that runs a function. */
export const eventSourceMapping = emulated({
  identity: (name) => ({ ref: name, attributes: { Id: name } }),
  properties: z.strictObject({
    EventSourceArn: z.string(),
    FunctionName: z.string(),
    Enabled: z.boolean().default(true),
    BatchSize: z.number().int().positive().optional(),
    MaximumBatchingWindowInSeconds: z.number().int().min(0).default(0),
    FunctionResponseTypes: z.array(z.literal('ReportBatchItemFailures')).default([]),
    FilterCriteria: z
      .strictObject({ Filters: z.array(z.strictObject({ Pattern: z.string() })).default([]) })
      .optional(),
    ScalingConfig: z.strictObject({ MaximumConcurrency: z.number().int().min(2).optional() }).optional(),
    StartingPosition: z.enum(['TRIM_HORIZON', 'LATEST']).optional(),
    BisectBatchOnFunctionError: z.boolean().default(false),
    MaximumRetryAttempts: z.number().int().min(-1).default(-1),
    DestinationConfig: destination.optional(),
    MaximumRecordAgeInSeconds: ignored('records of a local stack are not given up for age'),
    ParallelizationFactor: ignored('one batch of a shard at a time keeps a stricter order'),
    KmsKeyArn: ignored('encryption is not emulated'),
    MetricsConfig: ignored('there is no CloudWatch'),
    Tags: ignored('tags have no effect'),
  }),
  add: (properties, { name }, draft) => {
    if (!properties.Enabled) return
    const filters = properties.FilterCriteria?.Filters.map(
      ({ Pattern }) => JSON.parse(Pattern) as Record<string, unknown>,
    )
    const common = {
      functionName: nameInArn(properties.FunctionName),
      windowMillis: properties.MaximumBatchingWindowInSeconds * 1000,
      reportsItemFailures: properties.FunctionResponseTypes.length > 0,
      ...(filters && { filters }),
    }
    const [, , service, , , resource = ''] = properties.EventSourceArn.split(':')
    const failureQueue = properties.DestinationConfig?.OnFailure?.Destination
    if (service === 'sqs') {
      const maximumConcurrency = properties.ScalingConfig?.MaximumConcurrency
      draft.queueSources.push({
        ...common,
        id: name,
        batchSize: properties.BatchSize ?? 10,
        queueName: nameInArn(properties.EventSourceArn),
        ...(maximumConcurrency && { maximumConcurrency }),
      })
    } else if (service === 'dynamodb') {
      draft.streamSources.push({
        ...common,
        batchSize: properties.BatchSize ?? 100,
        tableName: resource.split('/')[1] ?? '',
        startingPosition: properties.StartingPosition ?? 'TRIM_HORIZON',
        maximumRetries:
          properties.MaximumRetryAttempts === -1 ? Number.POSITIVE_INFINITY : properties.MaximumRetryAttempts,
        bisectsOnError: properties.BisectBatchOnFunctionError,
        ...(failureQueue && { failureQueueName: nameInArn(failureQueue) }),
      })
    } else {
      throw new TongchouError(
        'local.event-source-unknown',
        `${name} reads ${properties.EventSourceArn}; only DynamoDB streams and SQS queues run locally`,
      )
    }
  },
})
