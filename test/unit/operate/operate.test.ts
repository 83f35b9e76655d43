import { describe, expect, it } from 'vitest'
import type { DeadLetter } from '#shared/edge/watch/dead-letters.ts'
import { filterPattern } from '../../../cli/operate/aws-site.ts'
import { callsOf } from '../../../cli/operate/calls.ts'
import { tellOf } from '../../../cli/operate/cause.ts'
import { placeNamed, placesOf } from '../../../cli/operate/places.ts'
import { queueNamed, queuesOf } from '../../../cli/operate/queues.ts'
import type { Site } from '../../../cli/operate/site.ts'

const outputs = {
  'tongchou-budget': {
    ...{ WorkUrl: 'https://sqs/work', WorkDeadLettersUrl: 'https://sqs/dead', WorkDelivery: 'id' },
    ...{ WorkFunction: 'budget-work', WorkLog: '/log/work', ApiFunction: 'budget-api', ApiLog: '/log/api' },
  },
  'tongchou-observability': { HeartbeatFunction: 'beat', HeartbeatLog: '/log/beat' },
  'tongchou-stage': { AccessLogName: '/log/access' },
}

/** A site whose logs hold these lines. */
const siteWith = (logs: Readonly<Record<string, readonly string[]>>) =>
  ({
    outputs,
    lines: async ({ log }, _since, words) =>
      (logs[log] ?? []).filter((line) => words.some((word) => line.includes(word))),
  }) as Pick<Site, 'outputs' | 'lines'> as Site

const letter: DeadLetter = {
  ...{ messageId: 'M1', body: '{"task":"check-ledger","runId":"CHECK","unitId":"340100"}' },
  ...{ sentAt: new Date('2026-05-02T01:00:00Z'), receives: 5, receipt: 'R' },
}
const causeWith = async (lines: readonly string[]) => {
  const work = queueNamed(queuesOf(outputs), 'budget/work')
  return (await tellOf(siteWith({ '/log/work': lines }), work, letter)).cause.en
}

describe('the cause of a dead letter', () => {
  it('is the error that the log names with the message', async () => {
    const line = '{"level":"ERROR","messageId":"M1","error":{"code":"policy.missing","message":"no rate"}}'
    expect(await causeWith([line])).toBe('policy.missing: no rate')
  })

  it.each([
    ['2026-05-02T01:02:00.1Z 8f Task timed out after 120.00 seconds', 'Task timed out after 120.00 seconds'],
    [
      'RequestId: 8f Error: Runtime exited with error: signal: killed Runtime.ExitError',
      'Runtime exited with error: signal: killed Runtime.ExitError',
    ],
  ])('is want of memory or time where only Lambda says something: %s', async (line, said) => {
    expect(await causeWith([line])).toBe(
      `the function ended without an answer (memory or time): ${said}. Look at its alarm and raise memory or time before you redrive`,
    )
  })

  it('is not known where no log says anything: the function may never have been started', async () => {
    expect(await causeWith([])).toMatch(/throttled.*look at its alarms, then redrive/)
  })
})

describe('an unknown event', () => {
  const told = async (event: object) => {
    const unknown = queueNamed(
      queuesOf({ 'tongchou-foundation': { UnknownEventsUrl: 'https://sqs/unknown' } }),
      'bus/unknown',
    )
    return tellOf(siteWith({}), unknown, { ...letter, body: JSON.stringify(event) })
  }

  it('names its source, type and id', async () => {
    expect(
      await told({ source: 'tongchou.tax', 'detail-type': 'payment-mad.v1', detail: { id: 'T-1' } }),
    ).toMatchObject({ what: 'tongchou.tax payment-mad.v1 T-1', cause: { en: 'no contract describes it' } })
  })

  it('may be a file that no service reads: it is told by its key, which shows no ID number', async () => {
    const file = (key: string) => ({
      ...{ source: 'aws.s3', 'detail-type': 'Object Created' },
      detail: { bucket: { name: 'files' }, object: { key, size: 10 } },
    })
    expect(await told(file('imports/wages/340100/may.csv'))).toMatchObject({
      what: 'imports/wages/340100/may.csv',
      cause: { en: 'no service reads files there: put it under the right prefix' },
    })
    const { what } = await told(file('imports/wages/340104197506151239.csv'))
    expect(what).toMatch(/^imports\/wages\/.*\.csv$/)
    expect(what).not.toContain('340104197506151239')
  })
})

describe('what the night watch asks of logs', () => {
  it('are patterns of CloudWatch: any of the words, each as it stands', () => {
    expect(filterPattern(['Task timed out', '"ERROR"'])).toBe('?"Task timed out" ?"\\"ERROR\\""')
    expect(filterPattern(['M1'])).toBe('"M1"')
  })

  it('are functions by the names of the runbook', () => {
    expect([...placesOf(outputs).keys()]).toEqual(['budget/work', 'budget/api', 'province/heartbeat'])
    expect(placeNamed(outputs, 'budget/api')).toEqual({ fn: 'budget-api', log: '/log/api' })
    expect(() => placeNamed(outputs, 'budget/publish')).toThrow(/there are: budget\/api, budget\/work/)
  })

  it('counts calls by caller, route and end, the most first', async () => {
    const line = (caller: string, status: string, requestId: string) =>
      JSON.stringify({ requestId, caller, route: 'R', status, error: '-', authorizerError: '-' })
    const site = siteWith({
      '/log/access': [
        line('li', '401', '1'),
        line('-', '403', '2'),
        line('-', '403', '3'),
        line('li', '200', '4'),
      ],
    })
    const asked = { since: new Date(0), statuses: ['401', '403'] }
    expect(await callsOf(site, asked)).toEqual([
      { caller: '-', route: 'R', status: '403', why: '', count: 2, requestId: '3' },
      { caller: 'li', route: 'R', status: '401', why: '', count: 1, requestId: '1' },
    ])
  })
})
