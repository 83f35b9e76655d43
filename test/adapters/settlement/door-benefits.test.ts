import { personsParted } from '#shared/contracts/enrollment.ts'
import type { ServiceEffects } from '#shared/edge/function/service-effects.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { describeDoor } from '#test/support/door-suite.ts'
import type { TourRecord } from '#test/support/tour.ts'
import type { Effects } from '../../../services/settlement/effects.ts'
import { assembleEffects } from '../../../services/settlement/effects.ts'
import { operations } from '../../../services/settlement/operations.ts'
import { table } from '../../../services/settlement/refusals.ts'
import { subscriptions } from '../../../services/settlement/subscriptions.ts'
import { service } from '../../../services/settlement/table.ts'
import { tasks } from '../../../services/settlement/tasks.ts'
import { contribution, entitlement, spellOf } from './province.ts'
import { tokens } from './service.ts'

const { hefei } = tokens
const second = { ...hefei, sub: 'second-officer' }

const assembled = ({ store, meter, journal, policy, runs, watched }: ServiceEffects): Effects => {
  const given = { store, meter }
  const { queue, queueUrl } = runs()
  return assembleEffects({
    ...{ table: given, referenceTable: given, supervisionTable: given, journal, policy, now: Date.now },
    workQueue: { queue, queueUrl: () => queueUrl, watched, outboxUrl: () => 'outbox' },
  })
}

const benefit = '/v1/settlement/benefits/{benefitId}'
const claiming = 'POST /v1/settlement/persons/{personId}/maternity-allowances'
const payingOut = 'POST /v1/settlement/persons/{personId}/account-payouts'
const paying = 'POST /v1/settlement/persons/{personId}/family-premiums'
const sharing = 'POST /v1/settlement/persons/{personId}/family-consents'
const answered = (visited: TourRecord, does: string) => ({
  benefitId: String(visited.get(does)?.answer.body.benefitId),
})
const premium = '/v1/settlement/persons/{personId}/family-premiums/{premiumId}'
const premiumOf = (visited: TourRecord) => ({
  params: { personId: 'P2', premiumId: String(visited.get(paying)?.answer.body.premiumId) },
})
const earlier = { on: '2025-06-12', why: '窗口停电，单据补录' }
const takeBacks = '/v1/settlement/allowance-take-backs'
const approvalOf = (on: string) => (visited: TourRecord) => ({
  does: `POST ${benefit}/approval`,
  as: second,
  params: answered(visited, claiming),
  body: { on },
})
const proposalOf = (reason: string) => (visited: TourRecord) => ({
  does: `POST ${takeBacks}/{benefitId}/proposal`,
  as: hefei,
  params: answered(visited, claiming),
  body: { outcome: 'taken-back', reason, document: 'Heyibao [2026] 4' },
})
/** Enrolment's word that a number is another person's, or has another number. */
const merged = (personId: string, more: object) => {
  const told = entitlement(personId, 2, [spellOf('employee', '2025-01-01', '2025-12-31')], '2025-12-01')
  const { detail } = told as { detail: { data: { persons: readonly object[] } } }
  const persons = detail.data.persons.map((each) => ({ ...each, ...more }))
  return { ...told, detail: { ...detail, data: { persons } } }
}
const delivery = {
  ...{ deliveredOn: '2025-09-15', delivery: 'caesarean', children: 1, monthlyWageFen: 650_000 },
  ...{ payee: { kind: 'employer', id: '91340100MA000001' }, document: 'BC-34-2025-0017', on: '2025-10-20' },
}

/** A record that was two persons; what is told of the other's days comes later. */
const parting = {
  source: personsParted.source,
  'detail-type': personsParted.detailType,
  detail: {
    ...{ id: 'persons-parted:PART1', occurredOn: '2025-10-30' },
    data: {
      ...{ partingId: 'PART1', division: '340100', stays: 'P1', goes: 'P5' },
      ...{ claims: [], account: 5_000, partedOn: '2025-10-30' },
    },
  },
}

/** What is granted beside claims: an allowance, what is left on the account of who died, and what follows a parting. */
const isOfBenefits = ({ path }: Operation): boolean =>
  /\/(maternity-allowances|account-payouts|account-entries|family-consents|family-premiums|account-interest-runs|retiree-account-runs)$|\/(benefits|family-premiums|family-consents|partings|allowance-take-backs)\b/.test(
    path,
  )

describeDoor(
  { service, refusals: table, effects: assembled, operations, tasks, subscriptions },
  ({ deliver, work }) => [
    {
      does: claiming,
      as: hefei,
      params: { personId: 'P1' },
      body: delivery,
      after: async () => {
        await deliver(entitlement('P1', 1, [spellOf('employee', '2025-01-01', '2025-12-31')]))
        await deliver(entitlement('P2', 1, [spellOf('employee', '2025-01-01', '2025-06-30')]))
        await deliver(
          contribution('E1-2025-01', [
            { personId: 'P1', account: 20_000 },
            { personId: 'P2', account: 20_000 },
          ]),
        )
      },
    },
    (visited) => ({
      does: `POST ${benefit}/approval`,
      as: second,
      params: answered(visited, claiming),
      body: { on: '2025-10-22' },
    }),
    (visited) => ({ does: `GET ${benefit}`, as: hefei, params: answered(visited, claiming) }),
    // The same delivery under another day.
    {
      does: claiming,
      as: second,
      status: 409,
      params: { personId: 'P1' },
      body: { ...delivery, deliveredOn: '2025-09-20' },
    },
    {
      does: 'POST /v1/settlement/retiree-account-runs',
      as: hefei,
      body: { city: '340100', year: 2025, on: '2025-10-12' },
      after: async () => {
        const retired = { ...spellOf('employee', '2025-06-10', '2025-12-31'), employment: 'retired' as const }
        const employed = spellOf('employee', '2025-01-01', '2025-06-09')
        await deliver(entitlement('P3', 1, [employed, retired]))
      },
    },
    {
      does: 'POST /v1/settlement/retiree-account-runs',
      as: hefei,
      status: 422,
      body: { city: '340100', year: 2026, on: '2025-10-12' },
      after: work,
    },
    // Another day finds nobody any more.
    {
      does: 'POST /v1/settlement/retiree-account-runs',
      as: hefei,
      body: { city: '340100', year: 2025, on: '2026-01-12' },
    },
    {
      does: 'GET /v1/settlement/persons/{personId}/account-entries',
      as: hefei,
      params: { personId: 'P3' },
      after: work,
    },
    {
      does: 'POST /v1/settlement/account-interest-runs',
      as: hefei,
      body: { city: '340100', year: 2025, on: '2026-01-10' },
    },
    {
      does: payingOut,
      as: hefei,
      status: 422,
      params: { personId: 'P2' },
      body: {
        ...{ kind: 'account-inheritance', document: 'NOT-2026-3', on: '2026-01-12' },
        payments: [{ payee: { kind: 'person', id: 'P9' }, amount: 20_071 }],
      },
      after: work,
    },
    {
      does: payingOut,
      as: hefei,
      params: { personId: 'P2' },
      body: {
        ...{ kind: 'account-inheritance', document: 'NOT-2026-3', on: '2026-01-12' },
        payments: [{ payee: { kind: 'person', id: 'P9' }, amount: 20_070 }],
      },
    },
    { does: 'GET /v1/settlement/benefits', as: hefei, query: { city: '340100', state: 'proposed' } },
    (visited) => ({
      does: `POST ${benefit}/rejection`,
      as: second,
      params: answered(visited, payingOut),
      body: { reason: 'the list of heirs is not signed' },
    }),
    {
      does: 'GET /v1/settlement/persons/{personId}/account-entries',
      as: hefei,
      params: { personId: 'P2' },
    },
    {
      does: sharing,
      as: hefei,
      params: { personId: 'P2' },
      body: { member: 'P3', relation: 'parent', from: '2025-06-10', document: 'GX-2025-014' },
    },
    { does: 'GET /v1/settlement/persons/{personId}/family-consents', as: hefei, params: { personId: 'P2' } },
    {
      does: paying,
      as: hefei,
      status: 422,
      params: { personId: 'P2' },
      body: { member: 'P4', billId: 'R-P4-2026', amount: 10, earlier },
    },
    {
      does: paying,
      as: hefei,
      params: { personId: 'P2' },
      body: { member: 'P3', billId: 'R-P3-2026', amount: 10, earlier },
    },
    (visited) => ({ does: `POST ${premium}/approval`, as: hefei, status: 422, ...premiumOf(visited) }),
    (visited) => ({ does: `POST ${premium}/approval`, as: second, ...premiumOf(visited) }),
    (visited) => ({
      ...{ does: `POST ${premium}/rejection`, as: second, status: 409, ...premiumOf(visited) },
      body: { reason: '附件缺失' },
    }),
    {
      does: paying,
      as: hefei,
      params: { personId: 'P2' },
      body: { member: 'P3', billId: 'R-P3-2026', amount: 20, earlier },
    },
    (visited) => ({
      ...{ does: `POST ${premium}/rejection`, as: second, ...premiumOf(visited) },
      body: { reason: '附件缺失' },
    }),
    { does: 'GET /v1/settlement/persons/{personId}/family-premiums', as: hefei, params: { personId: 'P2' } },
    (visited) => ({
      does: `${sharing}/{consentId}/withdrawal`,
      as: hefei,
      params: { personId: 'P2', consentId: String(visited.get(sharing)?.answer.body.consentId) },
      body: { reason: '本人申请解除共济' },
    }),
    {
      does: 'GET /v1/settlement/partings',
      as: hefei,
      query: { division: '340100' },
      after: async () => {
        await deliver(parting)
      },
    },
    { does: 'GET /v1/settlement/partings/{partingId}', as: hefei, params: { partingId: 'PART1' } },
    {
      does: 'POST /v1/settlement/partings/{partingId}/follow',
      as: hefei,
      params: { partingId: 'PART1' },
      body: { reason: '待遇信息已到达' },
      after: async () => {
        await deliver(entitlement('P5', 1, [spellOf('employee', '2025-01-01', '2025-12-31')]))
      },
    },
    // A mother under two numbers: both are paid for one delivery before they are told to be one person.
    {
      does: claiming,
      as: hefei,
      params: { personId: 'P4' },
      body: { ...delivery, document: 'BC-34-2025-0018' },
      after: async () => {
        for (const personId of ['P4', 'P6'])
          await deliver(entitlement(personId, 1, [spellOf('employee', '2025-01-01', '2025-12-31')]))
      },
    },
    approvalOf('2025-10-22'),
    {
      does: claiming,
      as: hefei,
      params: { personId: 'P6' },
      body: { ...delivery, document: 'BC-34-2025-0018' },
    },
    approvalOf('2025-10-23'),
    {
      does: `GET ${takeBacks}`,
      as: hefei,
      query: { city: '340100', state: 'open' },
      after: async () => {
        await deliver(merged('P6', { sameAs: 'P4' }))
        await deliver(merged('P4', { alsoAs: ['P6'] }))
      },
    },
    proposalOf('the hospital has one delivery'),
    (visited) => ({
      does: `POST ${takeBacks}/{benefitId}/rejection`,
      as: second,
      params: answered(visited, claiming),
      body: { reason: 'the certificate is not attached' },
    }),
    proposalOf('the hospital has one delivery, certificate attached'),
    (visited) => ({
      does: `POST ${takeBacks}/{benefitId}/approval`,
      as: second,
      params: answered(visited, claiming),
      body: { proposalId: visited.get(`POST ${takeBacks}/{benefitId}/proposal`)?.answer.body.proposalId },
    }),
    (visited) => ({
      does: `POST ${takeBacks}/{benefitId}/receipt`,
      as: hefei,
      params: answered(visited, claiming),
      body: { document: 'ICBC 2026-0117' },
    }),
  ],
  { part: 'benefits', operations: isOfBenefits },
)
