import { expect, test } from 'vitest'
import { services } from '../../infra/services.ts'
import { type Resource, synthesize } from './synthesize.ts'

const { resources, referred } = synthesize('standard')
const rules = resources('AWS::Events::Rule')
const isAboutEvents = ({ properties }: Resource) => properties.EventPattern !== undefined

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
  for (const rule of rules.filter(isAboutEvents)) {
    expect(rule.properties.EventBusName).toEqual({
      'Fn::ImportValue': expect.stringMatching(/^tongchou-foundation:.*Bus/),
    })
  }
})

test('each rule may send to its inbox and to its dead letters', () => {
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
  for (const rule of rules.filter(isAboutEvents)) {
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
