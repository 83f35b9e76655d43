import { Cron } from 'croner'
import { expect, test } from 'vitest'
import type { ServiceDeclaration } from '#shared/contracts/service.ts'
import { utcCron } from '../../infra/constructs/utc-cron.ts'
import { synthesize } from './synthesize.ts'

const clearing: ServiceDeclaration = {
  name: 'clearing',
  indexes: [],
  consumes: [],
  publishes: [],
  work: true,
  schedules: [
    {
      name: 'monthly',
      cron: 'cron(0 2 1 * ? *)',
      input: { task: 'settle-month', dueAt: '<aws.scheduler.scheduled-time>' },
    },
  ],
}

test('where there is a scheduler, it starts a run in China time by a message to the work queue', () => {
  const { resources, referred } = synthesize('standard', { services: [clearing] })
  const [schedule, ...others] = resources('AWS::Scheduler::Schedule')
  if (schedule === undefined) throw new Error('There is no schedule.')
  expect(others).toEqual([])
  expect(schedule.properties).toMatchObject({
    ScheduleExpression: 'cron(0 2 1 * ? *)',
    ScheduleExpressionTimezone: 'Asia/Shanghai',
    FlexibleTimeWindow: { Mode: 'OFF' },
  })
  const { Target } = schedule.properties
  expect(JSON.parse(Target.Input)).toEqual(clearing.schedules[0]?.input)
  const workQueue = referred(schedule, Target.Arn)
  expect(workQueue.id).toMatch(/^RunsUnitsQueue/)
  expect(referred(schedule, Target.DeadLetterConfig.Arn).id).toBe(
    referred(workQueue, workQueue.properties.RedrivePolicy.deadLetterTargetArn).id,
  )
})

test('where there is none, a rule in UTC sends the same message', () => {
  const { resources, referred } = synthesize('china', { services: [clearing] })
  expect(resources('AWS::Scheduler::Schedule')).toEqual([])
  const [rule, ...others] = resources('AWS::Events::Rule').filter(
    ({ stack, properties }) => stack === 'tongchou-clearing' && properties.ScheduleExpression !== undefined,
  )
  if (rule === undefined) throw new Error('There is no rule.')
  expect(others).toEqual([])
  expect(rule.properties.ScheduleExpression).toBe('cron(0 18 L * ? *)')
  const [target] = rule.properties.Targets
  expect(referred(rule, target.Arn).id).toMatch(/^RunsUnitsQueue/)
  expect(target.InputTransformer).toEqual({
    InputPathsMap: { time: '$.time' },
    InputTemplate: '{"task":"settle-month","dueAt":<time>}',
  })
})

/** AWS's cron in the terms of croner: no year, `?` is any, and Sunday is 0 and not 1. */
const instants = (awsCron: string, timezone: string): readonly string[] => {
  const [minute, hour, day, month, weekday] = awsCron.slice('cron('.length, -1).split(' ')
  const sundayIsZero = weekday?.replace(/\d/, (digit) => String(Number(digit) - 1))
  const expression = [minute, hour, day, month, sundayIsZero].join(' ').replaceAll('?', '*')
  return new Cron(expression, { timezone })
    .nextRuns(30, new Date('2026-01-15T12:00:00Z'))
    .map((instant) => instant.toISOString())
}

test.each([
  ['in the afternoon, when China and UTC share the day', 'cron(30 14 5 * ? *)', 'cron(30 6 5 * ? *)'],
  ['in the small hours of every day', 'cron(0 3 * * ? *)', 'cron(0 19 * * ? *)'],
  [
    'in the small hours of the first, which are the last day of the month before',
    'cron(0 2 1 * ? *)',
    'cron(0 18 L * ? *)',
  ],
  ['on New Year, which is in December of the year before', 'cron(0 0 1 1 ? *)', 'cron(0 16 L 12 ? *)'],
  ['every ten minutes', 'cron(0,10,20,30,40,50 * * * ? *)', 'cron(0,10,20,30,40,50 * * * ? *)'],
  ['once a quarter', 'cron(15 1 1 1,4,7,10 ? *)', 'cron(15 17 L 12,3,6,9 ? *)'],
  ['in the small hours of another day of the month', 'cron(0 5 20 6 ? *)', 'cron(0 21 19 6 ? *)'],
  ['in the small hours of a Sunday', 'cron(0 1 ? * 1 *)', 'cron(0 17 ? * 7 *)'],
])('a schedule %s is the same instants in UTC', (_, inChina, inUtc) => {
  expect(utcCron(inChina)).toBe(inUtc)
  expect(instants(inUtc, 'UTC')).toEqual(instants(inChina, 'Asia/Shanghai'))
})

test.each([
  ['several hours', 'cron(0 2,14 * * ? *)'],
  ['the last day of a month before eight in the morning', 'cron(0 2 L * ? *)'],
  ['months by name where the month moves', 'cron(0 2 1 JAN ? *)'],
  ['several days of the week before eight in the morning', 'cron(0 2 ? * 2-6 *)'],
  ['a year where the day moves', 'cron(0 2 1 * ? 2027)'],
  ['too few fields', 'cron(0 2 1 *)'],
])('a schedule with %s has no single equivalent in UTC and is refused', (_, inChina) => {
  expect(() => utcCron(inChina)).toThrow(/cannot be said in UTC/)
})
