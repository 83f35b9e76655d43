import type { Day, FundYear } from '#shared/calendar/day.ts'
import { firstDayOfYear, lastDayOfYear, yearOf } from '#shared/calendar/day.ts'
import { entitledBefore, isSwitch } from '../../entitlement/rules/entitlement.ts'
import type { Exception } from '../../entitlement/rules/resident-entitlement.ts'
import {
  cityIn,
  exceptionOf,
  firstDay,
  missedYears,
  restsOf,
} from '../../entitlement/rules/resident-entitlement.ts'
import type { BillDifference, Insured, PaidBill } from '../../person/rules/insured.ts'
import type { ExplainedSpell, Explaining } from './explaining.ts'
import { byContributing, byFigure, mendedBy } from './explaining.ts'
import { firstEntitledDay, ifPaid } from './mend.ts'
import type { Mend, Reason, ReasonCode } from './reasons.ts'

const waitKey = 'enrollment.resident.wait'
const exceptions: Readonly<Record<Exception, { readonly code: ReasonCode; readonly key?: string }>> = {
  newborn: { code: 'newborn-needs-no-wait', key: 'enrollment.resident.newborn_days' },
  'newly-aided': { code: 'newly-aided-needs-no-wait' },
  discharged: { code: 'discharged-needs-no-wait', key: 'enrollment.resident.return_days' },
  released: { code: 'released-needs-no-wait', key: 'enrollment.resident.return_days' },
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

/** Why what a bill gives rests on a day; nothing where it does not. */
const restOn = (insured: Insured, bill: PaidBill, day: Day): BillDifference | undefined =>
  insured.differences?.find((difference) =>
    restsOf({ differences: [difference] }, bill).some(({ from, to }) => from <= day && day <= to),
  )

/** A bill that gives days, and the first of them. */
type Begun = { readonly bill: PaidBill; readonly entitledFrom: Day }

/** Why somebody is entitled by a bill that gives the day, or why what it gives rests. */
const whyBegun = (
  of: ExplainedSpell,
  { bill, entitledFrom }: Begun,
  { year, how }: { readonly year: FundYear; readonly how: Explaining },
): Reason[] => {
  const why = whyPaid(of, bill, { year, entitledFrom, how })
  const rest = restOn(of.insured, bill, of.day)
  const open = of.insured.differences?.find((each) => each.of === bill.billId && each.paidOn === undefined)
  const source = how.source('contribution.resident.difference_days', { on: of.day })
  if (rest) {
    const { billId, dueOn, paidOn } = rest
    return [
      paidOn === undefined
        ? byFigure(source, 'difference-unpaid', { year, billId, dueOn })
        : byFigure(source, 'difference-paid-late', { year, billId, dueOn, paidOn }),
    ]
  }
  if (!open) return [why]
  return [why, byFigure(source, 'difference-open', { year, billId: open.billId, dueOn: open.dueOn })]
}

/** The first day of a year, from another on, on which somebody may claim as they then are. */
const firstDayIn = (insured: Insured, year: FundYear, from: Day, { rules }: Explaining): Day | undefined => {
  const first = firstDayOfYear(year)
  const day = firstEntitledDay(insured, from > first ? from : first, rules)
  return day !== undefined && day <= lastDayOfYear(year) ? day : undefined
}

/** What paying the year today gives; nothing where it gives no day that they do not have. */
const mendByYear = (insured: Insured, year: FundYear, how: Explaining): Mend | undefined => {
  const { today } = how
  const entitledFrom = firstDayIn(ifPaid(insured, [asIfPaid(year, today)]), year, today, how)
  if (entitledFrom === undefined || entitledFrom === firstDayIn(insured, year, today, how)) return undefined
  return { code: 'pay-year', figures: { year, today, entitledFrom } }
}

/** When the wait ends, and how much earlier where the missed years are paid today. */
const mendByRepair = (
  insured: Insured,
  year: FundYear,
  missed: readonly FundYear[],
  how: Explaining,
): Mend | undefined => {
  const { today } = how
  const entitledFrom = firstDayIn(insured, year, today, how)
  if (entitledFrom === undefined || entitledFrom === today) return undefined
  const repaid = missed.filter(
    (each) => !insured.paidBills.some(({ scheme, from }) => scheme === 'resident' && yearOf(from) === each),
  )
  const bills = repaid.map((each) => asIfPaid(each, today))
  const earlierFrom = firstDayIn(ifPaid(insured, bills), year, today, how)
  if (earlierFrom === undefined || earlierFrom >= entitledFrom)
    return { code: 'begins-anyway', figures: { entitledFrom } }
  const named = { yearsZh: repaid.join('、'), yearsEn: repaid.join(', ') }
  return { code: 'repair-years', figures: { ...named, today, earlierFrom, entitledFrom } }
}

/** Why a resident is entitled on a day of a year, or not. */
export const explainResident = (of: ExplainedSpell, year: FundYear, how: Explaining): Reason[] => {
  const { insured, spell, day } = of
  const { rules, today } = how
  const isSwitched = isSwitch(spell, entitledBefore(insured, spell, rules), rules)
  const by = { spell, isSwitched, rules }
  const paid = insured.paidBills
    .filter(({ scheme, from }) => scheme === 'resident' && yearOf(from) === year)
    .map((bill) => ({ bill, entitledFrom: firstDay(insured, bill, by) }))
    .sort((a, b) => (a.entitledFrom < b.entitledFrom ? -1 : 1))
  const [first] = paid
  const begun = paid.filter(({ entitledFrom }) => entitledFrom <= day)
  const given = begun.find(({ bill }) => restOn(insured, bill, day) === undefined) ?? begun[0]
  if (given) return whyBegun(of, given, { year, how })
  const city = cityIn(insured, year)
  const source = how.source(waitKey, { on: firstDayOfYear(year), city })
  if (first) {
    const { bill, entitledFrom } = first
    const missed = missedYears(insured, year)
    const figures = { year, paidOn: bill.paidOn, entitledFrom, missed: missed.length }
    return [mendedBy(byFigure(source, 'wait-runs', figures), mendByRepair(insured, year, missed, how))]
  }
  if (today > lastDayOfYear(year)) return [byFigure(source, 'year-over', { year })]
  return [mendedBy(byFigure(source, 'year-unpaid', { year }), mendByYear(insured, year, how))]
}
