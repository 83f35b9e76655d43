import type { Day, FundYear, Month } from '#shared/calendar/day.ts'
import { addMonths, firstDayOf, lastDayOf, yearOf } from '#shared/calendar/day.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import { schemes } from '#shared/kernel/scheme.ts'
import { monthsOfBill } from '../../entitlement/rules/employee-entitlement.ts'
import type { Hand, Insured } from '../../person/rules/insured.ts'
import { monthsBroughtTo } from '../../person/rules/insured.ts'

/** Months on end that were paid for in a scheme of a city. */
export type PaidPeriod = {
  readonly scheme: Scheme
  readonly city: CityCode
  readonly from: Month
  readonly to: Month
  readonly months: number
}

/** What somebody paid in all by a day, as a city certifies it for whoever covers them next (参保凭证). */
export type PaidInAll = {
  readonly asOf: Day
  readonly periods: readonly PaidPeriod[]
  /** Months of employee contributions paid here, from before this system as reports proved them, and bought by lump sums. */
  readonly employeeMonths: number
  readonly provenMonths: number
  readonly boughtMonths: number
  /** Calendar years with a paid bill of residents. */
  readonly residentYears: number
}

/** A statement as it was issued; it says what held then, whatever is refunded or paid since. */
export type Statement = PaidInAll & {
  readonly statementId: string
  readonly personId: string
  /** The city that issued it, and the one it is for. */
  readonly city: CityCode
  readonly to?: CityCode
  /** The transfer that it goes with. */
  readonly transferId?: string
  readonly issued: Hand & { readonly on: Day }
}

/** The city of a month in a scheme: of the spell that covered it last, else of the last of that scheme before, or at all. */
const cityOfMonth = ({ spells }: Insured, scheme: Scheme, month: Month): CityCode => {
  const ofScheme = spells.filter((spell) => spell.scheme === scheme)
  const begun = ofScheme.filter(({ from }) => from <= lastDayOf(month))
  const covering = begun.filter(({ to }) => to === null || to >= firstDayOf(month))
  return (covering.at(-1) ?? begun.at(-1) ?? ofScheme.at(0) ?? spells[0]).city
}

const paidMonthsIn = ({ paidBills }: Insured, scheme: Scheme, asOf: Day): Month[] => {
  const bills = paidBills.filter((bill) => bill.scheme === scheme && bill.paidOn <= asOf)
  return [...new Set(bills.flatMap(monthsOfBill))].sort()
}

const periodsIn = (insured: Insured, scheme: Scheme, months: readonly Month[]): PaidPeriod[] => {
  const periods: PaidPeriod[] = []
  for (const month of months) {
    const city = cityOfMonth(insured, scheme, month)
    const last = periods.at(-1)
    if (last && last.city === city && addMonths(last.to, 1) === month)
      periods[periods.length - 1] = { ...last, to: month, months: last.months + 1 }
    else periods.push({ scheme, city, from: month, to: month, months: 1 })
  }
  return periods
}

/** What somebody paid in all by a day. A month paid by two bills of a scheme is one month. */
export const paidInAll = (insured: Insured, asOf: Day): PaidInAll => {
  const employee = paidMonthsIn(insured, 'employee', asOf)
  const resident = paidMonthsIn(insured, 'resident', asOf)
  const bought = insured.paidBills.filter(({ paidOn }) => paidOn <= asOf)
  return {
    asOf,
    periods: schemes.flatMap((scheme) =>
      periodsIn(insured, scheme, scheme === 'employee' ? employee : resident),
    ),
    employeeMonths: employee.length,
    provenMonths: Math.max(...insured.spells.map(monthsBroughtTo)),
    boughtMonths: bought.reduce((sum, { bought: months = 0 }) => sum + months, 0),
    residentYears: new Set(resident.map((month): FundYear => yearOf(month))).size,
  }
}

/** Months of employee contributions in all: what retirement and a new city's figures count. */
export const cumulativeMonths = ({
  employeeMonths,
  provenMonths,
  boughtMonths,
}: Pick<PaidInAll, 'employeeMonths' | 'provenMonths' | 'boughtMonths'>): number =>
  employeeMonths + provenMonths + boughtMonths

const monthsFrom = (from: Month, to: Month): number => {
  let months = 0
  for (let month = from; month <= to; month = addMonths(month, 1)) months += 1
  return months
}

/** What is wrong with a statement by itself. */
export const faultsOfStatement = ({
  periods,
  employeeMonths,
  residentYears,
  asOf,
  issued,
}: Statement): string[] => {
  const ofScheme = (scheme: Scheme) => periods.filter((period) => period.scheme === scheme)
  const overlaps = schemes.some((scheme) =>
    ofScheme(scheme).some(({ from }, index, all) => {
      const before = all[index - 1]
      return before !== undefined && from <= before.to
    }),
  )
  const sumOf = (scheme: Scheme): number => ofScheme(scheme).reduce((sum, { months }) => sum + months, 0)
  const years = new Set(
    ofScheme('resident').flatMap(({ from, to }) =>
      Array.from({ length: yearOf(to) - yearOf(from) + 1 }, (_, index) => yearOf(from) + index),
    ),
  )
  return [
    ...(periods.every(({ from, to, months }) => monthsFrom(from, to) === months)
      ? []
      : ['a period has other months than it says']),
    ...(overlaps ? ['a month of a scheme is counted twice'] : []),
    ...(sumOf('employee') === employeeMonths ? [] : ['its months of employees are not those of its periods']),
    ...(years.size === residentYears ? [] : ['its years of residents are not those of its periods']),
    ...(asOf <= issued.on ? [] : ['it certifies days after it was issued']),
  ]
}
