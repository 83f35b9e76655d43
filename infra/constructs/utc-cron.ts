const hoursAheadOfUtc = 8

const everyMonth = 12

const refuse = (cron: string, why: string): never => {
  throw new Error(`'${cron}' in China time cannot be said in UTC: ${why}.`)
}

/** The month before, of each month in a list; `*` stays what it is. */
const monthsBefore = (cron: string, months: string): string => {
  if (months === '*') return months
  if (!/^\d+(,\d+)*$/.test(months)) return refuse(cron, 'name months by their numbers')
  return months
    .split(',')
    .map((month) => (month === '1' ? everyMonth : Number(month) - 1))
    .join(',')
}

/** The same instants one day earlier, for the hours of a China day that are still yesterday in UTC. */
const dayBefore = (cron: string, day: string, month: string, weekday: string): readonly string[] => {
  if (weekday !== '?' && weekday !== '*') {
    if (!/^[1-7]$/.test(weekday)) return refuse(cron, 'name one day of the week by its number')
    return [day, month, String(weekday === '1' ? 7 : Number(weekday) - 1)]
  }
  if (day === '*' || day === '?') return [day, month, weekday]
  if (!/^\d+$/.test(day)) return refuse(cron, 'name one day of the month by its number')
  return day === '1' ? ['L', monthsBefore(cron, month), weekday] : [String(Number(day) - 1), month, weekday]
}

/**
 * An AWS cron expression in China time as the same instants in UTC, for rules, which know no time zone.
 * China has had no daylight saving since 1991, so the distance is always eight hours.
 * @throws Error when the expression has no equivalent: several hours, or a day that moves across a month's end
 */
export const utcCron = (cron: string): string => {
  const fields = /^cron\((.+)\)$/.exec(cron)?.[1]?.split(' ') ?? []
  const [minute, hour, day, month, weekday, year] = fields
  if (fields.length !== 6 || !minute || !hour || !day || !month || !weekday || !year) {
    return refuse(cron, 'it needs six fields')
  }
  // At every hour of every day it is the same minutes everywhere.
  if ([hour, day, month, weekday].join(' ') === '* * * ?') return cron
  if (!/^\d+$/.test(hour)) return refuse(cron, 'name one hour')
  const utcHour = Number(hour) - hoursAheadOfUtc
  if (utcHour >= 0) return `cron(${minute} ${utcHour} ${day} ${month} ${weekday} ${year})`
  if (year !== '*') return refuse(cron, 'name no year')
  return `cron(${minute} ${utcHour + 24} ${dayBefore(cron, day, month, weekday).join(' ')} ${year})`
}
