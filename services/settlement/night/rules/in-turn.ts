import type { Day } from '#shared/calendar/day.ts'
import { daysBetween } from '#shared/calendar/day.ts'
import { placeAmong } from '#shared/kernel/hash.ts'

/** After so many nights everything has had its turn. */
const nights = 28

/** Whether it is a thing's turn in the night of a day: one night in four weeks, the same distance apart. */
export const isInTurn = (id: string, on: Day): boolean =>
  daysBetween('1970-01-01', on) % nights === placeAmong(nights, id)
