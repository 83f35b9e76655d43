import type { Month } from '#shared/calendar/day.ts'
import { firstDayOf, lastDayOf } from '#shared/calendar/day.ts'
import type { CoveredPerson, CoveredSpell } from '../../coverage/rules/coverage.ts'
import { isCoveredWithin, paysOn, spellsOf } from '../../coverage/rules/coverage.ts'
import type { LeftOutCode } from './left-out.ts'
import type { MonthPayer } from './month-payer.ts'

/** The day of a month by which a joiner owes it, and the day on which a leaver must still have been there to owe it. */
export type OwedMonthRule = { readonly joinedBy: number; readonly leftFrom: number }

const dayOf = (month: Month, day: number): string => {
  const last = lastDayOf(month)
  const asked = `${month}-${String(day).padStart(2, '0')}`
  return asked > last ? last : asked
}

/** What keeps a spell that touches a month from owing it. */
const faultOfDays = (
  { from, to }: CoveredSpell,
  month: Month,
  { joinedBy, leftFrom }: OwedMonthRule,
): LeftOutCode | undefined => {
  if (from > dayOf(month, joinedBy)) return 'joined-too-late'
  return to !== null && to < dayOf(month, leftFrom) ? 'left-too-early' : undefined
}

/** Whether somebody pays for themselves in a spell; of the retired only those do who pay on. */
const isAlone = ({ employment }: CoveredSpell): boolean =>
  employment === 'flexible' || employment === 'retired'

const isPaidBy = (spell: CoveredSpell, { pays, id }: MonthPayer): boolean =>
  pays === 'alone' ? isAlone(spell) : spell.employment === 'employed' && spell.employerId === id

/** What keeps a payer from owing the month of whoever had such a spell in it. */
const faultOfPlace = (spell: CoveredSpell, payer: MonthPayer): LeftOutCode | undefined => {
  if (isAlone(spell) !== (payer.pays === 'alone')) return 'other-employment'
  if (!isPaidBy(spell, payer)) return 'other-employer'
  return spell.city === payer.city ? undefined : 'other-city'
}

/**
 * Why a payer does not owe a month for a person; undefined where they do. A month has one payer: of the spells that owe
 * it the first one's, so that who changes the employer in the middle is paid for once.
 */
export const whyNotOwed = (
  person: CoveredPerson | undefined,
  month: Month,
  { payer, rule }: { readonly payer: MonthPayer; readonly rule: OwedMonthRule },
): LeftOutCode | undefined => {
  if (!person) return 'unknown-person'
  const touching = spellsOf(person).filter((spell) =>
    isCoveredWithin(spell, firstDayOf(month), lastDayOf(month)),
  )
  if (touching.length === 0) return 'not-covered'
  const paid = touching.filter(
    ({ scheme, employment, from }) =>
      scheme === 'employee' && (employment !== 'retired' || (paysOn(person) && from === person.from)),
  )
  const [first] = paid
  if (!first)
    return touching.some(({ scheme }) => scheme === 'employee') ? 'other-employment' : 'other-scheme'
  const owing = paid.find((spell) => faultOfDays(spell, month, rule) === undefined)
  if (owing) return faultOfPlace(owing, payer)
  const own = paid.find((spell) => isPaidBy(spell, payer))
  return own ? faultOfDays(own, month, rule) : faultOfPlace(first, payer)
}
