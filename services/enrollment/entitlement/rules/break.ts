import type { Day, Month } from '#shared/calendar/day.ts'
import { addMonths, firstDayOf, lastDayOf, monthOf } from '#shared/calendar/day.ts'
import type { Insured } from '../../person/rules/insured.ts'
import { periodsElsewhere } from '../../person/rules/insured.ts'
import type { EntitlementRules } from './entitlement-rules.ts'
import { restedDays } from './rests.ts'

type Lived = Pick<Insured, 'paidBills' | 'spells'>

/** Whether somebody was insured in a month without paying as an employee: as a resident, elsewhere, or while coverage rests. */
const isInsuredOtherwise = (insured: Lived, month: Month): boolean =>
  insured.paidBills.some(({ scheme, from, to }) => scheme === 'resident' && from <= month && month <= to) ||
  periodsElsewhere(insured).some(({ from, to }) => from <= month && month <= to) ||
  restedDays(insured).some(({ from, to }) => monthOf(from) <= month && month <= monthOf(to))

/** Months right before one in which somebody who paid before was not insured at all. */
const missedBefore = (insured: Lived, month: Month, paidBefore: Month): number => {
  let missed = 0
  for (let each = addMonths(month, -1); each > paidBefore; each = addMonths(each, -1)) {
    if (isInsuredOtherwise(insured, each)) return missed
    missed += 1
  }
  return missed
}

/** A wait after a break: how many months paid on end it takes, after more than how many without, by whose rule. */
export type AfterBreak = {
  readonly allowed: number
  readonly wait: number
  readonly on: Day
  readonly city: string
}

/** How somebody begins anew with a month that they pay after so many without; undefined: they stopped no longer than allowed. */
const begunAnew = (
  insured: Lived,
  month: Month,
  missed: number,
  { breakRule }: Pick<EntitlementRules, 'breakRule'>,
): AfterBreak | undefined => {
  const on = firstDayOf(month)
  const { city, employment } =
    insured.spells.findLast(({ from }) => from <= lastDayOf(month)) ?? insured.spells[0]
  const { longerThanMonths: allowed, employedWait, flexibleWait } = breakRule(on, city)
  if (missed <= allowed || employment === 'retired') return undefined
  const wait = employment === 'flexible' ? flexibleWait : employedWait
  return wait === 0 ? undefined : { allowed, wait, on, city }
}

/**
 * The waits of paid months that give nothing, because somebody stopped longer than their city allows and began anew: from
 * the first month after the break to the one before that which completes the months on end (医保办发〔2021〕43号 第十三条).
 * @param months paid ones that count, in order
 */
export const waitsAfterBreaks = (
  insured: Lived,
  months: readonly Month[],
  rules: Pick<EntitlementRules, 'breakRule'>,
): ReadonlyMap<Month, AfterBreak> => {
  const waits = new Map<Month, AfterBreak>()
  let running: AfterBreak | undefined
  let onEnd = 0
  for (const [index, month] of months.entries()) {
    const before = months[index - 1]
    onEnd = before !== undefined && addMonths(before, 1) === month ? onEnd + 1 : 1
    const missed = before === undefined ? 0 : missedBefore(insured, month, before)
    running = begunAnew(insured, month, missed, rules) ?? running
    if (running && onEnd >= running.wait) running = undefined
    if (running) waits.set(month, running)
  }
  return waits
}
