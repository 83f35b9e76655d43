import type { Day } from '#shared/calendar/day.ts'
import { daysBetween } from '#shared/calendar/day.ts'

/** After so many nights everything has had its turn. */
const nights = 28

const largest = 65_521

/** Which night of the round a thing comes up on; the ids spread evenly. */
const nightOf = (id: string): number => {
  let hash = 0
  for (const character of id) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % largest
  return hash % nights
}

/** Whether it is a thing's turn in the night of a day: one night in four weeks, the same distance apart. */
export const isInTurn = (id: string, on: Day): boolean =>
  daysBetween('1970-01-01', on) % nights === nightOf(id)
