import { afterAll, beforeAll, vi } from 'vitest'
import { claimsSettled } from '#shared/contracts/settlement.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import type { Item } from '#shared/edge/store/attribute-value.ts'
import type { Key } from '#shared/edge/store/store.ts'
import { must } from '#shared/kernel/errors.ts'
import { allocate } from '#shared/money/allocate.ts'
import { describeDoor } from '#test/support/door-suite.ts'
import type { Step, TourRecord } from '#test/support/tour.ts'
import type { Effects } from '../../../services/budget/effects.ts'
import { subscriptions } from '../../../services/budget/handlers/consume.ts'
import { agreementKey, assessmentKey, insuredKey, targetKey } from '../../../services/budget/keys.ts'
import { operations } from '../../../services/budget/operations.ts'
import { publishPlan } from '../../../services/budget/quota/store.ts'
import { table } from '../../../services/budget/refusals.ts'
import { service } from '../../../services/budget/table.ts'
import { tasks } from '../../../services/budget/tasks.ts'
import { group, inpatientClaim, reversalOf } from './claims.ts'

const maker = { scope: 'city', division: '340100', sub: 'maker' }
const checker = { ...maker, sub: 'checker' }
const first = 'H34010001'
const second = 'H34010002'
const hospitals = [first, second]
const asHospital = (institution: string) => ({ scope: 'institution', division: '340100', institution })

const parts =
  /^\/v1\/budget\/(advances|monthly-settlements|statements|statement-contests|upheld-claims|borne-costs|package-heads|clearing-simulations|quota-histories|negotiations|clearings|clearing-locks|late-costs|payment-what-ifs)(\/|$)/
const isOurs = ({ path }: Operation): boolean => parts.test(path)

let effects: Effects
const record = async (key: Key, kind: string, item: Item) => {
  const written = await effects.store.write([{ kind: 'create', item: { ...key, kind, ...item } }])
  must(written.status === 'written', 'tour.not-written', 'a record of the tour stood there already')
}

/** The fund that is settled and cleared: quotas of 20,000 yuan each for the year. */
const settled = { city: '340100', scheme: 'employee' } as const
const publishQuotas = async () => {
  const seasonalWeights = Array.from({ length: 12 }, () => '1')
  const plan = { planId: 'P-2025', version: 1, year: 2025, target: 4_000_000, institutions: 2 }
  const quotas = hospitals.map((institution) => ({
    ...{ institution, amount: 2_000_000, months: allocate(2_000_000, seasonalWeights) },
    derivation: { steps: [], seasonalWeights },
  }))
  await publishPlan(effects.store, settled, {
    plan: { ...plan, seasonalWeights, policyVersion: '2025', publishedOn: '2024-12-20' },
    quotas,
  })
}

const byItem = { kind: 'by-item' }
/** What was agreed with each hospital: 2 % of its quota as working capital, and a deposit of 5 %. */
const signAgreements = async (year: number) => {
  for (const institution of hospitals)
    await record(agreementKey('340100', year, institution), 'agreement', {
      ...{ institution, city: '340100', year, version: 1, status: 'signed' },
      ...{ from: `${year}-01-01`, to: `${year}-12-31`, suspensions: [] },
      methods: { inpatient: byItem, outpatient: byItem },
      overspend: [{ upTo: '0.05', fund: '0.60' }],
      ...{ surplus: [{ kept: '0.30' }], surplusCap: '0.03', depositShare: '0.05' },
      ...{ workingCapitalShare: '0.02', indexes: [], depositReturn: [{ from: '0', returned: '1' }] },
      signed: { by: 'maker', on: '2024-12-20' },
    })
}

const figures = {
  ...{ visits: 0, stays: 1, persons: 1, admittedPersons: 1, stayCost: 1_000_000, cost: 1_000_000 },
  ...{ patientPaid: 220_000, readmissions: 0, referred: 0, surgeries: 0, electiveSurgeries: 0, severe: 0 },
}
/** Both hospitals as their assessment leaves them. */
const assess = async () => {
  for (const institution of hospitals)
    await record(assessmentKey(settled, 2025, institution), 'institution-assessment', {
      ...{ ...settled, institution, year: 2025, version: 1, agreementVersion: 1, figures, indexes: [] },
      ...{ score: '95', points: { inpatient: 0, outpatient: 0 }, openReviews: 0, reviewClaims: [] },
      assessedOn: '2026-02-01',
    })
}

/** The fund whose quotas are negotiated: 200 million yuan for stays and 40 million for visits. */
const negotiated = { city: '340100', scheme: 'resident' } as const
const amounts = { inpatient: 20_000_000_000, outpatient: 4_000_000_000 }
const approveTarget = () =>
  record(targetKey(negotiated, 2026), 'area-target', {
    ...{ fund: negotiated, year: 2026, number: 1, version: 1, status: 'approved', amounts },
    ...{ total: 24_000_000_000, steps: [], deductions: [], policyVersion: '2025' },
    ...{ proposed: { by: 'maker', on: '2025-11-20' }, approved: { by: 'checker', on: '2025-11-21' } },
  })

const candidate = (institution: string) => ({
  ...{ institution, level: 2, category: 'general-hospital' },
  years: [0.9, 0.95, 1].map((part) => ({
    inpatient: { paid: Math.round(10_000_000_000 * part), volume: 1_000 },
    outpatient: { paid: Math.round(2_000_000_000 * part), volume: 5_000 },
  })),
})

beforeAll(() => {
  vi.useFakeTimers({ toFake: ['Date'] })
  vi.setSystemTime(new Date('2025-12-01T04:00:00Z'))
})
afterAll(() => {
  vi.useRealTimers()
})

type Work = () => Promise<void>

/** Working capital, a year settled in December, and what the hospitals answer to their statements. */
const settlementSteps = (settleClaims: Work, reverseClaim: Work, work: Work): Step[] => {
  const params = { ...settled, month: '2025-12', institution: first }
  const statement = '/v1/budget/statements/{city}/{scheme}/{month}/{institution}'
  return [
    {
      does: 'POST /v1/budget/advances',
      as: maker,
      body: { ...settled, year: 2025, on: '2025-01-05' },
      after: async () => {
        vi.setSystemTime(new Date('2026-03-20T04:00:00Z'))
        await publishQuotas()
        await signAgreements(2025)
        await signAgreements(2026)
        await approveTarget()
      },
    },
    { does: 'GET /v1/budget/advances', as: maker, query: { ...settled, year: '2025' }, after: work },
    {
      does: 'POST /v1/budget/monthly-settlements',
      as: maker,
      body: { ...settled, month: '2025-12', on: '2026-01-10' },
      after: settleClaims,
    },
    { does: 'GET /v1/budget/statements', as: maker, query: { ...settled, month: '2025-12' }, after: work },
    {
      does: `POST ${statement}/answer`,
      as: asHospital(first),
      params,
      body: { on: '2026-01-15', items: [{ claimId: 'C1', month: '2025-12', reason: 'The level was wrong' }] },
    },
    {
      does: `POST ${statement}/decision`,
      as: checker,
      params,
      body: {
        on: '2026-01-22',
        items: [{ claimId: 'C1', outcome: 'upheld', reason: 'It was that of another hospital' }],
      },
    },
    { does: `GET ${statement}`, as: asHospital(first), params },
    { does: 'GET /v1/budget/statement-contests', as: maker, query: settled },
    {
      does: 'GET /v1/budget/statements/{city}/{scheme}/{year}',
      as: asHospital(first),
      params: { ...settled, year: '2025' },
      query: { institution: first },
    },
    { does: 'GET /v1/budget/upheld-claims', as: maker, query: settled },
    {
      does: 'POST /v1/budget/upheld-claims/{city}/{scheme}/{month}/{institution}/{claimId}/correction',
      as: checker,
      params: { ...params, claimId: 'C1' },
      body: { on: '2026-01-25', claimId: 'C1-R', month: '2025-12' },
      after: reverseClaim,
    },
  ]
}

/** The heads of a community, recorded by one person and approved by another. */
const headsSteps = (): Step[] => {
  const ofYear = { ...settled, year: '2025' }
  const heads = '/v1/budget/package-heads'
  return [
    {
      does: `POST ${heads}`,
      as: maker,
      body: {
        ...{ ...settled, year: 2025, list: 'COMMUNITY-CHANGFENG', heads: 610_000, insured: 5_200_000 },
        ...{ source: 'enrolment', reason: 'Enrolled in the county on 31 December', on: '2026-01-10' },
      },
      after: () =>
        record(insuredKey(settled, 2025), 'insured-months', {
          ...{ ...settled, year: 2025, personMonths: 5_200_000 * 12 },
        }),
    },
    {
      does: `POST ${heads}/{city}/{scheme}/{year}/{list}/approval`,
      as: checker,
      params: { ...ofYear, list: 'COMMUNITY-CHANGFENG' },
      body: { on: '2026-01-12' },
    },
    { does: `GET ${heads}/{city}/{scheme}/{year}`, as: maker, params: ofYear },
  ]
}

const lateCostPath = '/v1/budget/late-costs/{city}/{scheme}/{year}'

/** A stay of the cleared year is reversed in the next: what becomes of it, by two hands. */
const lateCostSteps = (reverseLater: () => Promise<void>): (Step | ((visited: TourRecord) => Step))[] => {
  const params = { ...settled, year: '2025' }
  const proposals = `${lateCostPath}/proposals`
  const body = { reason: 'One stay was reversed in March', document: 'Wanyibao [2026] 31' }
  const approver = { scope: 'province', division: '340000', sub: 'province-approver' }
  return [
    { does: `POST ${proposals}`, as: maker, params, body, after: reverseLater },
    { does: `POST ${proposals}/{number}/withdrawal`, as: maker, params: { ...params, number: '1' } },
    { does: `POST ${proposals}`, as: maker, params, body: { ...body, document: 'Wanyibao [2026] 32' } },
    (visited) => ({
      does: `POST ${proposals}/{number}/approval`,
      as: approver,
      params: { ...params, number: '2' },
      body: { proposalId: visited.get(`POST ${proposals}`)?.answer.body.proposalId },
    }),
    { does: `GET ${lateCostPath}`, as: checker, params },
    {
      does: 'GET /v1/budget/borne-costs/{city}/{scheme}/{institution}',
      as: asHospital(first),
      params: { ...settled, institution: first },
    },
  ]
}

/** A year cleared with two hospitals, of which one disputes its statement. */
const clearingSteps = (work: Work): Step[] => {
  const year = { ...settled, year: '2025' }
  const statement = '/v1/budget/clearings/{city}/{scheme}/{year}/{institution}'
  const ofFirst = { ...year, institution: first }
  const ofSecond = { ...year, institution: second }
  return [
    {
      does: 'GET /v1/budget/clearing-simulations/{city}/{scheme}/{year}',
      as: maker,
      params: year,
      after: assess,
    },
    {
      does: 'POST /v1/budget/payment-what-ifs',
      as: maker,
      body: {
        ...{ ...settled, year: 2025 },
        variants: [
          {
            title: '结余留用封顶5%',
            figures: [
              { key: 'total_control.model_agreement', at: '/surplusCap', was: '0.03', becomes: '0.05' },
            ],
          },
        ],
      },
    },
    { does: 'GET /v1/budget/payment-what-ifs', as: maker, query: settled },
    {
      does: 'POST /v1/budget/clearings',
      as: maker,
      body: { ...settled, year: 2025, on: '2026-03-01' },
    },
    {
      does: `POST ${statement}/confirmation`,
      as: asHospital(first),
      params: ofFirst,
      body: { on: '2026-03-05' },
      after: work,
    },
    {
      does: `POST ${statement}/dispute`,
      as: asHospital(second),
      params: ofSecond,
      body: { on: '2026-03-10', reason: 'Two more beds were opened in May' },
    },
    {
      does: `POST ${statement}/decision`,
      as: { scope: 'province', division: '340000', sub: 'province' },
      params: ofSecond,
      body: { on: '2026-03-12', reason: 'Half of it is accepted', adjustment: 5_000, growth: '0.0500' },
    },
    {
      does: 'POST /v1/budget/clearing-locks',
      as: checker,
      body: { ...settled, year: 2025, on: '2026-03-20' },
    },
    { does: `GET ${statement}`, as: asHospital(second), params: ofSecond, after: work },
    { does: 'GET /v1/budget/clearings', as: maker, query: year },
    { does: 'GET /v1/budget/clearings/{city}/{scheme}/{year}', as: maker, params: year },
  ]
}

type Offered = { readonly institution: string; readonly amounts: typeof amounts }
const round = '/v1/budget/negotiations/{city}/{scheme}/{year}/{number}'
const offeredIn = (visited: TourRecord): readonly [Offered, Offered] =>
  visited.get(`GET ${round}/positions`)?.answer.body.positions as [Offered, Offered]
/** 100,000 yuan of stays go from the first hospital to the second. */
const moved = ({ institution, amounts: had }: Offered, fen: number): Offered => ({
  institution,
  amounts: { ...had, inpatient: had.inpatient + fen },
})

/** A round of negotiation from its draft to the published quotas. */
const negotiationSteps = (): (Step | ((visited: TourRecord) => Step))[] => {
  const params = { ...negotiated, year: '2026', number: '1' }
  const positions = `${round}/positions/{institution}`
  return [
    {
      does: 'GET /v1/budget/quota-histories',
      as: maker,
      query: { ...settled, year: '2026' },
      // The quotas of a year are negotiated in the December before it.
      after: async () => {
        vi.setSystemTime(new Date('2025-12-01T04:00:00Z'))
      },
    },
    {
      does: 'POST /v1/budget/negotiations',
      as: maker,
      body: {
        ...{ ...negotiated, year: 2026 },
        basis: {
          ...{ kind: 'formula', candidates: hospitals.map(candidate) },
          growth: { least: '-0.5', most: '0.5' },
        },
      },
    },
    { does: `POST ${round}/proposal`, as: maker, params, body: { answerBy: '2025-12-15' } },
    { does: `GET ${round}/positions`, as: asHospital(first), params },
    {
      does: 'GET /v1/budget/negotiations',
      as: asHospital(first),
      query: { ...negotiated, year: '2026', institution: first },
    },
    (visited) => ({
      does: `POST ${positions}/counter-proposal`,
      as: asHospital(second),
      params: { ...params, institution: second },
      body: { amounts: moved(offeredIn(visited)[1], 10_000_000).amounts, comment: 'A new ward opens' },
    }),
    (visited) => ({
      does: `POST ${round}/new-proposals`,
      as: maker,
      params,
      body: {
        ...{ answerBy: '2025-12-20', reason: 'A new ward opens' },
        proposals: [moved(offeredIn(visited)[0], -10_000_000), moved(offeredIn(visited)[1], 10_000_000)],
      },
    }),
    {
      does: `POST ${round}/comments`,
      as: asHospital(first),
      params,
      body: { text: 'We refer patients there' },
    },
    {
      does: `POST ${positions}/acceptance`,
      as: asHospital(first),
      params: { ...params, institution: first },
    },
    { does: `GET ${round}/comments`, as: asHospital(second), params },
    { does: `POST ${round}/agreement`, as: checker, params },
    { does: `POST ${round}/publication`, as: maker, params, status: 422 },
    { does: `POST ${round}/publication`, as: { ...maker, sub: 'publisher' }, params },
    {
      does: `GET ${round}`,
      as: asHospital(first),
      params,
      // What is asked of the operations after this tour names days of March.
      after: async () => {
        vi.setSystemTime(new Date('2026-03-20T04:00:00Z'))
      },
    },
  ]
}

describeDoor(
  {
    ...{ service, refusals: table, operations, tasks, subscriptions },
    effects: (given) => {
      effects = { ...given, postings: { store: given.store, meter: given.meter } }
      return effects
    },
  },
  ({ deliver, work }) => {
    const settleClaims = () => {
      const claims = [inpatientClaim('C1', first), inpatientClaim('C2', second)]
      const detail = claimsSettled.schema.parse(group(claims, '2025-12'))
      return deliver({ source: claimsSettled.source, 'detail-type': claimsSettled.detailType, detail })
    }
    const reverseClaim = () => {
      const claim = { ...reversalOf(inpatientClaim('C1', first)), claimId: 'C1-R' }
      const detail = claimsSettled.schema.parse(group([claim], '2025-12'))
      return deliver({ source: claimsSettled.source, 'detail-type': claimsSettled.detailType, detail })
    }
    const reverseLater = () => {
      const claim = { ...reversalOf(inpatientClaim('C2', second)), settledOn: '2026-03-20', year: 2025 }
      const detail = claimsSettled.schema.parse(group([{ ...claim, claimId: 'C2-R' }], '2026-03'))
      return deliver({ source: claimsSettled.source, 'detail-type': claimsSettled.detailType, detail })
    }
    return [
      ...settlementSteps(settleClaims, reverseClaim, work),
      ...headsSteps(),
      ...clearingSteps(work),
      ...lateCostSteps(reverseLater),
      ...negotiationSteps(),
    ]
  },
  { part: 'control', operations: isOurs },
)
