import type { FundYear } from '#shared/calendar/day.ts'
import { addDays, yearOf } from '#shared/calendar/day.ts'
import type { Insured } from '../../person/rules/insured.ts'
import type { DayRange } from './day-range.ts'

/** The days on which somebody's coverage rested, as is proven by the day of their return. */
export const restedDays = ({ spells }: Pick<Insured, 'spells'>): DayRange[] =>
  spells.flatMap(({ to, rests, returned }) =>
    rests && returned && to !== null ? [{ from: addDays(to, 1), to: returned.on }] : [],
  )

/** Whether coverage rested in a year: it is none that was missed. */
export const isRested = (insured: Pick<Insured, 'spells'>, year: FundYear): boolean =>
  restedDays(insured).some(({ from, to }) => yearOf(from) <= year && year <= yearOf(to))
