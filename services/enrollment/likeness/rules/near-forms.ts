import type { Day } from '#shared/calendar/day.ts'
import { isDay, yearOf } from '#shared/calendar/day.ts'
import { checkCharacter } from '#shared/kernel/id-card.ts'
import { isIdNumber } from '../../person/rules/id-number.ts'

/**
 * Why another may be the same person though no likeness: one name and birth day with the other sex; a number with two
 * neighbouring digits exchanged under one name; one name at one employer with another day, month or year of birth.
 */
export const nearKinds = ['other-sex', 'digits-exchanged', 'birth-differs'] as const
export type NearKind = (typeof nearKinds)[number]

/** The numbers that one becomes when two neighbouring digits are exchanged and the check character is made to fit. */
export const exchangedNumbers = (number: string): string[] => {
  if (!isIdNumber(number)) return []
  const digits = number.slice(0, 17)
  const exchanged = Array.from({ length: digits.length - 1 }, (_, place) => {
    const [one = '', other = ''] = digits.slice(place, place + 2)
    return `${digits.slice(0, place)}${other}${one}${digits.slice(place + 2)}`
  }).map((each) => `${each}${checkCharacter(each)}`)
  return [...new Set(exchanged)].filter((each) => each !== number && isIdNumber(each))
}

/** Years of birth that may be one mistyped. */
const yearsAround = 10

/** The birth days that differ from one in its day, its month or its year alone. */
export const otherBirths = (birthOn: Day): Day[] => {
  const [year = '', month = '', day = ''] = birthOn.split('-')
  const two = (number: number): string => String(number).padStart(2, '0')
  const days = Array.from({ length: 31 }, (_, index) => `${year}-${month}-${two(index + 1)}`)
  const months = Array.from({ length: 12 }, (_, index) => `${year}-${two(index + 1)}-${day}`)
  const years = Array.from(
    { length: 2 * yearsAround + 1 },
    (_, index) => `${yearOf(birthOn) - yearsAround + index}-${month}-${day}`,
  )
  return [...new Set([...days, ...months, ...years])].filter((each) => each !== birthOn && isDay(each))
}
