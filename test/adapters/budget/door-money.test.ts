import { afterAll, vi } from 'vitest'
import { levyAssessed } from '#shared/contracts/adjustment-fund.ts'
import { monthStated } from '#shared/contracts/contribution.ts'
import { claimsSettled } from '#shared/contracts/settlement.ts'
import { nameOf } from '#shared/edge/http/operation.ts'
import { startRun } from '#shared/edge/runs/run.ts'
import { stableId } from '#shared/kernel/hash.ts'
import { describeDoor } from '#test/support/door-suite.ts'
import { republicationSteps } from '#test/support/republication-steps.ts'
import { tokens } from '#test/support/service.ts'
import type { TourRecord } from '#test/support/tour.ts'
import type { Effects } from '../../../services/budget/effects.ts'
import { subscriptions } from '../../../services/budget/handlers/consume.ts'
import { standingKey } from '../../../services/budget/keys.ts'
import { closePeriod } from '../../../services/budget/ledger/periods.ts'
import { operations } from '../../../services/budget/operations.ts'
import { budgetWrite } from '../../../services/budget/planning/store.ts'
import { table } from '../../../services/budget/refusals.ts'
import { service } from '../../../services/budget/table.ts'
import { tasks } from '../../../services/budget/tasks.ts'
import { inpatientClaim } from './claims.ts'
import { groupTable } from './clearing/cleared-year.ts'
import { byAverageCost } from './easy-indexes.ts'

/** What the features of this part lead: the books and the money of funds, and what institutions agreed on. */
const resources = [
  'republications',
  ...[
    'openings',
    'journal',
    'seals',
    'payment-orders',
    'late-payments',
    'payment-confirmations',
    'vouchers',
    'postings',
  ],
  'month-statements',
  ...['care-elsewhere', 'city-settlements', 'city-shares', 'agreements', 'agreement-proposals'],
  ...['group-tables', 'assessments', 'case-reviews', 'volume-growths'],
  ...['year-closes', 'runs', 'history', 'looks', 'watch', 'waits', 'queues'],
]

// Vouchers are signed on the day of today, which their examples show.
vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-02-06T02:00:00Z') })
afterAll(() => {
  vi.useRealTimers()
})

const { province, treasury, auditor, hefei } = tokens
const ofHospital = (institution: string) => ({ scope: 'institution', division: '340100', institution })
const hospital = ofHospital('H34010001')
const fund = { city: '340100', scheme: 'employee' } as const
const fundYear = { ...fund, year: 2025 } as const
const settledIn = 'settlement-of-december'

let given: Effects | undefined

/** What other parts of the service would have done: an approved budget, and a December that is settled. */
const settleDecember = async (): Promise<void> => {
  if (!given) throw new Error('the service is not open')
  const signed = { by: 'planner', on: '2024-12-01' }
  const expenditure = { inpatient: 90_000_000, 'account-benefit': 1_000_000 }
  const plan = { openingBalance: 0, accountOpeningBalance: 0, income: { interest: 90_000_000 }, expenditure }
  const signatures = { compiled: signed, reviewed: signed, approved: signed }
  const standing = { ...standingKey(fund, 2025, hospital.institution), kind: 'institution-standing' }
  await given.store.write([
    budgetWrite({ fund, year: 2025, status: 'approved', table: plan, ...signatures }, 0),
    {
      kind: 'create',
      item: { ...standing, ...fundYear, institution: hospital.institution, controlled: 600_000, others: 0 },
    },
    closePeriod(fund, '2025-12', { closedOn: '2026-01-05', closedBy: settledIn, closedAs: 'own' }),
  ])
  await startRun(given.runs(), { runId: settledIn, task: 'settlement', parameters: { ...fund }, units: [] })
}

const settled = () => ({
  source: claimsSettled.source,
  'detail-type': claimsSettled.detailType,
  detail: claimsSettled.schema.parse({
    id: 'claims-1',
    occurredOn: '2025-01-20',
    data: {
      ...fund,
      month: '2025-01',
      claims: [
        {
          ...inpatientClaim('C1'),
          settledAt: '340200',
          medical: {
            personId: 'P1',
            diagnosis: 'J18.9',
            admittedOn: '2025-01-10',
            dischargedOn: '2025-01-20',
          },
        },
      ],
    },
  }),
})

/** January as contribution stated it: an employer's bill, most of which is paid. */
const januaryStated = {
  source: monthStated.source,
  'detail-type': monthStated.detailType,
  detail: monthStated.schema.parse({
    ...{ id: 'month-stated-1', occurredOn: '2025-02-05' },
    data: {
      ...{ ...fund, month: '2025-01', revision: 1, statedOn: '2025-02-05' },
      lines: [
        { line: 'issued', of: 'employer-month', payer: 'employer', count: 1, pooled: 85_400, account: 0 },
        { line: 'paid', of: 'premium', payer: 'employer', count: 1, pooled: 80_000, account: 0 },
      ],
      balances: [{ payer: 'employer', opening: 0, closing: 5_400 }],
    },
  }),
}

const levy = (levyId: string) => ({
  source: levyAssessed.source,
  'detail-type': levyAssessed.detailType,
  detail: levyAssessed.schema.parse({
    id: `levy-assessed:${levyId}`,
    occurredOn: '2026-02-01',
    data: { ...fund, levyId, year: 2026, base: 5_000_000, amount: 250_000, assessedOn: '2026-02-01' },
  }),
})
const orderOf = (levyId: string): string => stableId('PO-', 'levy', levyId)

const terms = {
  methods: { inpatient: { kind: 'by-item' }, outpatient: { kind: 'by-item' } },
  overspend: [{ upTo: '0.20', fund: '0.50' }],
  surplus: [{ kept: '0.30' }],
  surplusCap: '0.03',
  depositShare: '0.05',
  workingCapitalShare: '0.08',
  indexes: byAverageCost('8000', '10400'),
  depositReturn: [
    { from: '80', returned: '1' },
    { from: '0', returned: '0' },
  ],
}
const agreement = '/v1/budget/agreements/{city}/{year}/{institution}'
const agreed = (institution: string) => ({ city: fund.city, year: '2025', institution })

const answered = (visited: TourRecord, operation: string, field: string): string =>
  String(visited.get(operation)?.answer.body[field])
const tables = 'POST /v1/budget/group-tables'
const otherTable = { ...groupTable, tableId: 'DIP-2026' }
const drafting = 'POST /v1/budget/vouchers'
const sealing = 'POST /v1/budget/seals'
const yearClose = '/v1/budget/year-closes/{city}/{scheme}/{year}'
const order = '/v1/budget/payment-orders/{orderId}'
const between = '/v1/budget/city-settlements'
const settledBetween = (month: string) => ({ scheme: fund.scheme, month })

/** January's visit of a person of Hefei to Wuhu is of a closed month. */
const closeJanuary = async (): Promise<void> => {
  await given?.store.write([
    closePeriod(fund, '2025-01', { closedOn: '2026-01-05', closedBy: settledIn, closedAs: 'along' }),
  ])
}

describeDoor(
  {
    ...{ service, refusals: table, operations, tasks, subscriptions },
    effects: (opened) => {
      given = { ...opened, postings: { store: opened.store, meter: opened.meter } }
      return given
    },
  },
  ({ deliver, work }) => [
    {
      does: 'POST /v1/budget/openings',
      as: hefei,
      body: { ...fundYear, pooledBalance: 100_000_000, accountBalance: 1_000_000 },
    },
    {
      does: 'POST /v1/budget/openings/{city}/{scheme}/approval',
      as: { ...hefei, sub: 'the second accountant' },
      params: fund,
      body: { year: 2025, pooledBalance: 100_000_000, accountBalance: 1_000_000 },
    },
    { does: tables, as: province, body: groupTable },
    (visited) => ({
      does: `${tables}/{tableId}/approval`,
      as: { ...province, sub: 'the second officer' },
      params: { tableId: groupTable.tableId },
      body: { digest: answered(visited, tables, 'digest') },
    }),
    { does: tables, as: province, body: otherTable },
    (visited) => ({
      does: `${tables}/{tableId}/rejection`,
      as: { ...province, sub: 'the second officer' },
      params: { tableId: otherTable.tableId },
      body: { digest: answered(visited, tables, 'digest'), reason: 'the points of last year' },
    }),
    { does: 'GET /v1/budget/group-tables/{tableId}', as: hospital, params: { tableId: groupTable.tableId } },
    {
      does: 'POST /v1/budget/agreements',
      as: hefei,
      body: {
        ...{ city: fund.city, year: 2025, on: '2024-12-20' },
        agreements: [
          { institution: 'H34010001' },
          { institution: 'H34010002', terms },
          { institution: 'H34010003' },
          { institution: 'H34010004' },
        ],
      },
    },
    { does: `GET ${agreement}/proposal`, as: hospital, params: agreed('H34010001') },
    ...['H34010001', 'H34010002'].map((institution) => ({
      ...{ does: `POST ${agreement}/proposal/signature`, as: ofHospital(institution) },
      ...{ params: agreed(institution), body: { number: 1 } },
    })),
    {
      does: `POST ${agreement}/proposal/refusal`,
      as: ofHospital('H34010003'),
      params: agreed('H34010003'),
      body: { number: 1, reason: 'the deposit is too large' },
    },
    {
      does: `POST ${agreement}/proposal/withdrawal`,
      as: hefei,
      params: agreed('H34010004'),
      body: { number: 1, reason: 'sent to the wrong institution' },
    },
    {
      does: `POST ${agreement}/amendments`,
      as: hefei,
      params: agreed('H34010001'),
      body: { terms, on: '2025-01-10', reason: 'other bands were agreed' },
    },
    {
      does: `POST ${agreement}/proposal/signature`,
      as: hospital,
      params: agreed('H34010001'),
      body: { number: 2 },
    },
    // What the office does alone is of the day on which it does it.
    () => {
      vi.setSystemTime(new Date('2025-03-28T02:00:00Z'))
      return {
        does: `POST ${agreement}/suspensions`,
        as: hefei,
        params: agreed('H34010002'),
        body: { from: '2025-04-01', reason: 'false volume found' },
      }
    },
    () => {
      vi.setSystemTime(new Date('2025-08-01T02:00:00Z'))
      return {
        does: `POST ${agreement}/resumptions`,
        as: hefei,
        params: agreed('H34010002'),
        body: { from: '2025-05-01', on: '2025-04-28', reason: 'put right' },
      }
    },
    {
      does: `POST ${agreement}/withdrawals`,
      as: hefei,
      params: agreed('H34010002'),
      body: { from: '2025-09-01', reason: 'moved to another city' },
    },
    {
      does: 'POST /v1/budget/agreements',
      as: hefei,
      after: async () => void vi.setSystemTime(new Date('2026-02-06T02:00:00Z')),
      body: {
        ...{ city: fund.city, year: 2026, on: '2025-12-20' },
        agreements: [{ institution: 'H34010001' }],
      },
    },
    {
      does: `POST ${agreement}/proposal/signature`,
      as: hospital,
      params: { ...agreed('H34010001'), year: '2026' },
      body: { number: 1 },
    },
    {
      does: `POST ${agreement}/withdrawal-requests`,
      as: hospital,
      params: { ...agreed('H34010001'), year: '2026' },
      body: { from: '2026-09-01', reason: 'the hospital closes' },
    },
    {
      does: 'GET /v1/budget/agreement-proposals',
      as: auditor,
      query: { city: fund.city, year: '2025' },
    },
    { does: 'GET /v1/budget/agreements', as: auditor, query: { city: fund.city, year: '2025' } },
    { does: `GET ${agreement}`, as: hospital, params: agreed('H34010001'), query: { version: '1' } },
    {
      does: 'GET /v1/budget/postings',
      as: auditor,
      query: { ...fund, month: '2025-01', institution: 'H34010001' },
      after: () => deliver(settled()),
    },
    { does: 'GET /v1/budget/care-elsewhere', as: province, query: { scheme: 'employee', month: '2025-01' } },
    {
      does: 'GET /v1/budget/month-statements/{city}/{scheme}/{month}',
      as: hefei,
      params: { ...fund, month: '2025-01' },
      after: () => deliver(januaryStated),
    },
    { does: 'GET /v1/budget/month-statements', as: auditor, query: { ...fund, year: '2025' } },
    { does: 'GET /v1/budget/journal', as: hefei, query: { ...fund, month: '2025-01' } },
    {
      does: drafting,
      as: hefei,
      body: {
        ...{ ...fund, on: '2025-03-21', reason: 'interest of the first quarter' },
        movements: { 'special-account': 500_000, interest: -500_000 },
      },
    },
    (visited) => ({
      does: `${drafting}/{city}/{scheme}/{voucherId}/approval`,
      as: { ...hefei, sub: 'the second accountant' },
      params: { ...fund, voucherId: answered(visited, drafting, 'voucherId') },
    }),
    { does: 'GET /v1/budget/vouchers', as: auditor, query: { ...fund } },
    {
      does: 'GET /v1/budget/payment-orders',
      as: treasury,
      query: { ...fund, state: 'open' },
      after: async () => {
        await deliver(levy('L1'))
        await deliver(levy('L2'))
      },
    },
    { does: 'GET /v1/budget/late-payments', as: auditor, query: { ...fund } },
    {
      does: `POST ${order}/failure`,
      as: treasury,
      params: { orderId: orderOf('L1') },
      body: { attempt: 1, failedOn: '2026-02-03', reason: 'the account is closed' },
    },
    {
      does: `POST ${order}/retry`,
      as: hefei,
      params: { orderId: orderOf('L1') },
      body: { attempt: 1, on: '2026-02-04' },
    },
    {
      does: `POST ${order}/confirmation`,
      as: treasury,
      params: { orderId: orderOf('L1') },
      body: { paidOn: '2026-02-05', treasuryRef: 'T1' },
    },
    {
      does: 'POST /v1/budget/payment-confirmations',
      as: treasury,
      body: { confirmations: [{ orderId: orderOf('L2'), paidOn: '2026-02-05', treasuryRef: 'T2' }] },
    },
    { does: sealing, as: hefei, body: { city: fund.city, on: '2026-02-06' } },
    (visited) => ({
      does: 'GET /v1/budget/runs/{runId}',
      as: hefei,
      params: { runId: answered(visited, sealing, 'runId') },
      after: work,
    }),
    { does: 'GET /v1/budget/seals/{city}', as: auditor, params: { city: fund.city } },
    { does: 'GET /v1/budget/seals/{city}/blocks', as: auditor, params: { city: fund.city } },
    {
      does: 'POST /v1/budget/case-reviews',
      as: hefei,
      body: {
        ...{ ...fundYear, claimId: 'C1', coefficient: '1.5', on: '2026-01-15' },
        institution: inpatientClaim('C1').institution,
        reason: 'the experts found the cost justified',
      },
    },
    {
      does: 'POST /v1/budget/volume-growths',
      as: hefei,
      body: {
        ...{ ...fundYear, institution: 'H34010001', growth: '0.05', on: '2026-01-16' },
        reason: 'a new ward was opened',
      },
    },
    {
      does: 'POST /v1/budget/assessments',
      as: hefei,
      body: { ...fundYear, on: '2026-01-18' },
      after: settleDecember,
    },
    {
      does: 'GET /v1/budget/assessments',
      as: auditor,
      query: { ...fund, year: '2025' },
      after: work,
    },
    {
      does: 'GET /v1/budget/assessments/{city}/{scheme}/{year}/{institution}',
      as: hospital,
      params: { ...fund, year: '2025', institution: 'H34010001' },
    },
    { does: 'POST /v1/budget/year-closes', as: hefei, body: { ...fundYear, on: '2026-01-19' } },
    { does: `GET ${yearClose}`, as: auditor, params: { ...fund, year: '2025' } },
    {
      does: `POST ${yearClose}/approval`,
      as: { ...hefei, sub: 'the second accountant' },
      params: { ...fund, year: '2025' },
      body: { on: '2026-01-19' },
    },
    {
      does: `POST ${between}`,
      as: province,
      body: { ...settledBetween('2025-01'), on: '2026-01-20' },
      after: closeJanuary,
    },
    {
      does: `POST ${between}/{scheme}/{month}/rejection`,
      as: { ...province, sub: 'the second officer' },
      params: settledBetween('2025-01'),
      body: { on: '2026-01-20', reason: 'February goes with it' },
    },
    {
      does: `POST ${between}`,
      as: province,
      body: { ...settledBetween('2025-02'), on: '2026-01-20' },
    },
    {
      does: `POST ${between}/{scheme}/{month}/approval`,
      as: { ...province, sub: 'the second officer' },
      params: settledBetween('2025-02'),
      body: { on: '2026-01-21' },
    },
    { does: `GET ${between}`, as: auditor, query: { scheme: fund.scheme }, after: work },
    { does: `GET ${between}/{scheme}/{month}`, as: auditor, params: settledBetween('2025-02') },
    {
      does: 'GET /v1/budget/city-shares/{city}/{scheme}/{month}',
      as: hefei,
      params: { city: fund.city, ...settledBetween('2025-02') },
    },
    (visited) => ({
      does: 'GET /v1/budget/history',
      as: hefei,
      query: {
        record: `/v1/budget/vouchers/${fund.city}/${fund.scheme}/${answered(visited, drafting, 'voucherId')}`,
      },
    }),
    { does: 'GET /v1/budget/watch', as: province },
    { does: 'GET /v1/budget/waits', as: province },
    {
      does: 'POST /v1/budget/queues/{queue}/redrives',
      as: province,
      params: { queue: 'inbox' },
      body: { messageId: 'letter-1' },
    },
    ...republicationSteps('budget', province),
    { does: 'GET /v1/budget/looks', as: auditor, query: { personId: 'P1' } },
  ],
  {
    part: 'money',
    operations: (operation) => resources.includes(nameOf(operation).split('/')[3] ?? ''),
  },
)
