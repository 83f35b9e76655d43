import { afterAll, beforeAll, vi } from 'vitest'
import { contributionsReceived } from '#shared/contracts/contribution.ts'
import { insuredCounted } from '#shared/contracts/enrollment.ts'
import { claimsSettled } from '#shared/contracts/settlement.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { describeDoor } from '#test/support/door-suite.ts'
import { tokens } from '#test/support/service.ts'
import type { Effects } from '../../../services/budget/effects.ts'
import { subscriptions } from '../../../services/budget/handlers/consume.ts'
import { operations } from '../../../services/budget/operations.ts'
import { table } from '../../../services/budget/refusals.ts'
import { service } from '../../../services/budget/table.ts'
import { tasks } from '../../../services/budget/tasks.ts'
import { group, inpatientClaim } from './claims.ts'
import { contributionsOf, premium } from './contributions.ts'

const { province, auditor } = tokens
const maker = { scope: 'city', division: '340100', sub: 'maker' }
const fund = { city: '340100', scheme: 'resident' } as const
const month = '2025-01'
const isOurs = ({ path }: Operation): boolean =>
  /^\/v1\/budget\/(indicators|warning-cases|warning-heat|analyses|forecasts)(\/|$)/.test(path)

type Contract = {
  readonly source: string
  readonly detailType: string
  readonly schema: { readonly parse: (detail: unknown) => unknown }
}
const busEvent = ({ source, detailType, schema }: Contract, detail: object) => ({
  ...{ source, 'detail-type': detailType },
  detail: schema.parse(detail),
})

/** A stay of 10,000 yuan at a hospital of level 3, ten days long. */
const stay = {
  ...inpatientClaim('C1'),
  ...{ level: 3 as const, account: 0, cash: 250_000 },
  medical: { personId: 'P1', diagnosis: 'I10', admittedOn: '2025-01-10', dischargedOn: '2025-01-20' },
}
const counted = {
  id: 'insured-counted:340100:2025-01:1',
  occurredOn: '2025-01-31',
  data: {
    ...{ city: fund.city, month, on: '2025-01-31', revision: 1 },
    insured: [{ scheme: 'resident', employment: 'resident', persons: 20 }],
    entitled: [{ scheme: 'resident', persons: 20 }],
  },
}

/** Three years before the books, a twelfth more in each than in the one before. */
const earlier = Array.from({ length: 36 }, (_, index) => ({
  month: `${2022 + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`,
  amounts: { inpatient: 500_000 + 40_000 * Math.floor(index / 12), 'individual-premium': 600_000 },
}))

beforeAll(() => {
  vi.useFakeTimers({ toFake: ['Date'] })
  vi.setSystemTime(new Date('2025-02-28T04:00:00Z'))
})
afterAll(() => {
  vi.useRealTimers()
})

const cases = '/v1/budget/warning-cases'
const ofCause = `${cases}/{city}/{scheme}/{indicator}`
const cause = { ...fund, indicator: 'months-payable' }

describeDoor(
  {
    ...{ service, refusals: table, operations, tasks, subscriptions },
    effects: (given): Effects => ({ ...given, postings: { store: given.store, meter: given.meter } }),
  },
  ({ deliver, work }) => [
    {
      does: 'GET /v1/budget/indicators/definitions',
      as: auditor,
      after: async () => {
        const contributions = contributionsOf(fund, [premium('P1', 900_000, '2025-01-05')])
        await deliver(busEvent(contributionsReceived, contributions))
        await deliver(busEvent(claimsSettled, group([stay], month, 'resident')))
        await deliver(busEvent(insuredCounted, counted))
      },
    },
    { does: 'POST /v1/budget/indicators/runs', as: province, body: { month, on: '2025-02-03' } },
    {
      does: 'GET /v1/budget/indicators',
      as: maker,
      query: { month, scheme: fund.scheme, city: fund.city },
      after: async () => {
        await work()
      },
    },
    {
      does: 'GET /v1/budget/indicators/{indicator}/history',
      as: maker,
      params: { indicator: 'months-payable' },
      query: { ...fund, from: month, to: '2025-02' },
    },
    {
      does: 'POST /v1/budget/forecasts',
      as: maker,
      body: { ...fund, through: month, months: 3, earlier: earlier.slice(2) },
      status: 422,
    },
    // A month that is not over would lengthen the history by nothing.
    {
      does: 'POST /v1/budget/forecasts',
      as: maker,
      body: { ...fund, through: '2099-12', months: 3 },
      status: 422,
    },
    {
      does: 'POST /v1/budget/forecasts',
      as: maker,
      body: { ...fund, through: month, months: 3, earlier },
    },
    // What nobody priced moves no line.
    {
      does: 'POST /v1/budget/forecasts',
      as: maker,
      body: { ...fund, through: month, months: 3, earlier, pricings: ['PR-none'] },
      status: 422,
    },
    // A province of which no city has a history is none.
    {
      does: 'POST /v1/budget/forecasts/province',
      as: province,
      body: { scheme: fund.scheme, through: month, months: 3 },
      status: 409,
    },
    {
      does: 'POST /v1/budget/forecasts/province',
      as: province,
      body: {
        scheme: fund.scheme,
        through: month,
        months: 3,
        earlier: [{ city: fund.city, months: earlier }],
      },
    },
    { does: `GET ${cases}`, as: maker, query: { city: fund.city } },
    { does: `GET ${ofCause}`, as: maker, params: cause },
    { does: 'GET /v1/budget/analyses/{city}/{scheme}/{month}', as: maker, params: { ...fund, month } },
    {
      does: `POST ${ofCause}/answer`,
      as: maker,
      params: cause,
      body: {
        officer: '张三',
        plan: '逐家约谈超支医疗机构，按月核对支出',
        until: '2025-03-15',
        on: '2025-02-02',
      },
      status: 422,
    },
    {
      does: `POST ${ofCause}/answer`,
      as: maker,
      params: cause,
      body: {
        ...{
          officer: '张三',
          plan: '逐家约谈超支医疗机构，按月核对支出',
          until: '2025-03-15',
          on: '2025-02-02',
        },
        steps: [{ step: '向市政府报告处置方案', owner: '李四', until: '2025-02-20' }],
      },
    },
    {
      does: `POST ${ofCause}/steps/{number}`,
      as: maker,
      params: { ...cause, number: '1' },
      body: { note: '已向市政府报告并获批准', on: '2025-02-10' },
      after: async () => {
        const filled = contributionsOf(fund, [premium('P2', 3_000_000, '2025-01-25')])
        await deliver(busEvent(contributionsReceived, { ...filled, id: 'filled' }))
        const again = {
          ...counted,
          id: 'insured-counted:340100:2025-01:2',
          data: { ...counted.data, revision: 2 },
        }
        await deliver(busEvent(insuredCounted, { ...again, occurredOn: '2025-01-31' }))
      },
    },
    {
      does: `POST ${ofCause}/closing`,
      as: maker,
      params: cause,
      body: { changed: '中央财政补助已到账，结余回升', on: '2025-02-12' },
    },
    {
      does: 'GET /v1/budget/warning-heat/{scheme}',
      as: province,
      params: { scheme: fund.scheme },
      query: { from: month, to: '2025-02' },
    },
  ],
  { part: 'indicators', operations: isOurs },
)
