import type { FundYear } from '#shared/calendar/day.ts'
import type { InsuredYear } from '../../insured-year/rules/insured-year.ts'
import { citiesOf } from '../../insured-year/rules/insured-year.ts'

/**
 * The cities that decide what is registered of a person: those that insure them from a year on, else the last that did. A
 * city that the person left decides nothing of them any more.
 */
export const decidingCities = (
  years: readonly Pick<InsuredYear, 'year' | 'spells' | 'lastCity'>[],
  from: FundYear,
): string[] => {
  const inOrder = years.toSorted((a, b) => a.year - b.year)
  const present = inOrder.filter(({ year }) => year >= from)
  return (present.length > 0 ? present : inOrder.slice(-1)).flatMap(citiesOf)
}
