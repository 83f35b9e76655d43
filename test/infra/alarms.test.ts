import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { functionsOf, services } from '../../infra/services.ts'
import { synthesize } from './synthesize.ts'

const { resources, referred } = synthesize('standard')
const alarms = resources('AWS::CloudWatch::Alarm')

/** The anchors that a rendered page gives its headings. */
const anchors = readFileSync(new URL('../../docs/runbook.md', import.meta.url), 'utf8')
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

test('every alarm tells the operators', () => {
  const [topic] = resources('AWS::SNS::Topic')
  for (const alarm of alarms) {
    expect(alarm.properties.AlarmActions).toEqual([
      alarm.stack === topic?.stack
        ? { Ref: topic.id }
        : { 'Fn::ImportValue': expect.stringMatching(/^tongchou-foundation:.*Alarms/) },
    ])
  }
})

test('CloudWatch may encrypt what it tells them, from this account only', () => {
  const [key] = resources('AWS::KMS::Key')
  expect(key?.properties.KeyPolicy.Statement).toContainEqual(
    expect.objectContaining({
      Principal: { Service: 'cloudwatch.amazonaws.com' },
      Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
    }),
  )
})

const functionsWithAlarm = (metric: string) =>
  alarms
    .filter(({ properties }) => properties.Namespace === 'AWS/Lambda' && properties.MetricName === metric)
    .map((alarm) => referred(alarm, alarm.properties.Dimensions[0].Value).properties.Description)
    .sort()

test('every function raises an alarm when it fails and when it is throttled', () => {
  const all = services.flatMap((service) => functionsOf(service).map((fn) => `${service.name}: ${fn}`)).sort()
  expect(functionsWithAlarm('Errors')).toEqual(all)
  expect(functionsWithAlarm('Throttles')).toEqual(all)
})

test('every publisher raises an alarm when the stream runs ahead of it', () => {
  expect(functionsWithAlarm('IteratorAge')).toEqual(services.map(({ name }) => `${name}: publish`).sort())
})

test('every check of invariants raises an alarm when it counts a violation', () => {
  const counted = alarms
    .filter(({ properties }) => properties.MetricName === 'Violations')
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
