import { afterAll, vi } from 'vitest'
import {
  fundYearCleared,
  fundYearClosed,
  levyRemitted,
  performancePublished,
} from '#shared/contracts/budget.ts'
import { describeDoor } from '#test/support/door-suite.ts'
import { republicationSteps } from '#test/support/republication-steps.ts'
import { tokens } from '#test/support/service.ts'
import { operations } from '../../../services/adjustment-fund/operations.ts'
import { table } from '../../../services/adjustment-fund/refusals.ts'
import { subscriptions } from '../../../services/adjustment-fund/subscriptions.ts'
import { service } from '../../../services/adjustment-fund/table.ts'
import { tasks } from '../../../services/adjustment-fund/tasks.ts'

/** A day on which a gap of 2025 can be applied for. */
const inTime = new Date('2026-03-02T02:00:00Z')
/** When levies are approved, with which their days to remit begin. */
const levied = new Date('2026-01-12T02:00:00Z')
vi.useFakeTimers({ toFake: ['Date'], now: levied })
afterAll(() => {
  vi.useRealTimers()
})
const onDay = (day: Date) => async (): Promise<void> => {
  vi.setSystemTime(day)
}

const { province, auditor } = tokens
const fuyang = { scope: 'city', division: '341200' }
const resident = { scheme: 'resident' as const }

/** Figures in fen: Hefei collects 100,000 yuan, Fuyang 50,000 and spends 58,000, to which its clearing adds 2,000. */
const closed = (
  city: '340100' | '341200',
  collected: number,
  spent: number,
  scheme: 'resident' | 'employee' = 'resident',
) => ({
  source: fundYearClosed.source,
  'detail-type': fundYearClosed.detailType,
  detail: fundYearClosed.schema.parse({
    id: `closed-${city}-${scheme}`,
    occurredOn: '2025-12-31',
    data: {
      ...{ city, scheme, year: 2025, pooledCollection: collected, income: collected },
      ...{ expenditure: spent, plannedExpenditure: collected, openingBalance: 0 },
      closingBalance: collected - spent,
    },
  }),
})

const clearedOf = (scheme: 'resident' | 'employee') => ({
  source: fundYearCleared.source,
  'detail-type': fundYearCleared.detailType,
  detail: fundYearCleared.schema.parse({
    id: `cleared-341200-${scheme}`,
    occurredOn: '2026-01-28',
    data: {
      ...{ city: '341200', scheme, year: 2025, clearedOn: '2026-01-28', statements: 3 },
      ...{ income: 0, expenditure: 200_000 },
      evidence: {
        collection: { due: 5_000_000, collected: 5_000_000 },
        care: {
          ...{ basis: 'first-budget', volume: 90, cost: 6_000_000 },
          ...{ volumeBefore: 0, costBefore: 5_000_000 },
        },
        epidemic: { claims: 0, cost: 0 },
      },
    },
  }),
})
const cleared = clearedOf('resident')
/** The employees' fund of Fuyang is short too, and nobody evaluated its year. */
const gapOfEmployees = 'G-employee-2025-341200'

const evaluated = {
  source: performancePublished.source,
  'detail-type': performancePublished.detailType,
  detail: performancePublished.schema.parse({
    id: 'performance-341200',
    occurredOn: '2026-01-30',
    data: { city: '341200', ...resident, year: 2025, score: 92, publishedOn: '2026-01-30' },
  }),
}

const remitted = (city: '340100' | '341200', amount: number, remittedOn = '2026-01-25') => ({
  source: levyRemitted.source,
  'detail-type': levyRemitted.detailType,
  detail: levyRemitted.schema.parse({
    id: `remitted-${city}`,
    occurredOn: remittedOn,
    data: {
      ...{ levyId: `L-resident-2026-${city}`, city, ...resident, year: 2026, amount },
      remittedOn,
    },
  }),
})

const gap = {
  city: '341200',
  ...resident,
  year: 2025,
  causes: ['reasonable-spending'],
  reason: 'more stays than planned',
  on: '2026-01-31',
}
const approver = { ...province, sub: 'approver' }
const levyRuns = '/v1/adjustment-fund/levy-runs'
const allocationRuns = '/v1/adjustment-fund/allocation-runs'
const levyRun = 'levy-resident-2026-2'
const applications = '/v1/adjustment-fund/gap-applications'
const approval = `POST ${applications}/{applicationId}/approval`
const examination = `POST ${applications}/{applicationId}/examination`
const applicationId = 'G-resident-2025-341200'

describeDoor(
  { service, refusals: table, effects: (given) => given, operations, tasks, subscriptions },
  ({ deliver, work }) => [
    {
      does: 'POST /v1/adjustment-fund/levy-runs',
      as: province,
      body: { year: 2026, ...resident, on: '2026-01-10', cities: ['340100', '341200'] },
      after: async () => {
        vi.setSystemTime(levied)
        await deliver(closed('340100', 10_000_000, 9_000_000))
        await deliver(closed('341200', 5_000_000, 5_800_000))
      },
    },
    {
      does: `POST ${levyRuns}/{runId}/rejection`,
      as: approver,
      params: { runId: 'levy-resident-2026-1' },
      body: { reason: 'The bases are looked at again' },
    },
    {
      does: `POST ${levyRuns}`,
      as: province,
      body: { year: 2026, ...resident, on: '2026-01-12', cities: ['340100', '341200'], share: '0.5' },
    },
    { does: `POST ${levyRuns}/{runId}/approval`, as: province, params: { runId: levyRun }, status: 409 },
    { does: `POST ${levyRuns}/{runId}/approval`, as: approver, params: { runId: levyRun } },
    {
      does: `POST ${levyRuns}/{runId}/rejection`,
      as: approver,
      params: { runId: levyRun },
      body: { reason: 'The bases are looked at again' },
      status: 409,
    },
    { does: `GET ${levyRuns}`, as: auditor, query: { year: '2026', ...resident } },
    { does: 'GET /v1/adjustment-fund/runs/{runId}', as: province, params: { runId: levyRun } },
    {
      does: `POST ${levyRuns}`,
      as: province,
      body: { year: 2026, ...resident, on: '2026-01-10', cities: ['340100'], share: '0.6' },
      status: 422,
    },
    {
      does: `POST ${applications}`,
      as: fuyang,
      body: gap,
      after: async () => {
        await work()
        vi.setSystemTime(inTime)
        await deliver(cleared)
      },
    },
    {
      does: `POST ${applications}/{applicationId}/rejection`,
      as: province,
      params: { applicationId },
      body: { reason: 'The list of causes is not complete' },
      after: async () => {
        await deliver(closed('341200', 5_000_000, 5_800_000, 'employee'))
        await deliver(clearedOf('employee'))
      },
    },
    { does: `POST ${applications}`, as: fuyang, body: { ...gap, scheme: 'employee' } },
    {
      does: `POST ${applications}/{applicationId}/rejection`,
      as: province,
      params: { applicationId: gapOfEmployees },
      body: { reason: 'Its year was not evaluated' },
    },
    // The last day is 30 September, whichever day the application names.
    {
      does: `POST ${applications}`,
      as: fuyang,
      body: gap,
      status: 422,
      after: onDay(new Date('2026-10-01T02:00:00Z')),
    },
    { does: `POST ${applications}`, as: fuyang, body: gap, after: onDay(inTime) },
    { does: examination, as: province, params: { applicationId }, status: 409 },
    {
      does: examination,
      as: province,
      params: { applicationId },
      after: () => deliver(evaluated),
    },
    { does: approval, as: approver, params: { applicationId } },
    {
      does: 'GET /v1/adjustment-fund/cover-plans/{city}/{scheme}/{year}',
      as: fuyang,
      params: { city: '341200', ...resident, year: '2025' },
    },
    {
      does: 'POST /v1/adjustment-fund/allocation-runs',
      as: province,
      body: { year: 2025, ...resident, on: '2026-03-02' },
      after: async () => {
        await deliver(remitted('340100', 250_000))
        await deliver(remitted('341200', 125_000, '2026-02-20'))
      },
    },
    {
      does: `POST ${allocationRuns}/{runId}/rejection`,
      as: approver,
      params: { runId: 'allocation-resident-2025-1' },
      body: { reason: 'Fuyang corrects its application first' },
    },
    {
      does: 'POST /v1/adjustment-fund/allocation-runs',
      as: province,
      body: { year: 2025, ...resident, on: '2026-03-02' },
    },
    {
      does: `POST ${allocationRuns}/{runId}/approval`,
      as: approver,
      params: { runId: 'allocation-resident-2025-2' },
    },
    { does: `GET ${allocationRuns}`, as: province, query: { year: '2025', ...resident } },
    {
      does: 'GET /v1/adjustment-fund/allocations',
      as: fuyang,
      query: { year: '2025', ...resident },
      after: work,
    },
    { does: 'GET /v1/adjustment-fund/levies', as: fuyang, query: { year: '2026', ...resident } },
    { does: `GET ${applications}`, as: fuyang, query: { year: '2025', ...resident } },
    { does: 'GET /v1/adjustment-fund/accounts', as: auditor },
    {
      does: 'GET /v1/adjustment-fund/history',
      as: fuyang,
      query: { record: `${applications}/${applicationId}` },
    },
    { does: 'GET /v1/adjustment-fund/watch', as: province },
    { does: 'GET /v1/adjustment-fund/waits', as: province },
    {
      does: 'POST /v1/adjustment-fund/queues/{queue}/redrives',
      as: province,
      params: { queue: 'inbox' },
      body: { messageId: 'letter-1' },
    },
    ...republicationSteps('adjustment-fund', province),
    { does: 'GET /v1/adjustment-fund/looks', as: auditor, query: { personId: 'P1' } },
  ],
)
