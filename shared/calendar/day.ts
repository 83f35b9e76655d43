import { must } from '#shared/kernel/errors.ts'

/** A calendar day in China, `YYYY-MM-DD`. Days compare as strings. */
export type Day = string
/** A calendar month in China, `YYYY-MM`. */
export type Month = string
/** A fund year: a calendar year. */
export type FundYear = number

const daysInMonth = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
const dayPattern = /^(\d{4})-(\d{2})-(\d{2})$/
/** Milliseconds that China is ahead of UTC. */
export const chinaOffset = 8 * 60 * 60 * 1000
const millisecondsADay = 24 * 60 * 60 * 1000

/** Whether a text is a day that exists; 2025-02-29 does not. */
export const isDay = (text: string): text is Day => {
  if (!dayPattern.test(text)) return false
  const year = Number(text.slice(0, 4))
  const month = Number(text.slice(5, 7))
  const day = Number(text.slice(8))
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  const days = month === 2 && leap ? 29 : (daysInMonth[month - 1] ?? 0)
  return day >= 1 && day <= days
}

/** Whether a text is a month, `YYYY-MM`. */
export const isMonth = (text: string): text is Month => /^\d{4}-(0[1-9]|1[0-2])$/.test(text)

/** The day it is in China at an instant: 23:30 on 31 March belongs to March whatever the machine's zone. */
export const chinaDay = (instant: Date): Day =>
  new Date(instant.getTime() + chinaOffset).toISOString().slice(0, 10)

export const yearOf = (dayOrMonth: Day | Month): FundYear => Number(dayOrMonth.slice(0, 4))
export const monthOf = (day: Day): Month => day.slice(0, 7)
export const firstDayOf = (month: Month): Day => `${month}-01`
export const firstDayOfYear = (year: FundYear): Day => `${year}-01-01`
export const lastDayOfYear = (year: FundYear): Day => `${year}-12-31`

/** The months of a fund year in order. */
export const monthsOf = (year: FundYear): Month[] =>
  Array.from({ length: 12 }, (_, index) => `${year}-${String(index + 1).padStart(2, '0')}`)

/** The later of two days. */
export const laterOf = (one: Day, other: Day): Day => (one < other ? other : one)

/** The day so many days later (earlier when negative). */
export const addDays = (day: Day, days: number): Day => {
  must(isDay(day), 'calendar.not-a-day', `not a day: ${day}`)
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * millisecondsADay).toISOString().slice(0, 10)
}

/** The month so many months later (earlier when negative). */
export const addMonths = (month: Month, months: number): Month => {
  must(isMonth(month), 'calendar.not-a-month', `not a month: ${month}`)
  const index = yearOf(month) * 12 + Number(month.slice(5)) - 1 + months
  return `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}`
}

/** The last day of a month, leap years included. */
export const lastDayOf = (month: Month): Day => addDays(firstDayOf(addMonths(month, 1)), -1)

/** The same day so many months before, or that month's last day when it is shorter. */
export const monthsBefore = (day: Day, months: number): Day => {
  const month = addMonths(monthOf(day), -months)
  const last = lastDayOf(month)
  const same = `${month}-${day.slice(8)}`
  return same < last ? same : last
}

/** Days from one day to another; 0 for the same day. */
export const daysBetween = (from: Day, to: Day): number => {
  must(isDay(from) && isDay(to), 'calendar.not-a-day', `not days: ${from}, ${to}`)
  return (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / millisecondsADay
}

/** Full years of age on a day. */
export const ageOn = (birth: Day, on: Day): number => {
  const years = yearOf(on) - yearOf(birth)
  return on.slice(5) < birth.slice(5) ? years - 1 : years
}
