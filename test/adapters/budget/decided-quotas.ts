import { must } from '#shared/kernel/errors.ts'
import { inPieces } from '#shared/kernel/in-pieces.ts'
import { allocate } from '#shared/money/allocate.ts'
import { agreeOn, officersOf } from './agreement/signed-by-both.ts'
import type { Office } from './office.ts'

type FundYear = { readonly city: string; readonly scheme: 'employee' | 'resident'; readonly year: number }

/** Quotas as a test wants them: what all of them sum to, and what each institution counts for. */
export type WantedQuotas = FundYear & {
  readonly target: number
  /** Of the target, what is for visits; the rest is for stays. */
  readonly visits?: number
  readonly institutions: readonly { readonly institution: string; readonly weight?: number | string }[]
}

type Lines = Readonly<Record<string, number>>
type Budget = { readonly table: { readonly expenditure: Lines } }
type Proposal = { readonly number: number; readonly planId: string }

/** The least plan of which the target is left, once 3 % of it are kept as risk reserve. */
const plannedFor = (target: number): number => {
  let planned = Math.floor(target / 0.97)
  while (planned - Math.round(planned * 0.03) < target) planned += 1
  return planned
}

/** A budget that is just enough for the target, where the year has none. */
const findBudget = async (
  office: Office,
  wanted: FundYear,
  stays: number,
  visits: number,
): Promise<Lines> => {
  const { city, scheme, year } = wanted
  const [maker, checker] = officersOf(city)
  const path = `/budgets/${city}/${scheme}/${year}`
  const found = await office.get(maker, path)
  if (found.status === 200) return (found.body as unknown as Budget).table.expenditure
  const expenditure = { inpatient: plannedFor(stays), outpatient: plannedFor(visits) }
  const premium = scheme === 'employee' ? 'employer-premium' : 'individual-premium'
  const income = { [premium]: expenditure.inpatient + expenditure.outpatient }
  await office.post(maker, '/budgets', { city, scheme, year, openingBalance: 0, income, expenditure })
  await office.post(checker, `${path}/review`)
  await office.post('province', `${path}/approval`)
  return expenditure
}

/** A target of just so much, out of the budget: what the budget has beyond it is for care elsewhere. */
const approveTargetOf = async (office: Office, wanted: FundYear, stays: number, visits: number) => {
  const { city, scheme, year } = wanted
  const lines = await findBudget(office, wanted, stays, visits)
  const inpatient = (lines.inpatient ?? 0) - plannedFor(stays)
  const outpatient = (lines.outpatient ?? 0) + (lines['chronic-special'] ?? 0) - plannedFor(visits)
  const deduction = { kind: 'out-of-area-care', inpatient, outpatient, source: 'the ledger of last year' }
  const body = { city, scheme, year, deductions: [deduction] }
  const [maker, checker] = officersOf(city)
  const proposed = await office.post(maker, '/targets', body)
  must(proposed.status === 201, 'test.no-target', JSON.stringify(proposed.body))
  await office.post(checker, `/targets/${city}/${scheme}/${year}/approval`)
}

/** The model agreement of a year with institutions of a city, signed by both; those that have one keep theirs. */
export const agreeWith = async (
  office: Office,
  { city, year }: Pick<FundYear, 'city' | 'year'>,
  institutions: readonly string[],
) => {
  const on = `${year - 1}-12-01`
  for (const some of inPieces(institutions, 50))
    await agreeOn(office, { city, year, on, agreements: some.map((institution) => ({ institution })) })
}

/** What each institution is to have, by its weight: stays and visits apart. */
const divided = (institutions: WantedQuotas['institutions'], stays: number, visits: number) => {
  const weights = institutions.map(({ weight = 1 }) => String(weight))
  const [ofStays, ofVisits] = [allocate(stays, weights), allocate(visits, weights)]
  return institutions.map(({ institution }, index) => ({
    institution,
    amounts: { inpatient: ofStays[index] ?? 0, outpatient: ofVisits[index] ?? 0 },
  }))
}

/**
 * Puts quotas in force as the law has it: agreements, an approved budget, a target by two hands of the city, and a
 * decision by two hands of the province. It answers the approval.
 */
export const decideQuotas = async (office: Office, wanted: WantedQuotas) => {
  const { city, scheme, year, target, visits = 0, institutions } = wanted
  const stays = target - visits
  await agreeWith(
    office,
    wanted,
    institutions.map(({ institution }) => institution),
  )
  await approveTargetOf(office, wanted, stays, visits)
  const proposed = await office.post('province', '/quota-decisions', {
    ...{ city, scheme, year, reason: 'No round of negotiation this year', document: '皖医保发〔2024〕12号' },
    quotas: divided(institutions, stays, visits),
  })
  must(proposed.status === 201, 'test.no-decision', JSON.stringify(proposed.body))
  const { number, planId } = proposed.body as unknown as Proposal
  return office.post('provinceApprover', `/quota-decisions/${city}/${scheme}/${year}/${number}/approval`, {
    planId,
  })
}
