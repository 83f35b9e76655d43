import type { ServiceEffects } from '#shared/edge/function/service-effects.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { describeDoor } from '#test/support/door-suite.ts'
import { republicationSteps } from '#test/support/republication-steps.ts'
import type { TourRecord } from '#test/support/tour.ts'
import type { ClaimRequest } from '../../../services/settlement/claim/claim-request.ts'
import { claimIdOfMessage } from '../../../services/settlement/claim/message.ts'
import { settleClaim } from '../../../services/settlement/claim/settle-claim.ts'
import type { Effects } from '../../../services/settlement/effects.ts'
import { assembleEffects } from '../../../services/settlement/effects.ts'
import { operations } from '../../../services/settlement/operations.ts'
import { table } from '../../../services/settlement/refusals.ts'
import { subscriptions } from '../../../services/settlement/subscriptions.ts'
import { service } from '../../../services/settlement/table.ts'
import { tasks } from '../../../services/settlement/tasks.ts'
import { memoryBucket } from '../../../simulation/world/bucket.ts'
import { base64, catalogueCsv, entitlement, spellOf, stay, visit } from './province.ts'
import { tokens } from './service.ts'

const { province, hefei, hospital } = tokens
const [anna, bo, chen] = ['anna', 'bo', 'chen'].map((sub) => ({ ...hefei, sub })) as [
  typeof hefei & { sub: string },
  typeof hefei & { sub: string },
  typeof hefei & { sub: string },
]
const code = hospital.institution
const ofHefei = { institution: code, city: '340100' } as const

let effects: Effects
const assembled = ({ store, meter, journal, policy, runs, watched }: ServiceEffects): Effects => {
  const given = { store, meter }
  const { queue, queueUrl } = runs()
  effects = assembleEffects({
    ...{ table: given, referenceTable: given, supervisionTable: given, journal, policy, now: Date.now },
    files: memoryBucket(),
    workQueue: { queue, queueUrl: () => queueUrl, watched, outboxUrl: () => 'outbox' },
  })
  return effects
}

/** Settles a visit of class A drugs on the day it took place, as its hospital does. */
const settle = async (personId: string, on: string, fen: number): Promise<void> => {
  await send({ ...visit(personId, on, fen), msgid: `${personId}-${on}`, settledOn: on })
}
const send = async (request: object): Promise<void> => {
  const decision = await settleClaim(request as unknown as ClaimRequest, effects)
  if (decision.status === 'refused') throw new Error(decision.refusal.code)
}
const march = claimIdOfMessage({ msgid: 'P1-2025-03-10', institution: code })

const imports = '/v1/settlement/catalogue-imports'
const importId = 'national-2025'
const corrections = 'POST /v1/settlement/corrections'
const pricings = 'POST /v1/settlement/pricings'
const whatIfs = 'POST /v1/settlement/what-ifs'
const cases = '/v1/settlement/audit-cases'
const registrations = '/v1/settlement/persons/{personId}/registrations'
const proposals = '/v1/settlement/persons/{personId}/registration-proposals'

const changes = '/v1/settlement/institutions/{code}/proposals'
const firstHospital = {
  ...{ name: 'First Hospital', city: '340100', category: 'general' },
  agreement: { from: '2020-01-01' },
}

const idOf = (visited: TourRecord, does: string, name: string): string =>
  String(visited.get(does)?.answer.body[name])
const runOf = (visited: TourRecord) => ({ runId: idOf(visited, corrections, 'runId') })
const caseOf = (visited: TourRecord) => ({ caseId: idOf(visited, `POST ${cases}`, 'caseId') })

const proposalOf = (visited: TourRecord) => {
  const proposed = visited.get(`POST ${proposals}`)?.answer.body.proposal as
    | { proposalId: string }
    | undefined
  return { personId: 'P1', proposalId: String(proposed?.proposalId) }
}

const changeOf = (visited: TourRecord) => {
  const proposed = visited.get(`POST ${changes}`)?.answer.body.proposal as { proposalId: string } | undefined
  return { code, proposalId: String(proposed?.proposalId) }
}

/** What the offices do; hospitals' own operations are toured apart. */
const isOfOffices = ({ path }: Operation): boolean =>
  /^\/v1\/settlement\/(institutions|income-ties|institution-proposals|catalogue|corrections|waiting-corrections|registration-proposals|pricings|what-ifs|audit-cases|supervision-runs|received-files|runs|history|looks|watch|waits|queues|republications)\b/.test(
    path,
  ) || /\/(registrations|registration-proposals\b.*|corrections)$/.test(path)

describeDoor(
  { service, refusals: table, effects: assembled, operations, tasks, subscriptions },
  ({ deliver, work }) => [
    {
      does: `POST ${changes}`,
      as: hefei,
      params: { code },
      body: { ...firstHospital, level: 2, from: '2020-01-01', why: 'licence 340100-17' },
    },
    { does: 'GET /v1/settlement/institution-proposals', as: hefei, query: { city: '340100' } },
    (visited) => ({
      does: `POST ${changes}/{proposalId}/rejection`,
      as: hefei,
      params: changeOf(visited),
      body: { reason: 'the licence says level 3' },
    }),
    {
      does: `POST ${changes}`,
      as: hefei,
      params: { code },
      body: { ...firstHospital, level: 3, from: '2020-01-01', why: 'licence 340100-17' },
    },
    (visited) => ({
      does: `POST ${changes}/{proposalId}/approval`,
      as: { ...hefei, sub: 'another officer' },
      params: changeOf(visited),
    }),
    { does: 'GET /v1/settlement/institutions/{code}', as: hefei, params: { code } },
    {
      does: 'GET /v1/settlement/institutions',
      as: hospital,
      query: { city: '340100', level: '3', name: 'First', codes: `${code},H34010002` },
    },
    {
      does: 'GET /v1/settlement/history',
      as: hefei,
      query: { record: `/v1/settlement/institutions/${code}` },
    },
    {
      does: `POST ${imports}`,
      as: province,
      body: { fileName: 'catalogue.csv', contentBase64: base64(catalogueCsv), onBadRows: 'refuse' },
    },
    { does: `GET ${imports}`, as: province },
    (visited) => ({
      does: `POST ${imports}/{importId}/approval`,
      as: { ...province, sub: 'another officer' },
      params: { importId: idOf(visited, `POST ${imports}`, 'importId') },
    }),
    { does: 'GET /v1/settlement/income-ties', as: hefei, query: { city: '340100', year: '2025' } },
    { does: 'GET /v1/settlement/catalogue', as: hospital, query: { name: '阿莫西林' } },
    { does: 'GET /v1/settlement/catalogue/{code}', as: hospital, params: { code: 'XA01AAA001' } },
    {
      does: `PUT ${imports}/{importId}/parts/{part}`,
      as: province,
      params: { importId, part: '1' },
      body: { contentBase64: base64(catalogueCsv.replace('XC03CCC003', 'XD04DDD004')) },
    },
    {
      does: `POST ${imports}/{importId}/commit`,
      as: province,
      params: { importId },
      body: { fileName: 'national.csv', parts: 1, onBadRows: 'refuse' },
    },
    { does: `GET ${imports}/{importId}`, as: province, params: { importId }, after: work },
    {
      does: `POST ${imports}/{importId}/rejection`,
      as: { ...province, sub: 'another officer' },
      params: { importId },
      body: { reason: 'the national catalogue of last year' },
    },
    {
      does: `POST ${imports}/files`,
      as: province,
      body: { fileName: 'national.csv', contentBase64: base64(catalogueCsv), onBadRows: 'refuse' },
    },
    (visited) => ({
      does: `GET ${imports}/{importId}/runs/{runId}/bad-rows`,
      as: province,
      params: {
        importId: String(visited.get(`POST ${imports}/files`)?.answer.body.importId),
        runId: String(visited.get(`POST ${imports}/files`)?.answer.body.runId),
      },
      after: work,
    }),
    { does: 'GET /v1/settlement/received-files', as: province, query: { on: '2025-01-15' } },
    {
      does: `POST ${proposals}`,
      as: anna,
      params: { personId: 'P1' },
      body: {
        diseases: [{ code: 'M01600', from: '2025-03-01' }],
        why: 'certificate of the First Hospital, no. 88',
      },
      after: () => deliver(entitlement('P1', 1, [spellOf('resident', '2025-01-01', '2025-12-31')])),
    },
    { does: 'GET /v1/settlement/registration-proposals', as: hefei, query: { city: '340100' } },
    (visited) => ({
      does: `POST ${proposals}/{proposalId}/approval`,
      as: anna,
      status: 409,
      params: proposalOf(visited),
    }),
    (visited) => ({ does: `POST ${proposals}/{proposalId}/approval`, as: bo, params: proposalOf(visited) }),
    {
      does: `POST ${proposals}`,
      as: anna,
      params: { personId: 'P1' },
      body: {
        ...{ diseases: [{ code: 'M01600', from: '2025-03-01' }], civilServant: true },
        why: 'notice of the city’s personnel office, no. 12',
      },
    },
    (visited) => ({
      does: `POST ${proposals}/{proposalId}/rejection`,
      as: bo,
      params: proposalOf(visited),
      body: { reason: 'the certificate is of somebody else' },
    }),
    { does: `GET ${registrations}`, as: hefei, params: { personId: 'P1' } },
    { does: 'GET /v1/settlement/watch', as: province },
    { does: 'GET /v1/settlement/waits', as: province },
    {
      does: 'POST /v1/settlement/queues/{queue}/redrives',
      as: province,
      params: { queue: 'inbox' },
      body: { messageId: 'letter-1' },
    },
    ...republicationSteps('settlement', province),
    { does: 'GET /v1/settlement/looks', as: province, query: { personId: 'P1' } },
    {
      does: corrections,
      as: hefei,
      body: { cause: 'late-claim', year: 2025, city: '340100', preview: false, on: '2025-12-01' },
      after: async () => {
        await settle('P1', '2025-03-10', 25_000)
        await settle('P1', '2025-02-10', 10_000)
        await deliver(entitlement('P7', 1, [spellOf('resident', '2025-01-01', '2025-12-31')]))
        await send({ ...stay('P7', '2025-03-01', '2025-03-10'), msgid: 'P7-1', settledOn: '2025-03-10' })
        await deliver(entitlement('P7', 2, [], '2025-06-01'))
      },
    },
    { does: 'GET /v1/settlement/corrections', as: hefei, query: { city: '340100' } },
    (visited) => ({
      does: 'GET /v1/settlement/corrections/{runId}',
      as: hefei,
      params: runOf(visited),
      after: work,
    }),
    (visited) => ({
      does: 'GET /v1/settlement/corrections/{runId}/differences',
      as: hefei,
      params: runOf(visited),
    }),
    (visited) => ({
      does: `${corrections}/{runId}/rejection`,
      as: hefei,
      params: runOf(visited),
      body: { reason: 'the stay is looked at first' },
    }),
    {
      does: corrections,
      as: hefei,
      body: { cause: 'entitlement', year: 2025, city: '340100', preview: false, persons: ['P7'] },
      after: work,
    },
    (visited) => ({
      does: `${corrections}/{runId}/approval`,
      as: { ...hefei, sub: 'another officer' },
      params: runOf(visited),
      after: work,
    }),
    (visited) => ({ does: 'GET /v1/settlement/runs/{runId}', as: hefei, params: runOf(visited) }),
    {
      does: 'GET /v1/settlement/waiting-corrections',
      as: hefei,
      query: { year: '2025', city: '340100' },
      after: async () => {
        await deliver(entitlement('P2', 1, [spellOf('resident', '2025-01-01', '2025-12-31')]))
        await settle('P2', '2025-03-10', 20_000)
        await deliver(entitlement('P2', 2, [], '2025-06-01'))
      },
    },
    { does: 'GET /v1/settlement/claims/{claimId}/corrections', as: hospital, params: { claimId: march } },
    {
      does: pricings,
      as: hefei,
      body: {
        title: 'Outpatient care at 65 %',
        ...{ city: '340100', scheme: 'resident', year: 2025, holdsFrom: '2026-01-01', on: '2025-12-20' },
        changes: [{ layer: 'outpatient', figures: [{ at: '/pays', was: 0.6, becomes: 0.65 }] }],
      },
    },
    (visited) => ({
      does: 'GET /v1/settlement/pricings/{pricingId}',
      as: hefei,
      params: { pricingId: idOf(visited, pricings, 'pricingId') },
      after: work,
    }),
    {
      does: whatIfs,
      as: hefei,
      body: {
        ...{ year: 2025, city: '340100', scheme: 'resident' },
        variants: [
          {
            title: '门诊支付65%',
            figures: [{ key: 'settlement.resident.outpatient', at: '/pays', was: 0.6, becomes: 0.65 }],
          },
          {
            title: '门诊起付线20元',
            figures: [{ key: 'settlement.resident.outpatient', at: '/deductible', was: 0, becomes: 20 }],
          },
        ],
      },
      after: work,
    },
    (visited) => ({
      does: 'GET /v1/settlement/what-ifs/{whatIfId}',
      as: hefei,
      params: { whatIfId: idOf(visited, whatIfs, 'whatIfId') },
      query: { language: 'zh' },
    }),
    { does: 'GET /v1/settlement/what-ifs', as: hefei, query: { city: '340100' } },
    {
      does: `POST ${cases}`,
      as: anna,
      body: { ...ofHefei, claims: [march], reason: 'a tip', on: '2025-03-20' },
    },
    (visited) => ({
      does: `POST ${cases}/{caseId}/findings`,
      as: bo,
      params: caseOf(visited),
      body: { as: 'dismiss', reason: 'a false alarm', on: '2025-03-25' },
    }),
    (visited) => ({
      does: `POST ${cases}/{caseId}/dismissal`,
      as: chen,
      params: caseOf(visited),
      body: { reason: 'a false alarm', on: '2025-03-25' },
    }),
    {
      does: `POST ${cases}`,
      as: anna,
      body: { ...ofHefei, claims: [march], reason: 'another tip', on: '2025-04-20' },
    },
    (visited) => ({
      does: `POST ${cases}/{caseId}/assignment`,
      as: bo,
      params: caseOf(visited),
      body: { on: '2025-04-21' },
    }),
    (visited) => ({
      does: `POST ${cases}/{caseId}/comments`,
      as: hospital,
      params: caseOf(visited),
      body: { text: 'they were here', on: '2025-04-22' },
    }),
    (visited) => ({
      does: `POST ${cases}/{caseId}/findings`,
      as: bo,
      params: caseOf(visited),
      body: { as: 'recover', amount: 1_000, reason: 'never came', on: '2025-05-02' },
    }),
    (visited) => ({
      does: `POST ${cases}/{caseId}/confirmation`,
      as: { ...hefei, sub: ' Bo' },
      status: 422,
      params: caseOf(visited),
      body: { amount: 1_000, reason: 'never came', on: '2025-05-02' },
    }),
    (visited) => ({
      does: `POST ${cases}/{caseId}/confirmation`,
      as: chen,
      params: caseOf(visited),
      body: { amount: 1_000, reason: 'never came', on: '2025-05-02' },
    }),
    (visited) => ({ does: `GET ${cases}/{caseId}`, as: hospital, params: caseOf(visited) }),
    { does: `GET ${cases}`, as: hefei, query: { institution: code } },
    {
      does: 'POST /v1/settlement/supervision-runs',
      as: hefei,
      body: { city: '340100', month: '2025-03' },
    },
  ],
  { part: 'office', operations: isOfOffices },
)
