import type { FundYear } from '#shared/calendar/day.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import { schemes } from '#shared/kernel/scheme.ts'
import type { Fen } from '#shared/money/fen.ts'
import { formatYuan, sum } from '#shared/money/fen.ts'
import { proportion, times } from '#shared/money/rate.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { employeeRates } from '../../services/contribution/billing/rules/billing-figures.ts'
import { employeeContribution } from '../../services/contribution/billing/rules/contribution-base.ts'
import { splitSubsidy } from '../../services/contribution/subsidy/rules/subsidy.ts'
import { subsidyRule } from '../../services/contribution/subsidy/rules/subsidy-figures.ts'
import { profileOf } from './city-profiles.ts'
import type { RowOf } from './files.ts'
import type { InventedInstitution } from './institutions.ts'
import type { TaxPayment } from './payments.ts'
import { residentParts } from './payments.ts'
import type { Person } from './people.ts'

type Fund = { readonly city: CityCode; readonly scheme: Scheme }
type Lines = Readonly<Record<string, Fen>>
type World = {
  readonly people: readonly Person[]
  readonly institutions: readonly InventedInstitution[]
  readonly payments: readonly TaxPayment[]
  readonly year: FundYear
  readonly policy: Policy
}

/** What a fund expects to pay a head and year, in fen: stays and visits of the whole province at its usual ratios. */
const plannedAHead: Readonly<Record<Scheme, { inpatient: Fen; outpatient: Fen }>> = {
  employee: { inpatient: 185_000, outpatient: 40_000 },
  resident: { inpatient: 82_000, outpatient: 12_000 },
}
/** Months of expenditure a fund starts with, and the share of income it may plan to spend. */
const openingMonths: Readonly<Record<Scheme, number>> = { employee: 13, resident: 7 }
/** Where more care is used than comes in, less was saved: its gap is more than its own balance covers. */
const openingMonthsOfHeavyUse = 2.5
const mostOfIncome = 0.98
const quotaWeights: Readonly<Record<1 | 2 | 3, number>> = { 1: 2, 2: 3, 3: 6 }

const paidBy = (payments: readonly TaxPayment[], payer: TaxPayment['payer']): Fen =>
  sum(payments.filter((payment) => payment.payer === payer).map(({ amount }) => amount))

const employeeIncome = (fund: Fund, { people, payments, year, policy }: World): Lines => {
  const own = payments.filter(({ city, scheme }) => city === fund.city && scheme === 'employee')
  const flexible = people.filter((person) => person.city === fund.city && person.employment === 'flexible')
  const each = employeeContribution(0, employeeRates(policy, `${year}-01`, fund.city))
  const flexiblePool = 12 * flexible.length * each.employer
  return {
    'employer-premium': paidBy(own, 'employer'),
    'individual-premium': flexiblePool,
    'account-premium': paidBy(own, 'individual') - flexiblePool,
  }
}

const residentIncome = ({ city }: Fund, { people, payments, year, policy }: World): Lines => {
  const own = payments.filter((payment) => payment.city === city && payment.scheme === 'resident')
  const insured = people.filter(
    (person) => person.city === city && person.scheme === 'resident' && person.habit !== 'never',
  )
  const { perCapita, rule } = subsidyRule(policy, year, city)
  const subsidy = splitSubsidy(perCapita, rule)
  return {
    'individual-premium': paidBy(own, 'individual'),
    'medical-aid-premium': sum(insured.map((person) => residentParts(person, year, policy).aid)),
    'centre-subsidy': insured.length * subsidy.centre,
    'province-subsidy': insured.length * subsidy.province,
    'city-subsidy': insured.length * subsidy.city,
    'county-subsidy': insured.length * subsidy.county,
  }
}

/**
 * Plans to spend what a province's average says, cut down to what comes in: a deficit may not be planned. Residents of a
 * city that uses much more care are the exception, to which the province consents.
 */
const plannedExpenditure = ({ city, scheme }: Fund, heads: number, pooledIncome: Fen): Lines => {
  const use = scheme === 'resident' ? Math.max(1, profileOf(city).use) : 1
  const { inpatient, outpatient } = plannedAHead[scheme]
  const wanted = heads * (inpatient + outpatient)
  const most = times(pooledIncome, mostOfIncome)
  const cut = (amount: Fen): Fen =>
    use > 1 || wanted <= most ? times(amount, use) : Math.floor(proportion(amount, most, wanted))
  const planned = (amount: Fen): Fen => Math.max(0, cut(amount) - 1)
  return { inpatient: planned(heads * inpatient), outpatient: planned(heads * outpatient) }
}

const budgetRows = (
  { city, scheme }: Fund,
  year: FundYear,
  kind: 'income' | 'expenditure',
  lines: Lines,
): RowOf<'budgets'>[] =>
  Object.entries(lines)
    .filter(([, amount]) => amount > 0)
    .map(([line, amount]) => ({
      city,
      scheme,
      year: String(year),
      kind,
      line,
      amount: formatYuan(amount),
    }))

const monthsAtStart = ({ city, scheme }: Fund): number =>
  scheme === 'resident' && profileOf(city).use > 1 ? openingMonthsOfHeavyUse : openingMonths[scheme]

const planFund = (fund: Fund, world: World) => {
  const { people, institutions, year } = world
  const { city, scheme } = fund
  const heads = people.filter((person) => person.city === city && person.scheme === scheme).length
  const income = scheme === 'employee' ? employeeIncome(fund, world) : residentIncome(fund, world)
  const { 'account-premium': accountPremium = 0, ...pooled } = income
  const care = plannedExpenditure(fund, heads, sum(Object.values(pooled)))
  const spent = sum(Object.values(care))
  const accounts = scheme === 'employee' ? { 'account-benefit': times(accountPremium, 0.6) } : {}
  const named = { city, scheme, year: String(year) }
  return {
    opening: {
      ...named,
      pooled_balance: formatYuan(proportion(spent, monthsAtStart(fund), 12)),
      account_balance: formatYuan(0),
    },
    budget: [
      ...budgetRows(fund, year, 'income', income),
      ...budgetRows(fund, year, 'expenditure', { ...care, ...accounts }),
    ],
    quotas: institutions
      .filter((institution) => institution.city === city)
      .map(({ code, level }) => ({
        ...named,
        institution: code,
        weight: String(quotaWeights[level]),
      })),
  }
}

/** Plans every fund of the year: what it starts with, its budget, and what its institutions are expected to count for. */
export const planFunds = (
  world: World,
): {
  readonly openings: RowOf<'openings'>[]
  readonly budgets: RowOf<'budgets'>[]
  readonly quotas: RowOf<'quotas'>[]
} => {
  const cities = [...new Set(world.people.map(({ city }) => city))].sort()
  const plans = cities.flatMap((city) => schemes.map((scheme) => planFund({ city, scheme }, world)))
  return {
    openings: plans.map(({ opening }) => opening),
    budgets: plans.flatMap(({ budget }) => budget),
    quotas: plans.flatMap(({ quotas }) => quotas),
  }
}
