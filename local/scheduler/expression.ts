import { Cron } from 'croner'
import { TongchouError } from '#shared/kernel/errors.ts'
import { type NextRun, parseCron } from './cron.ts'

const unitMillis: Record<string, number> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 }

const unknown = (expression: string): TongchouError =>
  new TongchouError('scheduler.expression', `${expression} is not a schedule expression AWS would take`)

/** `rate(5 minutes)` counts from the start of the stack, as on AWS from the creation of the schedule. */
const parseRate = (expression: string, text: string): NextRun => {
  const [, count, unit = ''] = /^(\d+) (minute|hour|day)s?$/.exec(text.trim()) ?? []
  const period = Number(count) * (unitMillis[unit] ?? Number.NaN)
  if (!(period > 0)) throw unknown(expression)
  return (after) => new Date(after.getTime() + period)
}

const parseAt = (expression: string, text: string, timezone: string): NextRun => {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(text)) throw unknown(expression)
  const once = new Cron(text, { timezone })
  return (after) => once.nextRun(after) ?? undefined
}

/**
 * Reads `cron(…)`, `rate(…)` or `at(…)`, times in the given time zone.
 * @throws TongchouError `scheduler.expression` when AWS would refuse it
 */
export const parseExpression = (expression: string, timezone: string): NextRun => {
  const [, kind, text = ''] = /^(cron|rate|at)\((.*)\)$/.exec(expression) ?? []
  switch (kind) {
    case 'cron':
      return parseCron(text, timezone)
    case 'rate':
      return parseRate(expression, text)
    case 'at':
      return parseAt(expression, text, timezone)
    default:
      throw unknown(expression)
  }
}
