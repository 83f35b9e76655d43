import { type Day, daysBetween, isDay } from '../../../shared/calendar/day.ts'
import { at, type Row } from '../view/row.ts'

/** The fields of rows that say until when something may wait, the one that binds first. */
const lastDays = ['answerBy', 'decideBy', 'deadlineOn', 'deadline', 'dueOn', 'due', 'until'] as const

/** Never is written as the last day that there is. */
const never = '9999-12-31'

/** The last day of what waits, where its row says one: in the field that is named, else in one that says so by its name. */
const lastDayOfRow = (row: Row, named?: string): Day | undefined => {
  for (const path of [...(named === undefined ? [] : [named]), ...lastDays]) {
    const value = at(row, path)
    if (typeof value === 'string' && isDay(value)) return value === never ? undefined : value
  }
  return undefined
}

/** A row with the days that are left on a day; 0 on the last one, below 0 when it is late. */
export const withDaysLeft = (row: Row, on: Day, named?: string): Row => {
  const last = lastDayOfRow(row, named)
  return last === undefined ? row : { ...row, daysLeft: daysBetween(on, last) }
}

const leftIn = (row: Row): number =>
  typeof row.daysLeft === 'number' ? row.daysLeft : Number.POSITIVE_INFINITY

/** Rows with the least time left first; what has no last day stands behind, in the order of the list. */
export const byDaysLeft = (rows: readonly Row[], on: Day, named?: string): readonly Row[] =>
  rows
    .map((row) => withDaysLeft(row, on, named))
    .toSorted((one, other) => {
      const [left, right] = [leftIn(one), leftIn(other)]
      return left === right ? 0 : left - right
    })
