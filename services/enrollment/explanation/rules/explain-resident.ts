import type { Day, FundYear } from '#shared/calendar/day.ts'
import { firstDayOfYear, lastDayOfYear, yearOf } from '#shared/calendar/day.ts'
import { entitledBefore, isSwitch } from '../../entitlement/rules/entitlement.ts'
import type { Exception } from '../../entitlement/rules/resident-entitlement.ts'
import { cityIn, exceptionOf, firstDay, missedYears } from '../../entitlement/rules/resident-entitlement.ts'
import type { PaidBill } from '../../person/rules/insured.ts'
import type { ExplainedSpell, Explaining } from './explaining.ts'
import { byContributing, byFigure } from './explaining.ts'
import type { Reason, ReasonCode } from './reasons.ts'

const waitKey = 'enrollment.resident.wait'
const exceptions: Readonly<Record<Exception, { readonly code: ReasonCode; readonly key?: string }>> = {
  newborn: { code: 'newborn-needs-no-wait', key: 'enrollment.resident.newborn_days' },
  'newly-aided': { code: 'newly-aided-needs-no-wait' },
  leaver: { code: 'leaver-needs-no-wait', key: 'enrollment.resident.leaver_days' },
}

/** The bill of a year as if it were paid today. */
const asIfPaid = (year: FundYear, paidOn: Day): PaidBill => ({
  ...{ billId: `if-paid-${year}`, scheme: 'resident', paidOn },
  ...{ from: `${year}-01`, to: `${year}-12` },
})

const whyPaid = (
  { insured }: ExplainedSpell,
  { paidOn }: PaidBill,
  {
    year,
    entitledFrom,
    how,
  }: { readonly year: FundYear; readonly entitledFrom: Day; readonly how: Explaining },
): Reason => {
  const figures = { year, paidOn, entitledFrom }
  if (paidOn <= lastDayOfYear(year - 1) && entitledFrom === firstDayOfYear(year))
    return byContributing('paid-in-window', figures)
  const exception =
    paidOn > lastDayOfYear(year - 1) ? exceptionOf(insured, paidOn, year, how.rules) : undefined
  const { code, key } = exception ? exceptions[exception] : { code: 'wait-is-over' as const, key: waitKey }
  const city = cityIn(insured, year)
  return key === undefined
    ? byContributing(code, figures)
    : byFigure(how.source(key, { on: firstDayOfYear(year), city }), code, figures)
}

/** Why a resident is entitled on a day of a year, or not. */
export const explainResident = (of: ExplainedSpell, year: FundYear, how: Explaining): Reason[] => {
  const { insured, spell, day } = of
  const { rules, today } = how
  const isSwitched = isSwitch(spell, entitledBefore(insured, spell, rules), rules)
  const given = { spell, isSwitched, rules }
  const paid = insured.paidBills
    .filter(({ scheme, from }) => scheme === 'resident' && yearOf(from) === year)
    .map((bill) => ({ bill, entitledFrom: firstDay(insured, bill, given) }))
    .sort((a, b) => (a.entitledFrom < b.entitledFrom ? -1 : 1))
  const [first] = paid
  if (first && first.entitledFrom <= day) return [whyPaid(of, first.bill, { year, ...first, how })]
  const city = cityIn(insured, year)
  const source = how.source(waitKey, { on: firstDayOfYear(year), city })
  if (first) {
    const { bill, entitledFrom } = first
    const missed = missedYears(insured, year).length
    const { monthsOffPerRepaidYear: monthsOff } = rules.residentWait(year, city)
    return [byFigure(source, 'wait-runs', { year, paidOn: bill.paidOn, entitledFrom, missed, monthsOff })]
  }
  if (today > lastDayOfYear(year)) return [byFigure(source, 'year-over', { year })]
  const bill = asIfPaid(year, today)
  const then = { ...insured, paidBills: [...insured.paidBills, bill] }
  return [byFigure(source, 'year-unpaid', { year, today, entitledFrom: firstDay(then, bill, given) })]
}
