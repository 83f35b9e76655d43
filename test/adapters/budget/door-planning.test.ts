import { afterAll, beforeAll, vi } from 'vitest'
import { contributionsReceived } from '#shared/contracts/contribution.ts'
import { claimsSettled, policyChangePriced } from '#shared/contracts/settlement.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { startRun } from '#shared/edge/runs/run.ts'
import { must } from '#shared/kernel/errors.ts'
import { describeDoor } from '#test/support/door-suite.ts'
import { tokens } from '#test/support/service.ts'
import type { TourRecord } from '#test/support/tour.ts'
import { executeBudget } from '../../../services/budget/accounts/rules/final-accounts.ts'
import { yearsCleared } from '../../../services/budget/cleared-cost/store.ts'
import type { Effects } from '../../../services/budget/effects.ts'
import { subscriptions } from '../../../services/budget/handlers/consume.ts'
import { agreementKey, clearingKey, statementPartition } from '../../../services/budget/keys.ts'
import { settlementRunId } from '../../../services/budget/monthly-settlement/start-settlement.ts'
import { operations } from '../../../services/budget/operations.ts'
import { budgetWrite, readBudget } from '../../../services/budget/planning/store.ts'
import { table } from '../../../services/budget/refusals.ts'
import { service } from '../../../services/budget/table.ts'
import { tasks } from '../../../services/budget/tasks.ts'
import { group, inpatientClaim } from './claims.ts'
import { contributionsOf, premium } from './contributions.ts'

const { province, auditor } = tokens
const maker = { scope: 'city', division: '340100', sub: 'maker' }
const checker = { ...maker, sub: 'checker' }
const hospital = { scope: 'institution', division: '340100', institution: 'H34010001' }
const fund = { city: '340100', scheme: 'resident' } as const
const fundYear = { ...fund, year: 2025 }
const params = { ...fund, year: '2025' }
const month = '2025-01'

const parts =
  /^\/v1\/budget\/(budgets|exemptions|execution|warnings|trial-balance|income-statement|balance-sheet|month-closes|final-accounts|performance|performance-targets|targets|quota-decisions|quotas|policy-pricings|drafts|disclosures|what-ifs)(\/|$)/
const isOurs = ({ path }: Operation): boolean => parts.test(path)

/** Amounts in fen: 1,000,000 yuan are planned to come in, 900,000 to go out. */
const lines = {
  income: { 'individual-premium': 40_000_000, 'centre-subsidy': 60_000_000 },
  expenditure: { inpatient: 70_000_000, outpatient: 20_000_000 },
}
const adjustment = {
  ...lines,
  expenditure: { inpatient: 75_000_000, outpatient: 20_000_000 },
  reason: 'More stays than were planned',
}

/** What a stay of 10,000 yuan cost the pool, and would cost it. */
const priced = (basic: number) => ({
  ...{ basic, account: 0, seriousIllness: 100_000, medicalAid: 50_000, supplement: 0 },
  cash: 1_000_000 - basic - 150_000,
})
const nothing = { basic: 0, account: 0, seriousIllness: 0, medicalAid: 0, supplement: 0, cash: 0 }
const unpriced = { recorded: nothing, inForce: nothing, proposed: nothing }
const pricing = {
  ...{ pricingId: 'PR-2026', title: 'five points more for stays', ...fundYear, holdsFrom: '2026-01-01' },
  ...{ policyVersion: '2025', persons: 1, claims: 1, changed: 1 },
  care: {
    inpatient: { recorded: priced(600_000), inForce: priced(600_000), proposed: priced(650_000) },
    ...{ outpatient: unpriced, chronic: unpriced },
  },
}

type Contract = {
  readonly source: string
  readonly detailType: string
  readonly schema: { readonly parse: (detail: unknown) => unknown }
}
const busEvent = ({ source, detailType, schema }: Contract, detail: object) => ({
  ...{ source, 'detail-type': detailType },
  detail: schema.parse(detail),
})

let effects: Effects
const write = async (item: Parameters<Effects['store']['write']>[0][number]) => {
  const { status } = await effects.store.write([item])
  must(status === 'written', 'tour.not-written', 'a record of the tour stood there already')
}

/** The year as its close left the budget when nobody asked for overruns: two yuan too much were spent on stays. */
const closeYear = async () => {
  const { budget, version } = await readBudget(effects.store, fund, 2025)
  const executed = executeBudget(budget, '2026-01-25')
  must(executed.status === 'accepted', 'tour.not-executed', 'the budget of the tour is not approved')
  const { table: planned } = executed.value
  const expenditure = { ...planned.expenditure, inpatient: 599_800 }
  await write(budgetWrite({ ...executed.value, table: { ...planned, expenditure } }, version))
}

/** A month as its settlement leaves it: the run is done, and there is a statement. */
const settleMonth = async () => {
  const runId = settlementRunId(fund, month)
  await startRun(effects.runs(), { runId, task: 'settle', parameters: { ...fund, month }, units: [] })
  const figures = {
    ...{ claimed: 780_000, quotaToDate: 820_000, within: 600_000 },
    ...{ suspended: 0, deposit: 30_000, ordered: 750_000 },
  }
  const key = { pk: statementPartition(fund, month), sk: 'H34010001' }
  const item = { ...key, kind: 'settlement-statement', ...fund, institution: 'H34010001', month, ...figures }
  await write({ kind: 'create', item })
}

/** A year as its clearing leaves it: the statement is locked. */
const clearYear = () => {
  const cleared = {
    ...{ quota: 10_000_000, actual: 12_000_000, overspend: 2_000_000, compensated: 0, shared: 550_000 },
    ...{ surplus: 0, kept: 0, accepted: 10_550_000, depositReturned: 30_000, depositForfeited: 0 },
    ...{ ordered: 580_000, owedBack: 0 },
  }
  const statement = { institution: 'H34010001', year: 2025, state: 'locked', basis: { score: '92' }, cleared }
  const key = clearingKey(fund, 2025, 'H34010001')
  return write({ kind: 'create', item: { ...key, kind: 'clearing-statement', ...fund, ...statement } })
}

/** What a cleared year says of itself, once its last statement is locked. */
const recordCleared = () => {
  const evidence = {
    collection: { due: 100_000_000, collected: 97_000_000 },
    care: {
      ...{ basis: 'first-budget' as const, volume: 1, cost: 600_000 },
      ...{ volumeBefore: 0, costBefore: 90_000_000 },
    },
    epidemic: { claims: 0, cost: 0 },
  }
  const held = { accepted: 0, suspended: 0, depositReturned: 0, depositForfeited: 0, ordered: 0, owedBack: 0 }
  return write(
    yearsCleared.create({
      ...{ fund, year: 2025, clearedOn: '2026-02-20', statements: 1, income: 0, expenditure: 0 },
      ...{ ...held, lateIsTold: true, evidence },
    }),
  )
}

/** What quotas need of their institutions: an agreement of the year. */
const signAgreements = async () => {
  for (const institution of ['H34010001', 'H34010002']) {
    const key = agreementKey(fund.city, 2025, institution)
    const agreement = { institution, city: fund.city, year: 2025, version: 1, status: 'signed' }
    const term = { from: '2025-01-01', to: '2025-12-31', suspensions: [] }
    await write({ kind: 'create', item: { ...key, kind: 'agreement', ...agreement, ...term } })
  }
}

beforeAll(() => {
  vi.useFakeTimers({ toFake: ['Date'] })
  vi.setSystemTime(new Date('2025-02-28T04:00:00Z'))
})
afterAll(() => {
  vi.useRealTimers()
})

const budgets = '/v1/budget/budgets'
const ofYear = `${budgets}/{city}/{scheme}/{year}`
const targets = '/v1/budget/targets'
const decisions = '/v1/budget/quota-decisions'
const decision = `${decisions}/{city}/{scheme}/{year}/{number}`
/** The target of 71.78 million fen for stays and 19.4 million for visits, in halves. */
const proposal = {
  ...{ ...fundYear, reason: 'The city and its hospitals did not agree', document: '皖医保发〔2025〕3号' },
  quotas: ['H34010001', 'H34010002'].map((institution) => ({
    institution,
    amounts: { inpatient: 35_890_000, outpatient: 9_700_000 },
  })),
}
const accounts = '/v1/budget/final-accounts/{city}/{scheme}/{year}'
const aims = '/v1/budget/performance-targets/{city}/{scheme}/{year}'
const performance = '/v1/budget/performance/{city}/{scheme}/{year}'

describeDoor(
  {
    ...{ service, refusals: table, operations, tasks, subscriptions },
    effects: (given): Effects => {
      effects = { ...given, postings: { store: given.store, meter: given.meter } }
      return effects
    },
  },
  ({ deliver }) => [
    {
      does: 'POST /v1/budget/exemptions',
      as: province,
      body: { ...fund, year: 2026, reason: 'A year of an epidemic' },
      after: async () => {
        const contributions = contributionsOf(fund, [premium('P1', 900_000, '2025-01-05')])
        const claims = group([{ ...inpatientClaim('C1'), account: 0, cash: 250_000 }], month, 'resident')
        await deliver(busEvent(contributionsReceived, contributions))
        await deliver(busEvent(claimsSettled, claims))
        const told = { id: 'pricing', occurredOn: '2025-02-20', data: pricing }
        await deliver(busEvent(policyChangePriced, told))
      },
    },
    {
      does: `POST ${budgets}`,
      as: maker,
      body: { ...fundYear, openingBalance: 5_000_000, ...lines },
    },
    { does: `POST ${ofYear}/review`, as: checker, params },
    { does: `POST ${ofYear}/approval`, as: checker, params, status: 403 },
    { does: `POST ${ofYear}/approval`, as: province, params },
    { does: `POST ${aims}`, as: maker, params, body: { targets: { 'collection-rate': '0.9' } }, status: 422 },
    { does: `POST ${aims}`, as: maker, params, body: { targets: { 'collection-rate': '0.99' } } },
    { does: `POST ${aims}/approval`, as: province, params },
    { does: `GET ${aims}`, as: auditor, params },
    { does: `POST ${ofYear}/adjustment`, as: maker, params, body: adjustment },
    { does: `POST ${ofYear}/adjustment/withdrawal`, as: maker, params },
    { does: `POST ${ofYear}/adjustment`, as: maker, params, body: adjustment },
    { does: `POST ${ofYear}/adjustment/review`, as: maker, params, status: 422 },
    { does: `POST ${ofYear}/adjustment/review`, as: checker, params },
    { does: `POST ${ofYear}/adjustment/approval`, as: province, params },
    { does: `GET ${ofYear}`, as: auditor, params },
    { does: 'GET /v1/budget/execution/{city}/{scheme}/{year}', as: maker, params },
    {
      does: 'GET /v1/budget/execution/{city}/{scheme}/{year}/lines/{line}',
      as: maker,
      params: { ...params, line: 'inpatient' },
      query: { month },
    },
    { does: 'POST /v1/budget/warnings', as: maker, body: { ...fund, on: '2025-02-28' } },
    { does: 'GET /v1/budget/warnings', as: maker, query: { city: fund.city } },
    { does: 'GET /v1/budget/trial-balance', as: maker, query: { ...fund, month } },
    { does: 'GET /v1/budget/income-statement', as: maker, query: { ...fund, month } },
    { does: 'GET /v1/budget/balance-sheet', as: maker, query: { ...fund, month } },
    { does: 'GET /v1/budget/month-closes/{city}/{scheme}/{year}', as: maker, params },
    { does: 'GET /v1/budget/budgets/{city}/{scheme}/{year}/official-table', as: maker, params },
    {
      does: `POST ${targets}`,
      as: maker,
      body: {
        ...fundYear,
        deductions: [
          { kind: 'retirees-elsewhere', inpatient: 1_000_000, outpatient: 0, source: 'their claims of 2024' },
        ],
      },
    },
    { does: `POST ${targets}/{city}/{scheme}/{year}/approval`, as: checker, params },
    { does: `GET ${targets}/{city}/{scheme}/{year}`, as: hospital, params },
    { does: `POST ${decisions}`, as: province, body: proposal, after: signAgreements },
    { does: `GET ${decision}`, as: maker, params: { ...params, number: '1' } },
    { does: `POST ${decision}/withdrawal`, as: province, params: { ...params, number: '1' } },
    { does: `POST ${decisions}`, as: province, body: proposal },
    ...[422, undefined].map((status) => (visited: TourRecord) => ({
      does: `POST ${decision}/approval`,
      // Who proposed it is turned away; another person of the province approves it.
      as: status === undefined ? { ...province, sub: 'approver' } : province,
      params: { ...params, number: '1' },
      body: { planId: visited.get(`POST ${decisions}`)?.answer.body.planId },
      ...(status === undefined ? {} : { status }),
    })),
    { does: 'GET /v1/budget/quotas', as: hospital, query: { ...fund, year: '2025' } },
    { does: 'GET /v1/budget/policy-pricings/{city}/{scheme}', as: maker, params: fund },
    {
      does: 'POST /v1/budget/drafts',
      as: maker,
      body: {
        ...{ ...fund, year: 2026, opening: { pooled: 0, account: 0 } },
        insured: [2025, 2026].map((year) => ({ year, heads: [0, 800, 200] })),
        actuals: [{ year: 2025, amounts: { inpatient: 70_000_000, outpatient: 20_000_000 } }],
        growthTargets: { inpatient: '0.02' },
        effects: [{ pricing: 'PR-2026' }],
      },
    },
    { does: `GET ${accounts}`, as: maker, params, after: closeYear },
    {
      does: `POST ${ofYear}/overrun`,
      as: maker,
      params,
      body: { reason: 'A stay in the last days of the year', document: '合医保〔2026〕1号' },
    },
    { does: `POST ${ofYear}/overrun/review`, as: checker, params },
    { does: `POST ${ofYear}/overrun/approval`, as: province, params },
    { does: `POST ${performance}`, as: province, params, status: 409 },
    { does: `POST ${performance}`, as: province, params, after: recordCleared },
    { does: `POST ${performance}/publication`, as: province, params, status: 422 },
    { does: `POST ${performance}/publication`, as: { ...province, sub: 'approver' }, params },
    { does: `GET ${performance}`, as: maker, params },
    { does: `POST ${accounts}/review`, as: checker, params },
    { does: `POST ${accounts}/approval`, as: province, params },
    { does: 'GET /v1/budget/disclosures/quotas', as: hospital, query: { ...fund, year: '2025' } },
    {
      does: 'GET /v1/budget/disclosures/monthly-executions',
      as: auditor,
      query: { ...fund, month },
      after: settleMonth,
    },
    {
      does: 'GET /v1/budget/disclosures/clearings',
      as: tokens.wuhu,
      query: { ...fund, year: '2025' },
      after: clearYear,
    },
    {
      does: 'POST /v1/budget/what-ifs',
      as: maker,
      body: {
        ...{ ...fundYear, basis: 'executed' },
        variants: [
          { title: '居民个人缴费450元', figures: [{ figure: 'adjustment_fund.levy.rate', becomes: '0.06' }] },
        ],
      },
      status: 422,
    },
    {
      does: 'POST /v1/budget/what-ifs',
      as: maker,
      body: {
        ...{ ...fundYear, basis: 'executed' },
        variants: [
          {
            title: '居民个人缴费450元',
            figures: [{ figure: 'contribution.resident.individual', becomes: '450' }],
          },
          { title: '三个月疫情', epidemic: { months: 3, more: '0.2' } },
        ],
      },
    },
    { does: 'GET /v1/budget/what-ifs', as: maker, query: { city: fund.city } },
    {
      does: 'POST /v1/budget/disclosures/publications',
      as: province,
      body: { on: '2025-02-28' },
    },
    { does: 'GET /v1/budget/disclosures/publications', as: tokens.wuhu, query: fund },
  ],
  { part: 'planning', operations: isOurs },
)
