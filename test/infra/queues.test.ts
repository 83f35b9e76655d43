import { expect, test } from 'vitest'
import { synthesize } from './synthesize.ts'

const { resources, referred } = synthesize('standard')
const queues = resources('AWS::SQS::Queue')
const mappings = resources('AWS::Lambda::EventSourceMapping')
const alarms = resources('AWS::CloudWatch::Alarm')

const key = ({ stack, id }: { readonly stack: string; readonly id: string }) => `${stack}/${id}`

const deadLetterQueues = new Set([
  ...queues
    .filter((queue) => queue.properties.RedrivePolicy)
    .map((queue) => key(referred(queue, queue.properties.RedrivePolicy.deadLetterTargetArn))),
  ...mappings
    .filter((mapping) => mapping.properties.DestinationConfig)
    .map((mapping) => key(referred(mapping, mapping.properties.DestinationConfig.OnFailure.Destination))),
  // Events that no contract describes: they wait for a person, as dead letters do.
  ...resources('AWS::Events::Rule')
    .filter(({ stack }) => stack === 'tongchou-foundation')
    .flatMap((rule) =>
      rule.properties.Targets.map((target: { readonly Arn: unknown }) => key(referred(rule, target.Arn))),
    ),
])
const workingQueues = queues.filter((queue) => !deadLetterQueues.has(key(queue)))

const alarmed = (metric: string) =>
  new Set(
    alarms
      .filter((alarm) => alarm.properties.MetricName === metric)
      .map((alarm) => key(referred(alarm, alarm.properties.Dimensions[0].Value))),
  )

test('every queue gives up only after more than one receive, and then keeps the message', () => {
  expect(workingQueues.length).toBeGreaterThan(0)
  for (const queue of workingQueues) {
    expect(queue.properties.RedrivePolicy.maxReceiveCount, key(queue)).toBeGreaterThan(1)
  }
})

const isInbox = ({ id }: { readonly id: string }) => /^(?:Inbox|Counting)/.test(id)

test('an inbox gives up after a thousand receives, so that an outage of days makes no dead letters; a run after sixty, so that an outage of two makes none', () => {
  expect(workingQueues.filter(isInbox).length).toBeGreaterThan(0)
  for (const queue of workingQueues)
    expect(queue.properties.RedrivePolicy.maxReceiveCount, key(queue)).toBe(isInbox(queue) ? 1000 : 60)
})

test('what waits is kept for two weeks', () => {
  for (const queue of workingQueues)
    expect(queue.properties.MessageRetentionPeriod, key(queue)).toBe(14 * 24 * 60 * 60)
})

test('what only counts waits in a queue of its own, apart from what decides a hospital’s answer', () => {
  const rules = resources('AWS::Events::Rule').filter(({ stack }) => stack === 'tongchou-settlement')
  const inQueue = (part: string) =>
    rules
      .filter((rule) =>
        rule.properties.Targets.some((target: { readonly Arn: unknown }) =>
          referred(rule, target.Arn).id.startsWith(`${part}Events`),
        ),
      )
      .map((rule) => rule.properties.EventPattern['detail-type'][0])
      .sort()
  expect(inQueue('Inbox')).toEqual([
    'agreement-changed.v1',
    'contributions-received.v3',
    'entitlements-changed.v1',
    'family-premium-answered.v1',
    'persons-parted.v1',
  ])
  expect(inQueue('Counting')).toEqual(['claims-settled.v1', 'recovery-booked.v1'])
})

test('dead letters are kept for the two weeks that SQS can keep them', () => {
  for (const queue of queues.filter((candidate) => deadLetterQueues.has(key(candidate)))) {
    expect(queue.properties.MessageRetentionPeriod, key(queue)).toBe(14 * 24 * 60 * 60)
  }
})

test('a message stays hidden for six times what its handler may take', () => {
  for (const mapping of mappings) {
    const source = referred(mapping, mapping.properties.EventSourceArn)
    const handler = referred(mapping, mapping.properties.FunctionName)
    if (source.properties.VisibilityTimeout === undefined) continue
    expect(source.properties.VisibilityTimeout, key(source)).toBe(handler.properties.Timeout * 6)
  }
})

test('every queue is read by exactly one function, a few at a time, and failures are told one by one', () => {
  for (const queue of workingQueues) {
    const readers = mappings.filter(
      (mapping) =>
        mapping.stack === queue.stack && referred(mapping, mapping.properties.EventSourceArn).id === queue.id,
    )
    expect(readers.map((reader) => reader.properties.FunctionResponseTypes)).toEqual([
      ['ReportBatchItemFailures'],
    ])
    expect(readers[0]?.properties.ScalingConfig.MaximumConcurrency).toBeGreaterThan(1)
  }
})

test('every dead-letter queue raises an alarm with its first message', () => {
  expect(alarmed('ApproximateNumberOfMessagesVisible')).toEqual(deadLetterQueues)
  for (const alarm of alarms.filter(
    ({ properties }) => properties.MetricName === 'ApproximateNumberOfMessagesVisible',
  )) {
    expect(alarm.properties).toMatchObject({
      Threshold: 0,
      ComparisonOperator: 'GreaterThanThreshold',
      EvaluationPeriods: 1,
    })
  }
})

test('every queue raises an alarm when its oldest message waits too long', () => {
  expect(alarmed('ApproximateAgeOfOldestMessage')).toEqual(new Set(workingQueues.map(key)))
})

test('no queue is read or written without encryption, on the wire or at rest', () => {
  const policies = resources('AWS::SQS::QueuePolicy')
  for (const queue of queues) {
    expect(queue.properties.SqsManagedSseEnabled, key(queue)).toBe(true)
    const statements = policies
      .filter((policy) => key(referred(policy, policy.properties.Queues[0])) === key(queue))
      .flatMap((policy) => policy.properties.PolicyDocument.Statement)
    expect(statements).toContainEqual(
      expect.objectContaining({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
    )
  }
})
