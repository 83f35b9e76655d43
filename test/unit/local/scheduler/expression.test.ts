import { describe, expect, it } from 'vitest'
import { parseExpression } from '../../../../local/scheduler/expression.ts'

const next = (expression: string, after: string, timezone = 'Asia/Shanghai') =>
  parseExpression(expression, timezone)(new Date(after))?.toISOString()

describe('a schedule expression', () => {
  it.each([
    // 02:00 in China on the first of the month is 18:00 UTC of the day before.
    ['cron(0 2 1 * ? *)', '2026-03-05T00:00:00Z', '2026-03-31T18:00:00.000Z'],
    // 2026-03-05 is a Thursday; AWS's 2 is Monday and 1 is Sunday.
    ['cron(30 8 ? * 2 *)', '2026-03-05T00:00:00Z', '2026-03-09T00:30:00.000Z'],
    ['cron(30 8 ? * 1 *)', '2026-03-05T00:00:00Z', '2026-03-08T00:30:00.000Z'],
    ['cron(30 8 ? * MON-FRI *)', '2026-03-06T12:00:00Z', '2026-03-09T00:30:00.000Z'],
    ['cron(30 8 ? * 2-6 *)', '2026-03-06T12:00:00Z', '2026-03-09T00:30:00.000Z'],
    // The third Friday, and the last one.
    ['cron(0 9 ? * 6#3 *)', '2026-03-05T00:00:00Z', '2026-03-20T01:00:00.000Z'],
    ['cron(0 9 ? * 6L *)', '2026-03-05T00:00:00Z', '2026-03-27T01:00:00.000Z'],
    ['cron(0 0 L * ? *)', '2026-02-05T00:00:00Z', '2026-02-27T16:00:00.000Z'],
    ['cron(0/15 10 * * ? *)', '2026-03-05T02:16:00Z', '2026-03-05T02:30:00.000Z'],
    ['cron(0 0 1 1 ? 2027)', '2026-03-05T00:00:00Z', '2026-12-31T16:00:00.000Z'],
    ['rate(5 minutes)', '2026-03-05T00:00:30Z', '2026-03-05T00:05:30.000Z'],
    ['rate(1 day)', '2026-03-05T00:00:00Z', '2026-03-06T00:00:00.000Z'],
    ['at(2026-07-01T09:00:00)', '2026-03-05T00:00:00Z', '2026-07-01T01:00:00.000Z'],
  ])('%s after %s is due at %s', (expression, after, due) => {
    expect(next(expression, after)).toBe(due)
  })

  it('whose time is over is never due again', () => {
    expect(next('at(2026-01-01T09:00:00)', '2026-03-05T00:00:00Z')).toBeUndefined()
    expect(next('cron(0 0 1 1 ? 2026)', '2026-03-05T00:00:00Z')).toBeUndefined()
  })

  it('is read in its own time zone', () => {
    expect(next('cron(0 2 1 * ? *)', '2026-03-05T00:00:00Z', 'UTC')).toBe('2026-04-01T02:00:00.000Z')
  })

  it.each([
    'cron(0 2 1 * *)',
    'cron(61 2 1 * ? *)',
    'cron(0 2 1 * 2 *)',
    'cron(0 2 ? * ? *)',
    'rate(0 minutes)',
    'rate(5 weeks)',
    'at(tomorrow)',
    '0 2 1 * ? *',
  ])('%s is refused', (expression) => {
    expect(() => next(expression, '2026-03-05T00:00:00Z')).toThrow(
      expect.objectContaining({ code: 'scheduler.expression' }),
    )
  })
})
