import type { FundYear } from '#shared/calendar/day.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import { formatYuan } from '#shared/money/fen.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { planFunds } from './budgets.ts'
import type { InventedItem } from './catalogue.ts'
import { inventCatalogue } from './catalogue.ts'
import { inventClaims } from './claims.ts'
import type { Envelope } from './envelopes.ts'
import { addFaults } from './faults.ts'
import type { FileKey, RowOf } from './files.ts'
import type { InventedInstitution } from './institutions.ts'
import { inventInstitutions } from './institutions.ts'
import type { TaxPayment } from './payments.ts'
import { payBills } from './payments.ts'
import type { Person } from './people.ts'
import { inventPeople } from './people.ts'
import { seededRandom } from './random.ts'
import { inventVisits } from './visits.ts'

/** What to invent: the same settings always give the same files. */
export type Settings = {
  readonly people: number
  readonly seed: number
  readonly cities: readonly CityCode[]
  readonly year: FundYear
}

type Tables = { readonly [Key in Exclude<FileKey, 'claims'>]: readonly RowOf<Key>[] }

/** A fund year as files tell it: tables of text, and the hospitals' messages in order of service. */
export type FundYearFiles = Tables & { readonly claims: readonly Envelope[] }

const enrolmentRow = (person: Person): RowOf<'enrolment'> => ({
  id_number: person.idNumber,
  name: person.name,
  sex: person.sex === 'male' ? '男' : '女',
  birth_on: person.birthOn,
  scheme: person.scheme,
  city: person.city,
  employment: person.employment,
  employer_id: person.employerId ?? '',
  from: person.from,
})

/** Employees bring the months that they paid before; the certificates are numbered as the list is. */
const paidMonthsRow = (person: Person, index: number): RowOf<'paidMonths'> => ({
  id_number: person.idNumber,
  name: person.name,
  says: 'contributed',
  months: String(person.paidMonths),
  evidence_kind: 'contribution-certificate',
  evidence_number: `${person.city}-${String(index + 1).padStart(6, '0')}`,
})

const aidRow = ({ idNumber, aid, from }: Person): RowOf<'aid'> => ({ id_number: idNumber, aid, from })

const wageRow = ({ employerId = '', city, idNumber, monthlyWage = 0 }: Person): RowOf<'wages'> => ({
  employer_id: employerId,
  city,
  id_number: idNumber,
  monthly_wage: formatYuan(monthlyWage * 100),
})

const institutionRow = (each: InventedInstitution): RowOf<'institutions'> => ({
  code: each.code,
  name: each.name,
  city: each.city,
  level: String(each.level),
  provincial: each.provincial ? '1' : '0',
  category: each.category,
  agreement_from: each.agreementFrom,
  agreement_to: '',
})

const catalogueRow = (item: InventedItem): RowOf<'catalogue'> => ({
  code: item.code,
  name: item.name,
  list_type: item.listType,
  class: item.class,
  first_self_pay: item.firstSelfPay ?? '',
  price_limit: item.priceLimit === undefined ? '' : formatYuan(item.priceLimit),
  from: item.from,
  to: '',
})

const paymentRow = (payment: TaxPayment): RowOf<'payments'> => ({
  payment_id: payment.paymentId,
  employer_id: payment.employerId ?? '',
  id_number: payment.idNumber ?? '',
  period: payment.period,
  payer: payment.payer,
  amount: formatYuan(payment.amount),
  paid_on: payment.paidOn,
})

/** Invents all files of a fund year under a policy: it sets what is due, and so what is paid. */
export const generateFundYear = (settings: Settings, policy: Policy): FundYearFiles => {
  const { seed, cities, year } = settings
  const random = seededRandom(seed)
  const people = inventPeople(random.part('people'), settings)
  const institutions = inventInstitutions(cities, year)
  const catalogue = inventCatalogue(year)
  const payments = payBills(people, year, policy)
  const visits = inventVisits(random.part('visits'), people, institutions, year)
  const claims = inventClaims(random.part('claims'), visits, catalogue)
  const { openings, budgets, quotas } = planFunds({ people, institutions, payments, year, policy })
  return {
    enrolment: people.map(enrolmentRow),
    paidMonths: people
      .filter(({ scheme, paidMonths }) => scheme === 'employee' && paidMonths > 0)
      .map(paidMonthsRow),
    aid: people.filter(({ aid }) => aid !== 'none').map(aidRow),
    wages: people.filter(({ employment }) => employment === 'employed').map(wageRow),
    institutions: institutions.map(institutionRow),
    catalogue: catalogue.map(catalogueRow),
    payments: payments.map(paymentRow),
    openings,
    budgets,
    quotas,
    claims: addFaults(random.part('faults'), claims),
  }
}
