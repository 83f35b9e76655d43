import { Cron } from 'croner'
import { must, TongchouError } from '#shared/kernel/errors.ts'

/** The next instant after the given one, or undefined when there is none. */
export type NextRun = (after: Date) => Date | undefined

/** AWS counts the days of the week from Sunday = 1, cron from Sunday = 0; steps and the `#` ordinal stay as they are. */
const dayOfWeek = (field: string): string =>
  field.replace(/(?<![/#\d])[1-7](?!\d)/g, (day) => String(Number(day) - 1))

const wildcardFor = (field: string): string => (field === '?' ? '*' : field)

const readPattern = (pattern: string, timezone: string, fields: string): Cron => {
  try {
    // AWS allows a step from a start without an end, such as 0/15.
    return new Cron(pattern, { timezone, mode: '7-part', sloppyRanges: true })
  } catch (cause) {
    throw new TongchouError('scheduler.expression', `cron(${fields}): ${String(cause)}`, {}, { cause })
  }
}

/**
 * Reads the six fields of AWS's `cron(minutes hours day-of-month month day-of-week year)`.
 * @throws TongchouError `scheduler.expression` when AWS would refuse the fields
 */
export const parseCron = (fields: string, timezone: string): NextRun => {
  const parts = fields.trim().split(/\s+/)
  must(parts.length === 6, 'scheduler.expression', `cron(${fields}) needs six fields, not ${parts.length}`)
  const [minutes = '', hours = '', days = '', months = '', weekdays = '', years = ''] = parts
  must(
    (days === '?') !== (weekdays === '?'),
    'scheduler.expression',
    `cron(${fields}): exactly one of day-of-month and day-of-week must be ?`,
  )
  const pattern = [
    '0',
    minutes,
    hours,
    wildcardFor(days),
    months,
    dayOfWeek(wildcardFor(weekdays)),
    years,
  ].join(' ')
  const cron = readPattern(pattern, timezone, fields)
  return (after) => cron.nextRun(after) ?? undefined
}
