import * as z from 'zod'
import type { Day } from '#shared/calendar/day.ts'
import { addMonths, daysBetween, lastDayOf, monthOf } from '#shared/calendar/day.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { tableAt } from '#shared/policy/policy.ts'
import type { InsuredYear, Spell } from '../../insured-year/rules/insured-year.ts'
import { refuse } from '../../refusals.ts'

const conditions = z.strictObject({
  employments: z.array(z.string()).min(1),
  monthsBefore: z.int().min(0).max(36),
  daysBetween: z.int().min(1),
})

/** A delivery that an allowance was asked for and not refused. */
export type ClaimedDelivery = { readonly deliveredOn: Day; readonly benefitId: string }

type Asked = {
  readonly deliveredOn: Day
  readonly today: Day
  /** The person's years around the delivery. */
  readonly years: readonly InsuredYear[]
  readonly claimed: readonly ClaimedDelivery[]
}

const ruleOn = (on: Day, policy: Policy, city: string | undefined) =>
  tableAt(
    policy,
    'settlement.maternity_allowance',
    { on, ...(city === undefined ? {} : { city }) },
    conditions,
  )

/** Whether two days of delivery are told of one delivery: no woman has two so close to each other. */
export const isSameDelivery = (one: Day, other: Day, policy: Policy, city: string | undefined): boolean =>
  Math.abs(daysBetween(other, one)) < ruleOn(one, policy, city).daysBetween

/** How many years before that of a delivery its condition may look into. */
export const yearsBefore = 3

const spellOf = (years: readonly InsuredYear[], day: Day): Spell | undefined =>
  years.flatMap(({ spells }) => spells).find(({ from, to }) => from <= day && day <= to)

/**
 * By which spell of entitlement a delivery is paid for: one of an employment that maternity insurance covers, on the day
 * itself and at the end of each of the whole months before it. A delivery is paid for once, whatever day it is told of.
 */
export const maternitySpell = (
  { deliveredOn, today, years, claimed }: Asked,
  policy: Policy,
  city: string | undefined,
): Decision<Spell> => {
  if (deliveredOn > today)
    return refuse('maternity.in-future', { field: 'deliveredOn', figures: { deliveredOn } })
  const rule = ruleOn(deliveredOn, policy, city)
  if (years.some(({ sex }) => sex === 'male')) return refuse('maternity.not-the-mother')
  const isCovered = (spell: Spell | undefined): spell is Spell =>
    spell?.scheme === 'employee' && rule.employments.includes(spell.employment)
  const days = Array.from({ length: rule.monthsBefore }, (_, month) =>
    lastDayOf(addMonths(monthOf(deliveredOn), -month - 1)),
  )
  const gap = days.find((day) => !isCovered(spellOf(years, day)))
  const spell = spellOf(years, deliveredOn)
  if (!isCovered(spell) || gap !== undefined)
    return refuse('maternity.not-insured', {
      field: 'deliveredOn',
      figures: { deliveredOn, months: rule.monthsBefore, missing: gap ?? deliveredOn },
    })
  const other = claimed.find((each) => isSameDelivery(deliveredOn, each.deliveredOn, policy, city))
  return other
    ? refuse('maternity.claimed-before', {
        field: 'deliveredOn',
        figures: { deliveredOn: other.deliveredOn, benefitId: other.benefitId },
      })
    : accept(spell)
}
