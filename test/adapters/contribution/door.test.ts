import { vi } from 'vitest'
import { coveragesChanged } from '#shared/contracts/enrollment.ts'
import { describeDoor } from '#test/support/door-suite.ts'
import { tokens } from '#test/support/service.ts'
import type { TourRecord, Visit } from '#test/support/tour.ts'
import { operations } from '../../../services/contribution/operations.ts'
import { table } from '../../../services/contribution/refusals.ts'
import { subscriptions } from '../../../services/contribution/subscriptions.ts'
import { service } from '../../../services/contribution/table.ts'
import { tasks } from '../../../services/contribution/tasks.ts'

const { hefei, tax, treasury, auditor } = tokens
/** Another officer of Hefei than the one who proposes. */
const second = { ...hefei, sub: 'second-340100' }
const city = '340100'

// Money in suspense says on which day it was received.
vi.useFakeTimers({ toFake: ['Date'], now: new Date('2025-02-03T02:00:00Z') })

const birthOn = '1980-05-20'
const since = { version: 1, city, aid: 'none', birthOn, from: '2025-01-01', to: null } as const

/** An employee of E1 and two residents, all of Hefei. */
const covered = {
  source: coveragesChanged.source,
  'detail-type': coveragesChanged.detailType,
  detail: coveragesChanged.schema.parse({
    id: 'coverages-1',
    occurredOn: '2025-01-01',
    data: {
      persons: [
        { ...since, personId: 'P1', scheme: 'employee', employment: 'employed', employerId: 'E1' },
        { ...since, personId: 'P2', scheme: 'resident', employment: 'resident' },
        { ...since, personId: 'P3', scheme: 'resident', employment: 'resident' },
      ],
    },
  }),
}

const payment = (paymentId: string, amountFen: number) => ({
  ...{ paymentId, billId: 'R-P2-2025', payer: 'individual', kind: 'payment' },
  ...{ amountFen, paidOn: '2024-11-05' },
})

const billingRuns = 'POST /v1/contribution/billing-runs'
const statements = '/v1/contribution/subsidy-statements'
const statementId = 'S-340100-2025-1'
const suspense = '/v1/contribution/suspense/{paymentId}'

const returnOrders = '/v1/contribution/return-orders'

/** The order that the approved return made. */
const orderOf = (visited: TourRecord): string => {
  const approved = visited.get(`POST ${suspense}/proposals/{proposalId}/approval`)
  const held = approved?.answer.body.suspense as { parts: { orderId?: string }[] } | undefined
  return held?.parts[0]?.orderId ?? 'none'
}

/** The proposal that a call answered with. */
const proposalOf = (visit: Visit | undefined): string => {
  const held = visit?.answer.body.suspense as { proposal?: { proposalId: string } } | undefined
  return held?.proposal?.proposalId ?? 'none'
}

describeDoor(
  { service, refusals: table, effects: (given) => given, operations, tasks, subscriptions },
  ({ deliver, work }) => [
    {
      does: 'PUT /v1/contribution/employers/{employerId}/payroll',
      as: hefei,
      params: { employerId: 'E1' },
      body: {
        city,
        lines: [
          { personId: 'P1', monthlyWageFen: 800_000 },
          { personId: 'P9', monthlyWageFen: 800_000 },
        ],
      },
      after: () => deliver(covered),
    },
    {
      does: 'PUT /v1/contribution/employers/{employerId}',
      as: hefei,
      params: { employerId: 'E1' },
      body: {
        ...{ city, name: '合肥市第一机械厂', kind: 'ordinary', uscc: '91340100MA2N12345G' },
        bank: { bank: '徽商银行', account: '1021301021000123456', holder: '合肥市第一机械厂' },
      },
    },
    { does: 'GET /v1/contribution/employers/{employerId}', as: tax, params: { employerId: 'E1' } },
    { does: 'GET /v1/contribution/employers', as: tax, query: { city } },
    {
      does: 'PUT /v1/contribution/employers/{employerId}/payroll',
      as: tax,
      params: { employerId: 'E1' },
      body: {
        ...{ city, month: '2025-01', revision: 1, page: 1, pages: 2 },
        lines: [{ personId: 'P1', monthlyWageYuan: '8000.00' }],
      },
    },
    {
      does: 'PUT /v1/contribution/employers/{employerId}/bases',
      as: tax,
      params: { employerId: 'E1' },
      body: { city, year: 2025, lines: [{ personId: 'P1', monthlyWageFen: 750_000 }] },
    },
    {
      does: 'GET /v1/contribution/employers/{employerId}/declarations',
      as: hefei,
      params: { employerId: 'E1' },
    },
    {
      does: 'POST /v1/contribution/collective-contributions',
      as: hefei,
      body: {
        ...{ city, year: 2026, by: '长丰县水湖镇阮巷村村民委员会' },
        persons: [{ personId: 'P2', amountFen: 10_000 }],
      },
    },
    { does: billingRuns, as: hefei, body: { kind: 'resident-year', city, year: 2025 } },
    { does: billingRuns, as: hefei, body: { kind: 'employer-month', city, month: '2025-01' } },
    (visited) => ({
      does: 'GET /v1/contribution/runs/{runId}',
      as: hefei,
      params: { runId: String(visited.get(billingRuns)?.answer.body.runId) },
      after: work,
    }),
    (visited) => ({
      does: 'GET /v1/contribution/billing-runs/{runId}',
      as: hefei,
      params: { runId: String(visited.get(billingRuns)?.answer.body.runId) },
    }),
    (visited) => ({
      does: 'GET /v1/contribution/billing-runs/{runId}/left-out',
      as: hefei,
      params: { runId: String(visited.get(billingRuns)?.answer.body.runId) },
    }),
    {
      does: 'POST /v1/contribution/lump-sums',
      as: hefei,
      body: { city, personId: 'P1', retiresOn: '2025-01-31', months: 36 },
    },
    { does: 'GET /v1/contribution/unbilled', as: hefei, query: { city, month: '2025-02' } },
    {
      does: 'GET /v1/contribution/bills/{billId}',
      as: hefei,
      params: { billId: 'E-E1-2025-01' },
      query: { asOf: '2025-04-01' },
    },
    {
      does: 'POST /v1/contribution/payments',
      as: tax,
      body: { payments: [payment('TAX-1', 40_000), payment('TAX-2', 1), payment('TAX-3', 40_000)] },
    },
    {
      does: 'GET /v1/contribution/bills',
      as: hefei,
      query: { city, kind: 'resident-year', period: '2025' },
    },
    { does: `POST ${statements}`, as: hefei, body: { city, year: 2025, asOf: '2025-01-01' } },
    { does: `GET ${statements}/{statementId}`, as: hefei, params: { statementId }, after: work },
    {
      does: 'GET /v1/contribution/history',
      as: hefei,
      query: { record: `${statements}/${statementId}` },
    },
    { does: 'GET /v1/contribution/looks', as: auditor, query: { personId: 'P1' } },
    {
      does: 'GET /v1/contribution/dues',
      as: tax,
      query: { city, kind: 'employer-month', period: '2025-01' },
    },
    { does: 'GET /v1/contribution/payments', as: tax, query: { city, on: '2024-11-05' } },
    { does: 'GET /v1/contribution/payment-totals', as: tax, query: { city, on: '2024-11-05' } },
    { does: 'GET /v1/contribution/payments/{paymentId}', as: tax, params: { paymentId: 'TAX-2' } },
    { does: 'GET /v1/contribution/suspense', as: hefei, query: { city } },
    {
      does: `POST ${suspense}/assignments`,
      as: hefei,
      params: { paymentId: 'TAX-2' },
      body: {
        ...{ billId: 'R-P3-2025', payer: 'individual', amountFen: 1 },
        why: 'paid for their neighbour',
      },
    },
    (visited) => ({
      does: `POST ${suspense}/proposals/{proposalId}/rejection`,
      as: second,
      params: { paymentId: 'TAX-2', proposalId: proposalOf(visited.get(`POST ${suspense}/assignments`)) },
      body: { reason: 'the neighbour is not P3' },
    }),
    {
      does: `POST ${suspense}/returns`,
      as: hefei,
      params: { paymentId: 'TAX-3' },
      body: { payee: { kind: 'person', id: 'P2' }, why: 'paid twice; sent back to the payer' },
    },
    (visited) => ({
      does: `POST ${suspense}/proposals/{proposalId}/approval`,
      as: second,
      params: { paymentId: 'TAX-3', proposalId: proposalOf(visited.get(`POST ${suspense}/returns`)) },
    }),
    (visited) => ({
      does: `POST ${returnOrders}/{orderId}/failure`,
      as: treasury,
      params: { orderId: orderOf(visited) },
      body: { attempt: 1, failedOn: '2025-02-03', reason: 'the account is closed' },
    }),
    {
      does: `GET ${returnOrders}`,
      as: hefei,
      query: { city, scheme: 'resident', state: 'failed' },
    },
    (visited) => ({
      does: `POST ${returnOrders}/{orderId}/retry`,
      as: hefei,
      params: { orderId: orderOf(visited) },
      body: { attempt: 1, on: '2025-02-03' },
    }),
    (visited) => ({
      does: `POST ${returnOrders}/{orderId}/confirmation`,
      as: treasury,
      params: { orderId: orderOf(visited) },
      body: { paidOn: '2025-02-03', treasuryRef: 'GK2025020300017' },
    }),
    {
      does: 'POST /v1/contribution/sweeps',
      as: hefei,
      body: { city, scheme: 'resident', fundYear: 2025, on: '2025-01-31' },
    },
    {
      does: 'POST /v1/contribution/sweep-returns',
      as: treasury,
      body: {
        ...{ city, scheme: 'resident', fundYear: 2025, amount: 15_000 },
        ...{ returnedOn: '2025-02-03', treasuryRef: 'GK2025020300018' },
      },
    },
    {
      does: 'GET /v1/contribution/income-accounts',
      as: auditor,
      query: { city, scheme: 'resident' },
    },
  ],
)
