import type { Day, FundYear } from '#shared/calendar/day.ts'
import { daysBetween, yearOf } from '#shared/calendar/day.ts'

const nightOf = (on: Day): number => daysBetween('2000-01-01', on)

/**
 * The years of a fund that a night looks through for what is to be public. In the last one years are cleared and gaps
 * shared, this one goes on, and the next is planned. Of the years before, which hardly move, each night has one. So a
 * night costs the same however long a fund has books. `firstYear` is undefined of a fund without books.
 */
export const yearsLookedAt = (on: Day, firstYear: FundYear | undefined): FundYear[] => {
  const recent = [yearOf(on) - 1, yearOf(on), yearOf(on) + 1]
  const older = firstYear === undefined ? 0 : yearOf(on) - 1 - firstYear
  return older <= 0 ? recent : [(firstYear ?? 0) + (nightOf(on) % older), ...recent]
}

/** Of the documents of recent years so many have their files looked at in a night. */
const mostDocuments = 60

/** The documents of a night among those in a fixed order: all where they are few, else the next ones each night. */
export const documentsLookedAt = <Of>(all: readonly Of[], on: Day): Of[] => {
  if (all.length <= mostDocuments) return [...all]
  const from = (nightOf(on) * mostDocuments) % all.length
  return [...all.slice(from), ...all.slice(0, from)].slice(0, mostDocuments)
}
