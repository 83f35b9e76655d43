import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { functionsOf, services } from '../../infra/services.ts'
import { type Resource, synthesize } from './synthesize.ts'

const { resources, referred } = synthesize('standard')
const alarms = resources('AWS::CloudWatch::Alarm')

const runbook = readFileSync(new URL('../../docs/runbook.md', import.meta.url), 'utf8')

/** The anchors that a rendered page gives its headings. */
const anchors = runbook
  .split('\n')
  .filter((line) => line.startsWith('## '))
  .map((line) =>
    line
      .slice('## '.length)
      .trim()
      .toLowerCase()
      .replace(/[^a-z0-9 -]/g, '')
      .replaceAll(' ', '-'),
  )

const sectionOf = (description: string) => /docs\/runbook\.md#([a-z-]+)$/.exec(description)?.[1]

test.each(alarms)('the alarm $stack/$id names a section of the runbook that exists', (alarm) => {
  expect(anchors).toContain(sectionOf(alarm.properties.AlarmDescription))
})

test('the runbook has no section about an alarm that does not exist', () => {
  const named = new Set(alarms.map((alarm) => sectionOf(alarm.properties.AlarmDescription)))
  expect(anchors.filter((anchor) => anchor !== 'before-anything-else')).toEqual(
    expect.arrayContaining([...named]),
  )
  expect(named.size).toBe(anchors.filter((anchor) => anchor !== 'before-anything-else').length)
})

test('every alarm tells the operators, on the one topic that there is', () => {
  const [topic, ...others] = resources('AWS::SNS::Topic')
  expect(others).toEqual([])
  for (const alarm of alarms) {
    expect(alarm.properties.AlarmActions).toEqual([
      alarm.stack === topic?.stack
        ? { Ref: topic.id }
        : { 'Fn::ImportValue': expect.stringMatching(/^tongchou-foundation:.*Alarms/) },
    ])
  }
})

/** The statements of every policy of a topic. */
const topicStatements = (topic: Resource) =>
  resources('AWS::SNS::TopicPolicy')
    .filter((policy) =>
      policy.properties.Topics.some((named: Resource) => referred(policy, named).id === topic.id),
    )
    .flatMap(({ properties }) => properties.PolicyDocument.Statement)

const thisAccount = { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } }

const topics = resources('AWS::SNS::Topic')

test.each(topics)('CloudWatch may publish on the topic $id, for this account only', (topic) => {
  const allowed = topicStatements(topic).filter(({ Effect }) => Effect === 'Allow')
  expect(allowed).toEqual([
    expect.objectContaining({
      Principal: { Service: 'cloudwatch.amazonaws.com' },
      Action: 'sns:Publish',
      Resource: { Ref: topic.id },
      Condition: thisAccount,
    }),
  ])
})

test.each(topics)('nobody publishes on the topic $id without TLS, CloudWatch included', (topic) => {
  expect(topicStatements(topic).filter(({ Effect }) => Effect === 'Deny')).toEqual([
    expect.objectContaining({
      Action: 'sns:Publish',
      Principal: '*',
      Resource: { Ref: topic.id },
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    }),
  ])
})

test.each(topics)('CloudWatch may use the key of the topic $id, for this account only', (topic) => {
  const { KeyPolicy } = referred(topic, topic.properties.KmsMasterKeyId).properties
  const uses = KeyPolicy.Statement.filter(
    ({ Principal }: { Principal: { Service?: string } }) => Principal.Service === 'cloudwatch.amazonaws.com',
  )
  expect(uses).toEqual([expect.objectContaining({ Effect: 'Allow', Condition: thisAccount })])
  // What SNS asks of whoever publishes on an encrypted topic.
  expect(uses[0]?.Action).toEqual(expect.arrayContaining(['kms:Decrypt', 'kms:GenerateDataKey*']))
})

test('alarms go on to those whom the deployment names, and to nobody else', () => {
  expect(resources('AWS::SNS::Subscription')).toEqual([])
  const alarmsGoTo = 'duty@example.cn,https://duty.example.cn/alarms'
  const told = synthesize('china', { given: { alarmsGoTo } })
  const [topic] = told.resources('AWS::SNS::Topic')
  expect(told.resources('AWS::SNS::Subscription').map(({ properties }) => properties)).toEqual([
    { Protocol: 'email', Endpoint: 'duty@example.cn', TopicArn: { Ref: topic?.id } },
    { Protocol: 'https', Endpoint: 'https://duty.example.cn/alarms', TopicArn: { Ref: topic?.id } },
  ])
})

test('who could not be told is refused', () => {
  for (const alarmsGoTo of ['duty', 'http://duty.example.cn', 'duty@example.cn,'])
    expect(() => synthesize('standard', { given: { alarmsGoTo } })).toThrow(/neither a mail address/)
})

const alarmsAt = (section: string) =>
  alarms.filter(({ properties }) => sectionOf(properties.AlarmDescription) === section)

test('a total outage rings within two minutes: the alarm takes silence for it', () => {
  const [alarm, ...others] = alarmsAt('no-heartbeat')
  expect(others).toEqual([])
  expect(alarm?.properties).toMatchObject({
    ...{ Namespace: 'Tongchou', MetricName: 'Heartbeat', Period: 60, EvaluationPeriods: 2 },
    ...{ Threshold: 1, ComparisonOperator: 'LessThanThreshold', TreatMissingData: 'breaching' },
  })
  const beats = resources('AWS::Events::Rule').filter(({ properties }) => properties.ScheduleExpression)
  expect(beats.map(({ properties }) => properties.ScheduleExpression)).toEqual(['rate(1 minute)'])
})

test('the heartbeat reads the table of every service and asks the API', () => {
  const beat = resources('AWS::Lambda::Function').find(
    ({ properties }) => properties.Description === 'province: heartbeat',
  )
  const { TABLE_NAMES, API_URL, SERVICE } = beat?.properties.Environment.Variables ?? {}
  for (const { name } of services) expect(JSON.stringify(TABLE_NAMES)).toContain(`tongchou-${name}:`)
  expect(JSON.stringify(API_URL)).toContain('tongchou-api')
  expect(services.map(({ name }) => name)).toContain(SERVICE)
})

test('many calls without a right raise an alarm, counted in the access log', () => {
  const [filter] = resources('AWS::Logs::MetricFilter')
  expect(filter?.properties.FilterPattern).toBe('{ ($.status = "401") || ($.status = "403") }')
  expect(alarmsAt('callers-turned-away').map(({ properties }) => properties.MetricName)).toEqual([
    filter?.properties.MetricTransformations[0].MetricName,
  ])
})

test('every table raises an alarm when it throttles and when it fails', () => {
  expect(alarmsAt('database-refuses')).toHaveLength(2 * resources('AWS::DynamoDB::Table').length)
})

const functionsWithAlarm = (metric: string) =>
  alarms
    .filter(({ properties }) => properties.Namespace === 'AWS/Lambda' && properties.MetricName === metric)
    .map((alarm) => referred(alarm, alarm.properties.Dimensions[0].Value).properties.Description)
    .sort()

test('every function raises an alarm when it fails and when it is throttled', () => {
  const own = services.flatMap((service) => functionsOf(service).map((fn) => `${service.name}: ${fn}`))
  const all = [...own, 'console: api'].sort()
  expect(functionsWithAlarm('Errors')).toEqual(all)
  expect(functionsWithAlarm('Throttles')).toEqual(all)
})

test('every publisher raises an alarm when the stream runs ahead of it, and another before the stream forgets', () => {
  const twice = services.flatMap(({ name }) => [`${name}: publish`, `${name}: publish`])
  expect(functionsWithAlarm('IteratorAge')).toEqual(twice.sort())
})

/** Each file of waits names what may wait. */
const waits = globSync('services/*/**/waits.ts').flatMap((file) =>
  [...readFileSync(file, 'utf8').matchAll(/\bid: '([a-z.-]+)'/g)].map(([, id = '']) => id),
)

test('the runbook says of everything that may wait what to do when it waits too long', () => {
  expect(waits).toContain('budget.failed-orders-are-given-again')
  for (const id of waits) expect(runbook).toContain(`| \`${id}\` |`)
})

test('whatever a service has to tell at once raises an alarm', () => {
  const declared = services.flatMap(({ name, tells = [] }) =>
    tells.map(({ metric, operation }) => [metric, operation, name]),
  )
  expect(declared).toContainEqual(['LinesPassed', 'watch-lines', 'budget'])
  for (const [metric, ...dimensions] of declared) {
    const found = alarms.filter(
      ({ properties }) =>
        properties.MetricName === metric &&
        properties.Dimensions.map(({ Value }: { Value: string }) => Value).join() === dimensions.join(),
    )
    expect(found.map(({ properties }) => properties.Threshold)).toEqual([0])
  }
})

test.each([
  ['a violation', 'Violations'],
  ['work that waits too long', 'Overdue'],
])('every nightly check raises an alarm when it counts %s', (_, metric) => {
  const counted = alarms
    .filter(({ properties }) => properties.MetricName === metric)
    .map(({ properties }) => [
      properties.Namespace,
      properties.Threshold,
      ...properties.Dimensions.map(({ Value }: { Value: string }) => Value),
    ])
  const declared = services.flatMap((service) =>
    (service.checks ?? []).map((operation) => ['Tongchou', 0, operation, service.name]),
  )
  // Every service has its records checked every night.
  expect(new Set(declared.map(([, , , service]) => service))).toEqual(
    new Set(services.map(({ name }) => name)),
  )
  expect(counted.sort()).toEqual(declared.sort())
})
