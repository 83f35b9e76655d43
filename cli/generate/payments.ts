import type { Day, FundYear, Month } from '#shared/calendar/day.ts'
import { addDays, monthsOf } from '#shared/calendar/day.ts'
import type { Payer } from '#shared/contracts/contribution.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import type { Fen } from '#shared/money/fen.ts'
import { sum } from '#shared/money/fen.ts'
import { times } from '#shared/money/rate.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { employeeRates, residentStandard } from '../../services/contribution/billing/rules/billing-figures.ts'
import { employeeContribution } from '../../services/contribution/billing/rules/contribution-base.ts'
import type { Person } from './people.ts'

/** A line of the tax authority's file: an employer for a month, or a person for a month or a year. */
export type TaxPayment = {
  readonly paymentId: string
  readonly city: CityCode
  readonly scheme: Person['scheme']
  readonly employerId?: string
  readonly idNumber?: string
  /** `YYYY-MM` for employees, `YYYY` for residents. */
  readonly period: string
  readonly payer: Extract<Payer, 'employer' | 'individual'>
  readonly amount: Fen
  readonly paidOn: Day
}

type UnnumberedPayment = Omit<TaxPayment, 'paymentId'>

/** Employers and flexible workers pay by the middle of the month. */
const payDay = (month: Month): Day => `${month}-15`

/** One employer of a city pays for June after the days that the law gives: in August. */
const latePayDay = (month: Month): Day =>
  month.endsWith('-06') ? payDay(`${month.slice(0, -1)}8`) : payDay(month)

const employerPayments = (
  employees: readonly Person[],
  { month, isLate }: { readonly month: Month; readonly isLate: boolean },
  policy: Policy,
): UnnumberedPayment[] => {
  const [first] = employees
  if (first?.employerId === undefined) return []
  const { employerId, city, scheme } = first
  const rates = employeeRates(policy, month, city)
  const dues = employees.map(({ monthlyWage = 0 }) => employeeContribution(monthlyWage * 100, rates))
  const line = { city, scheme, employerId, period: month, paidOn: isLate ? latePayDay(month) : payDay(month) }
  return [
    { ...line, payer: 'employer', amount: sum(dues.map(({ employer }) => employer)) },
    { ...line, payer: 'individual', amount: sum(dues.map(({ individual }) => individual)) },
  ]
}

/** Flexible workers pay both parts themselves, on the lowest base. */
const flexiblePayment = (
  { idNumber, city, scheme }: Person,
  month: Month,
  policy: Policy,
): UnnumberedPayment => {
  const { employer, individual } = employeeContribution(0, employeeRates(policy, month, city))
  const amount = employer + individual
  return { city, scheme, idNumber, period: month, payer: 'individual', amount, paidOn: payDay(month) }
}

/** The part that residents pay themselves; medical aid pays the rest with the subsidies. */
export const residentParts = (person: Person, year: FundYear, policy: Policy): { own: Fen; aid: Fen } => {
  const { individual, aidShare } = residentStandard(policy, year, person.city)
  const aid = times(individual, aidShare(person.aid, person.birthOn))
  return { own: individual - aid, aid }
}

/** Residents pay in the last quarter before the year; a few late, a few never. */
const residentPayment = (
  person: Person,
  index: number,
  year: FundYear,
  policy: Policy,
): UnnumberedPayment[] => {
  const { own: amount } = residentParts(person, year, policy)
  if (person.habit === 'never' || amount === 0) return []
  const { city, scheme, idNumber } = person
  const paidOn = addDays(person.habit === 'late' ? `${year}-02-03` : `${year - 1}-10-08`, index % 20)
  return [{ city, scheme, idNumber, period: String(year), payer: 'individual', amount, paidOn }]
}

/** What the tax authority collects of a year's bills, by the same rules that the bills are made by. */
export const payBills = (people: readonly Person[], year: FundYear, policy: Policy): TaxPayment[] => {
  const employers = Map.groupBy(
    people.filter(({ employment }) => employment === 'employed'),
    ({ employerId }) => employerId,
  )
  // The last of each city, which is one of its smaller ones.
  const late = new Set(
    new Map([...employers.values()].map(([first]) => [first?.city, first?.employerId])).values(),
  )
  const flexible = people.filter(({ employment }) => employment === 'flexible')
  const residents = people.filter(({ employment }) => employment === 'resident')
  const payments = [
    ...residents.flatMap((person, index) => residentPayment(person, index, year, policy)),
    ...monthsOf(year).flatMap((month) => [
      ...[...employers].flatMap(([employerId, employees]) =>
        employerPayments(employees, { month, isLate: late.has(employerId) }, policy),
      ),
      ...flexible.map((person) => flexiblePayment(person, month, policy)),
    ]),
  ]
  return payments.map((payment, index) => ({
    ...payment,
    paymentId: `TAX${year}${String(index + 1).padStart(8, '0')}`,
  }))
}
