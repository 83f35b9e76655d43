import type { Day, Month } from '#shared/calendar/day.ts'
import { firstDayOf, lastDayOf, yearOf } from '#shared/calendar/day.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import { sum } from '#shared/money/fen.ts'
import type { Bill, Due } from '../../bill/rules/bill.ts'
import type { CoveredPerson } from '../../coverage/rules/coverage.ts'
import { isCoveredWithin } from '../../coverage/rules/coverage.ts'
import type { Payroll } from '../../payroll/rules/payroll.ts'
import type { EmployeeContribution, EmployeeRates } from './contribution-base.ts'
import { employeeContribution } from './contribution-base.ts'

/** The month to bill, the day bills are issued, and until when they are to be paid. */
type MonthToBill = { readonly month: Month; readonly issuedOn: Day; readonly dueOn: Day }

type Line = EmployeeContribution & { readonly personId: string }

/** The most persons on one bill; a longer list goes on with a next page. */
const personsPerBill = 200

const billOf = (
  billId: string,
  city: CityCode,
  lines: readonly Line[],
  dues: readonly Due[],
  { month, issuedOn, dueOn }: MonthToBill,
): Bill => ({
  billId,
  kind: 'employer-month',
  scheme: 'employee',
  city,
  fundYear: yearOf(month),
  from: month,
  to: month,
  ...{ issuedOn, dueOn, dues },
  persons: lines.map(({ personId, individual, base }) => ({ personId, account: individual, base })),
  status: 'issued',
  paid: {},
})

/**
 * An employer's bills of a month, in pages: those on the wage list whom enrolment has as its employees in its city.
 * The employer owes the pool's part, and withholds the individuals' part.
 */
export const employerBills = (
  { employerId, city, lines }: Payroll,
  covered: ReadonlyMap<string, CoveredPerson>,
  rates: EmployeeRates,
  period: MonthToBill,
): readonly Bill[] => {
  const { month } = period
  const billed = lines.flatMap(({ personId, monthlyWage }): Line[] => {
    const person = covered.get(personId)
    const isEmployee =
      person?.employment === 'employed' && person.employerId === employerId && person.city === city
    return isEmployee && isCoveredWithin(person, firstDayOf(month), lastDayOf(month))
      ? [{ personId, ...employeeContribution(monthlyWage, rates) }]
      : []
  })
  const pages = Array.from({ length: Math.ceil(billed.length / personsPerBill) }, (_, page) =>
    billed.slice(page * personsPerBill, (page + 1) * personsPerBill),
  )
  return pages.map((page, index) => {
    const dues: Due[] = [
      { payer: 'employer', pooled: sum(page.map(({ employer }) => employer)), account: 0 },
      { payer: 'individual', pooled: 0, account: sum(page.map(({ individual }) => individual)) },
    ]
    return { ...billOf(employerBillId(employerId, month, index), city, page, dues, period), employerId }
  })
}

/** The id of an employer's bill of a month: the first page has no number, the next is 2. */
export const employerBillId = (employerId: string, month: Month, page: number): string =>
  page === 0 ? `E-${employerId}-${month}` : `E-${employerId}-${month}-${page + 1}`

/**
 * A flexible worker's bill of a month: without an employer, they pay both parts themselves, on the lowest base
 * (皖政办〔2024〕3号 一(一)).
 */
export const flexibleBill = (
  person: CoveredPerson,
  rates: EmployeeRates,
  period: MonthToBill,
): Bill | undefined => {
  const { personId, city } = person
  if (!isCoveredWithin(person, firstDayOf(period.month), lastDayOf(period.month))) return undefined
  const line = { personId, ...employeeContribution(0, rates) }
  const due: Due = { payer: 'individual', pooled: line.employer, account: line.individual }
  return billOf(employerBillId(personId, period.month, 0), city, [line], [due], period)
}
