import { expect, test } from 'vitest'
import { events } from '../../infra/events.ts'
import { services } from '../../infra/services.ts'
import { compilePattern } from '../../local/bus/patterns/compile.ts'
import { type Resource, synthesize } from './synthesize.ts'

const { resources, referred } = synthesize('standard')
const rules = resources('AWS::Events::Rule')
test('every event between the services is kept for 400 days, and can be sent again from there', () => {
  const [archive, ...others] = resources('AWS::Events::Archive')
  expect(others).toEqual([])
  expect(archive?.properties).toMatchObject({
    RetentionDays: 400,
    EventPattern: { source: [{ prefix: 'tongchou.' }] },
  })
})

/** What S3 tells of files comes on the bus of the account: `files.test.ts` looks at those rules. */
const isAboutEvents = ({ properties: { EventPattern } }: Resource) =>
  EventPattern !== undefined && !EventPattern.source?.includes('aws.s3')

const isOfServices = ({ stack }: Resource) => stack !== 'tongchou-foundation'

const rulesOf = (service: string) =>
  rules.filter((rule) => rule.stack === `tongchou-${service}`).filter(isAboutEvents)

test.each(services)('each event that $name consumes has a rule, and no other event has', (service) => {
  const patterns = rulesOf(service.name).map(({ properties }) => properties.EventPattern)
  expect(patterns).toHaveLength(service.consumes.length)
  expect(patterns).toEqual(expect.arrayContaining(service.consumes.map(({ pattern }) => pattern)))
})

test.each(services.filter(({ consumes }) => consumes.length > 0))(
  "the events for $name go to the service's inbox, and to its dead letters where they cannot be delivered",
  (service) => {
    for (const rule of rulesOf(service.name)) {
      const [target, ...others] = rule.properties.Targets
      expect(others).toEqual([])
      const inbox = referred(rule, target.Arn)
      const consumer = resources('AWS::Lambda::EventSourceMapping').find(
        (mapping) =>
          mapping.stack === rule.stack &&
          referred(mapping, mapping.properties.EventSourceArn).id === inbox.id,
      )
      if (consumer === undefined) throw new Error(`Nobody reads ${inbox.id}.`)
      expect(referred(consumer, consumer.properties.FunctionName).properties.Description).toBe(
        `${service.name}: consume`,
      )
      expect(referred(rule, target.DeadLetterConfig.Arn).id).toBe(
        referred(inbox, inbox.properties.RedrivePolicy.deadLetterTargetArn).id,
      )
    }
  },
)

test('every rule listens to the bus of the services and not to that of the account', () => {
  for (const rule of rules.filter(isAboutEvents).filter(isOfServices)) {
    expect(rule.properties.EventBusName).toEqual({
      'Fn::ImportValue': expect.stringMatching(/^tongchou-foundation:.*Bus/),
    })
  }
})

const policies = resources('AWS::SQS::QueuePolicy')
const mayReceiveFrom = (rule: Resource, arn: unknown) =>
  policies
    .filter((policy) => policy.stack === rule.stack)
    .flatMap((policy) => policy.properties.PolicyDocument.Statement)
    .some(
      (statement) =>
        statement.Principal?.Service === 'events.amazonaws.com' &&
        JSON.stringify(statement.Resource) === JSON.stringify(arn) &&
        JSON.stringify(statement.Condition).includes(`"${rule.id}"`),
    )

test('each rule may send to its inbox and to its dead letters', () => {
  for (const rule of rules.filter(isAboutEvents).filter(isOfServices)) {
    const [target] = rule.properties.Targets
    expect(mayReceiveFrom(rule, target.Arn), `${rule.id} to its inbox`).toBe(true)
    expect(mayReceiveFrom(rule, target.DeadLetterConfig.Arn), `${rule.id} to its dead letters`).toBe(true)
  }
})

test('every event of the services is archived', () => {
  const [archive, ...others] = resources('AWS::Events::Archive')
  expect(others).toEqual([])
  expect(archive?.properties.EventPattern).toEqual({ source: [{ prefix: 'tongchou.' }] })
  for (const { consumes } of services) {
    for (const { source } of consumes) expect(source).toMatch(/^tongchou\./)
  }
})

const [unknown, ...otherRules] = rules.filter((rule) => !isOfServices(rule)).filter(isAboutEvents)
if (unknown === undefined) throw new Error('No rule looks out for unknown events.')

test('an event of ours that no contract describes is caught on the bus, and no other event is', () => {
  expect(otherRules).toEqual([])
  expect(referred(unknown, unknown.properties.EventBusName).properties.Name).toMatch(/Bus/)
  const matches = compilePattern(unknown.properties.EventPattern)
  for (const { source, detailTypes } of events)
    for (const type of detailTypes) {
      expect(matches({ source, 'detail-type': type }), type).toBe(false)
      expect(matches({ source, 'detail-type': `${type}0` }), `another version of ${type}`).toBe(true)
    }
  expect(matches({ source: 'tongchou.tax', 'detail-type': 'payment-mad.v1' })).toBe(true)
  expect(matches({ source: 'tongchou.unheard-of', 'detail-type': 'anything.v1' })).toBe(true)
  expect(matches({ source: 'aws.s3', 'detail-type': 'Object Created' })).toBe(false)
})

test('its pattern has the size that EventBridge takes', () => {
  expect(JSON.stringify(unknown.properties.EventPattern).length).toBeLessThanOrEqual(2048)
})

test('an unknown event is kept for two weeks, and its rule may bring it there', () => {
  const [target, ...others] = unknown.properties.Targets
  expect(others).toEqual([])
  expect(referred(unknown, target.Arn).properties.MessageRetentionPeriod).toBe(14 * 24 * 60 * 60)
  expect(mayReceiveFrom(unknown, target.Arn)).toBe(true)
})
