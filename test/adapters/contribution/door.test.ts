import { vi } from 'vitest'
import { duesChanged } from '#shared/contracts/contribution.ts'
import { coveragesChanged } from '#shared/contracts/enrollment.ts'
import type { Bucket } from '#shared/edge/files/bucket.ts'
import type { FileSecrets } from '#shared/edge/imports/file-secrets.ts'
import { describeDoor } from '#test/support/door-suite.ts'
import { republicationSteps } from '#test/support/republication-steps.ts'
import { tokens } from '#test/support/service.ts'
import type { TourRecord, Visit } from '#test/support/tour.ts'
import type { DoorEffects, Effects, WorkEffects } from '../../../services/contribution/effects.ts'
import { saveEntity } from '../../../services/contribution/market/store.ts'
import { operations } from '../../../services/contribution/operations.ts'
import { takePaymentFile } from '../../../services/contribution/payment-file/take-file.ts'
import { table } from '../../../services/contribution/refusals.ts'
import { subscriptions } from '../../../services/contribution/subscriptions.ts'
import { service } from '../../../services/contribution/table.ts'
import { tasks } from '../../../services/contribution/tasks.ts'

const { province, hefei, tax, treasury, auditor } = tokens
/** Another officer of Hefei than the one who proposes. */
const second = { ...hefei, sub: 'second-340100' }
const city = '340100'

// Money in suspense says on which day it was received.
vi.useFakeTimers({ toFake: ['Date'], now: new Date('2025-02-03T02:00:00Z') })

const birthOn = '1975-05-20'
const since = { version: 1, city, aid: 'none', birthOn, from: '2025-01-01', to: null } as const

/** An employee of E1, a flexible worker, three residents and one who retired with 36 months too few, all of Hefei. */
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
        { ...since, personId: 'P6', scheme: 'resident', employment: 'resident' },
        { ...since, personId: 'P5', scheme: 'employee', employment: 'flexible' },
        {
          ...{ ...since, personId: 'P4', scheme: 'employee', employment: 'retired' },
          retirement: { neededMonths: 300, contributedMonths: 264 },
        },
      ],
    },
  }),
}

/** A day's file of payments, as it lies in the bucket. */
const dayFile = [
  '缴费流水号,缴费单号,缴费主体,收退标志,金额（元）,缴费日期,电子税票号码,入国库时间,上解时间,到账批次号',
  'TAX-9,R-P3-2025,个人,收款,1.00,2025-01-20,SP-0001,2025-01-21,2025-01-22,B-20250122',
  'TAX-10,R-P3-2025,邻居,收款,1.00,2025-01-20,,,,',
  '',
].join('\r\n')
const fileTold = {
  'detail-type': 'Object Created',
  time: '2025-02-03T02:00:00Z',
  detail: {
    requester: 'tax',
    object: { key: 'imports/payments/340100/20250120.csv', etag: 'e1', size: 300 },
  },
}
const files: Bucket = {
  read: async () => ({ bytes: new TextEncoder().encode(dayFile), said: {} }),
  piece: async () => undefined,
  keep: async () => 'kept',
}
/** The effects of the service that is walked through, which takes the file. */
let opened: WorkEffects & DoorEffects
const withFiles = (given: Effects): typeof opened => {
  const secrets: FileSecrets = {
    sealBytes: async (_, bytes) => ({ bytes, sealedWith: 'none' }),
    openBytes: async (_, { bytes }) => bytes,
    fingerprint: async (payload) => JSON.stringify(payload).slice(0, 40),
  }
  const register: WorkEffects['register'] = async (persons) =>
    persons.map(({ name }) => (name === '王芳' ? 'P1' : undefined))
  const names: DoorEffects['names'] = async (ids) =>
    new Map(
      ids.map((id) => [id, { name: '王芳', certificate: { type: 'id-card', number: '340102198805202021' } }]),
    )
  opened = { ...given, files, secrets, register, names }
  return opened
}

/** What the service hears of the bills that it issued. */
const duesAreNew = {
  source: duesChanged.source,
  'detail-type': duesChanged.detailType,
  detail: duesChanged.schema.parse({
    id: 'dues-1',
    occurredOn: '2025-01-01',
    data: { billIds: ['E-E1-2025-01', 'R-P2-2025'] },
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

const lumpSums = '/v1/contribution/lump-sums'
const lumpSumOfP4 = {
  ...{ city, personId: 'P4', retiresOn: '2025-01-01' },
  ...{ baseFen: 500_000, document: 'GZ-2025-17' },
}
/** The lump sum that was proposed last. */
const lumpSumOf = (visited: TourRecord) => ({
  lumpSumId: String(visited.get(`POST ${lumpSums}`)?.answer.body.lumpSumId ?? 'none'),
})

const writingOff = 'POST /v1/contribution/bills/{billId}/write-offs'
/** The write-off that was proposed last. */
const writeOffOf = (visited: TourRecord): string =>
  String(visited.get(writingOff)?.answer.body.writeOffId ?? 'none')

const correcting = 'POST /v1/contribution/bills/{billId}/corrections'
const billCorrections = '/v1/contribution/bill-corrections'
const correctionBody = { why: '身份认定晚于核定', document: 'MZ-2025-17' }
/** The correction of a bill that was proposed last. */
const correctionOf = (visited: TourRecord) => ({
  correctionId: String(visited.get(correcting)?.answer.body.correctionId ?? 'none'),
})

const fileOf = (visited: TourRecord): string => {
  const listed = visited.get('GET /v1/contribution/received-files')?.answer.body.files as
    | { importId: string }[]
    | undefined
  return listed?.[0]?.importId ?? 'none'
}

const requests = '/v1/contribution/refund-requests'
const differences = '/v1/contribution/differences'
/** A difference that was listed. */
const differenceOf = (visited: TourRecord, index = 0): string => {
  const listed = visited.get(`GET ${differences}`)?.answer.body.differences as
    | { differenceId: string }[]
    | undefined
  return listed?.[index]?.differenceId ?? 'none'
}

/** The proposal that a call answered with. */
const proposalOf = (visit: Visit | undefined): string => {
  const held = visit?.answer.body.suspense as { proposal?: { proposalId: string } } | undefined
  return held?.proposal?.proposalId ?? 'none'
}

const imports = '/v1/contribution/imports/{importId}'
const senders = '/v1/contribution/file-senders/{sender}/{kind}'
/** Wages as a sender of their own writes them: of one employer a person is not registered. */
const wageList = [
  '2025年3月工资表',
  '单位编号,姓名,证件类型,证件号,应发合计',
  'E1,王芳,A,340102198805202021,"8,000.00"',
  'E2,李强,A,34010219880520203X,6500',
].join('\r\n')

const struck = '/v1/contribution/struck-employers'
const struckCodes = [
  ['91340100MA2N54321F', '合肥市第七纸厂'],
  ['91340100MA2N54322J', '合肥市第八纸厂'],
] as const
/** Two employers are struck off in January. */
const strikeOff = async () => {
  for (const [uscc, name] of struckCodes)
    await saveEntity({ uscc, city, name, state: 'deregistered', on: '2025-01-20' }, '2025-02-03', opened)
}

describeDoor(
  { service, refusals: table, effects: withFiles, operations, tasks, subscriptions },
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
      after: () => {
        vi.setSystemTime(new Date('2025-02-03T02:00:00Z'))
        return deliver(covered)
      },
    },
    {
      does: 'PUT /v1/contribution/employers/{employerId}',
      as: hefei,
      params: { employerId: 'E1' },
      body: {
        ...{ city, name: '合肥市第一机械厂', kind: 'ordinary', uscc: '91340100MA2N12345G' },
        county: '340102',
      },
    },
    ...struckCodes.map(([uscc, name], index) => ({
      does: 'PUT /v1/contribution/employers/{employerId}',
      as: hefei,
      params: { employerId: `E${7 + index}` },
      body: { city, name, kind: 'ordinary', uscc },
    })),
    { does: 'GET /v1/contribution/employers/{employerId}', as: tax, params: { employerId: 'E1' } },
    { does: 'GET /v1/contribution/employers', as: tax, query: { city, county: '340102' } },
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
      does: `PUT ${senders}`,
      as: hefei,
      params: { sender: 'hr-system', kind: 'wages' },
      body: {
        headings: { wage: ['应发合计'], id_number: ['证件号'] },
        values: { certificate_type: { A: '01' } },
        cells: { month: '2025-03' },
      },
    },
    { does: `GET ${senders}`, as: hefei, params: { sender: 'hr-system', kind: 'wages' } },
    {
      does: `PUT ${imports}/parts/{part}`,
      as: hefei,
      params: { importId: 'wages-2025-03', part: '1' },
      body: { contentBase64: Buffer.from(wageList).toString('base64') },
    },
    {
      does: `POST ${imports}/runs`,
      as: hefei,
      params: { importId: 'wages-2025-03' },
      body: { kind: 'wages', parts: 1, onBadRows: 'skip', sender: 'hr-system' },
    },
    { does: `GET ${imports}`, as: hefei, params: { importId: 'wages-2025-03' }, after: work },
    (visited) => ({
      does: `GET ${imports}/runs/{runId}/bad-rows`,
      as: hefei,
      params: {
        importId: 'wages-2025-03',
        runId: String(visited.get(`POST ${imports}/runs`)?.answer.body.runId),
      },
    }),
    { does: `GET ${struck}`, as: auditor, query: { city, struckState: 'open' }, after: strikeOff },
    { does: `GET ${struck}/{employerId}`, as: hefei, params: { employerId: 'E8' } },
    { does: `GET ${struck}/{employerId}`, as: hefei, params: { employerId: 'E7' } },
    { does: `GET ${struck}/{employerId}/people`, as: hefei, params: { employerId: 'E7' } },
    {
      does: `POST ${struck}/{employerId}/proposal`,
      as: hefei,
      params: { employerId: 'E7' },
      body: { as: 'ends', why: '企业已办理注销登记', document: '登记内销字〔2025〕第7号' },
    },
    {
      does: `POST ${struck}/{employerId}/rejection`,
      as: second,
      params: { employerId: 'E7' },
      body: { why: '文号有误' },
    },
    {
      does: `POST ${struck}/{employerId}/proposal`,
      as: hefei,
      params: { employerId: 'E7' },
      body: { as: 'ends', why: '企业已办理注销登记', document: '登记内销字〔2025〕第17号' },
    },
    { does: `POST ${struck}/{employerId}/approval`, as: second, params: { employerId: 'E7' } },
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
      does: 'POST /v1/contribution/persons/{personId}/flexible-bases',
      as: hefei,
      status: 422,
      params: { personId: 'P5' },
      body: { from: '2025-03', baseFen: 9_000_000, document: 'LH-2025-7' },
    },
    {
      does: 'POST /v1/contribution/persons/{personId}/flexible-bases',
      as: hefei,
      params: { personId: 'P5' },
      body: { from: '2025-03', baseFen: 900_000, document: 'LH-2025-7' },
    },
    {
      does: 'GET /v1/contribution/persons/{personId}/flexible-bases',
      as: hefei,
      params: { personId: 'P5' },
    },
    {
      does: 'POST /v1/contribution/lump-sums',
      as: hefei,
      body: { ...lumpSumOfP4, months: 3 },
    },
    (visited) => ({
      does: `POST ${lumpSums}/{lumpSumId}/rejection`,
      as: second,
      params: lumpSumOf(visited),
      body: { reason: 'they miss 36 months' },
    }),
    {
      does: 'POST /v1/contribution/lump-sums',
      as: hefei,
      body: { ...lumpSumOfP4, months: 36 },
    },
    { does: `GET ${lumpSums}`, as: hefei, query: { city, state: 'proposed' } },
    (visited) => ({
      does: `POST ${lumpSums}/{lumpSumId}/approval`,
      as: second,
      params: lumpSumOf(visited),
    }),
    (visited) => ({ does: `GET ${lumpSums}/{lumpSumId}`, as: hefei, params: lumpSumOf(visited) }),
    { does: 'GET /v1/contribution/persons/{personId}/lines', as: hefei, params: { personId: 'P2' } },
    {
      does: 'GET /v1/contribution/persons/{personId}/months/{year}',
      as: hefei,
      params: { personId: 'P1', year: '2025' },
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
    {
      does: `GET ${statements}/{statementId}/left-out`,
      as: hefei,
      params: { statementId },
    },
    { does: 'GET /v1/contribution/watch', as: province },
    { does: 'GET /v1/contribution/waits', as: province },
    {
      does: 'POST /v1/contribution/queues/{queue}/redrives',
      as: province,
      params: { queue: 'inbox' },
      body: { messageId: 'letter-1' },
    },
    ...republicationSteps('contribution', province),
    { does: 'GET /v1/contribution/looks', as: auditor, query: { personId: 'P1' } },
    {
      does: 'GET /v1/contribution/received-files',
      as: { ...tax, division: city },
      query: { on: '2025-02-03' },
      after: async () => {
        await takePaymentFile(fileTold, opened)
        await work()
      },
    },
    { does: 'GET /v1/contribution/file-templates/{kind}', as: tax, params: { kind: 'payments' } },
    (visited) => ({
      does: 'GET /v1/contribution/payment-files/{importId}',
      as: { ...tax, division: city },
      params: { importId: fileOf(visited) },
    }),
    {
      does: 'GET /v1/contribution/exchange-messages',
      as: tax,
      query: { city, state: 'sent' },
      after: () => deliver(duesAreNew),
    },
    { does: 'GET /v1/contribution/exchange-files', as: tax, query: { city, state: 'sent' } },
    { does: 'GET /v1/contribution/exchange-files', as: tax, query: { city, state: 'sent', format: 'csv' } },
    {
      does: 'POST /v1/contribution/exchange-answers',
      as: tax,
      body: {
        answers: [
          { messageId: 'E-E1-2025-01:1', result: 'refused', code: '20013', reason: '缴费人未登记' },
          { messageId: 'R-P2-2025:1', result: 'received', code: '10000' },
        ],
      },
    },
    {
      does: 'POST /v1/contribution/exchange-messages/{messageId}/resend',
      as: hefei,
      params: { messageId: 'E-E1-2025-01:1' },
      body: { reason: 'the tax office registered the employer' },
    },
    {
      does: 'GET /v1/contribution/bills/{billId}/exchange',
      as: hefei,
      params: { billId: 'E-E1-2025-01' },
    },
    {
      does: 'GET /v1/contribution/due-files',
      as: tax,
      query: { city, kind: 'resident-year', period: '2025', format: 'csv' },
    },
    {
      does: 'GET /v1/contribution/due-files',
      as: hefei,
      query: { city, kind: 'employer-month', period: '2025-01' },
    },
    {
      does: 'GET /v1/contribution/dues',
      as: tax,
      query: { city, kind: 'employer-month', period: '2025-01' },
    },
    { does: 'GET /v1/contribution/payments', as: tax, query: { city, on: '2024-11-05' } },
    { does: 'GET /v1/contribution/payment-totals', as: tax, query: { city, on: '2024-11-05' } },
    { does: 'GET /v1/contribution/payments/{paymentId}', as: tax, params: { paymentId: 'TAX-2' } },
    {
      does: 'POST /v1/contribution/tax-day-lists',
      as: tax,
      body: {
        ...{ city, on: '2024-11-05', part: 1, parts: 1, count: 3, amount: 40_501 },
        lines: [
          { paymentId: 'TAX-1', amount: 40_000 },
          { paymentId: 'TAX-2', amount: 1 },
          { paymentId: 'TAX-4', amount: 500 },
        ],
      },
    },
    {
      does: 'GET /v1/contribution/reconciliations',
      as: hefei,
      query: { city, month: '2024-11' },
      after: work,
    },
    { does: `GET ${differences}`, as: hefei, query: { city, state: 'open', on: '2024-11-05' } },
    (visited) => ({
      does: `POST ${differences}/{differenceId}/settlement`,
      as: hefei,
      params: { differenceId: differenceOf(visited, 1) },
      body: { as: 'ours', why: 'the tax office booked it on the next day' },
    }),
    (visited) => ({
      does: `POST ${differences}/{differenceId}/rejection`,
      as: second,
      params: { differenceId: differenceOf(visited, 1) },
      body: { reason: 'their list of the next day does not have it' },
    }),
    (visited) => ({
      does: `POST ${differences}/{differenceId}/settlement`,
      as: hefei,
      params: { differenceId: differenceOf(visited) },
      body: { as: 'ours', why: 'the bank’s slip says the fifth' },
    }),
    (visited) => ({
      does: `POST ${differences}/{differenceId}/approval`,
      as: second,
      params: { differenceId: differenceOf(visited) },
    }),
    {
      does: `POST ${requests}`,
      as: tax,
      body: {
        ...{ requestId: 'TF-1', paymentId: 'TAX-1', amountFen: 40_000 },
        why: 'paid in another province as well',
      },
    },
    { does: `GET ${requests}`, as: hefei, query: { city, state: 'asked' } },
    {
      does: `POST ${requests}/{requestId}/review`,
      as: hefei,
      params: { requestId: 'TF-1' },
      body: { as: 'granted', why: 'covered in Jiangsu' },
    },
    {
      does: `POST ${requests}/{requestId}/rejection`,
      as: second,
      params: { requestId: 'TF-1' },
      body: { reason: 'the other cover is not proved' },
    },
    {
      does: `POST ${requests}`,
      as: tax,
      body: { requestId: 'TF-2', paymentId: 'TAX-1', amountFen: 100, why: 'a part of it' },
    },
    {
      does: `POST ${requests}/{requestId}/review`,
      as: hefei,
      params: { requestId: 'TF-2' },
      body: { as: 'refused', why: 'nothing was paid too much' },
    },
    { does: `POST ${requests}/{requestId}/approval`, as: second, params: { requestId: 'TF-2' } },
    { does: `GET ${requests}/{requestId}`, as: tax, params: { requestId: 'TF-2' } },
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
      does: 'POST /v1/contribution/late-fee-runs',
      as: hefei,
      body: { city, asOf: '2025-04-03' },
      // January is overdue by then.
      after: async () => {
        vi.setSystemTime(new Date('2025-04-03T02:00:00Z'))
      },
    },
    {
      does: 'POST /v1/contribution/month-statements',
      as: hefei,
      body: { city, month: '2025-03' },
      // Nothing of March, which ended three days ago, can be stated before its fees are billed.
      after: work,
    },
    { does: 'POST /v1/contribution/county-collections', as: hefei, body: { city, year: 2025 }, after: work },
    {
      does: 'GET /v1/contribution/county-collections/{city}/{year}',
      as: { scope: 'county', division: '340102' },
      params: { city, year: '2025' },
      query: { county: '340102' },
      after: work,
    },
    {
      does: 'GET /v1/contribution/county-collections/{city}/{year}',
      as: { scope: 'county', division: '340102' },
      params: { city, year: '2025' },
      status: 403,
    },
    {
      does: 'GET /v1/contribution/county-collections/{city}/{year}',
      as: hefei,
      params: { city, year: '2025' },
    },
    { does: 'GET /v1/contribution/market-entities', as: hefei, query: { city, marketState: 'deregistered' } },
    { does: 'GET /v1/contribution/unity', as: province, query: { on: '2025-06-30', format: 'csv' } },
    { does: 'GET /v1/contribution/unity', as: auditor, query: { on: '2026-01-01', format: 'xlsx' } },
    { does: 'GET /v1/contribution/unity', as: hefei, query: { on: '2025-06-30', city } },
    { does: 'POST /v1/contribution/unity/effects', as: hefei, body: { year: 2025, city }, after: work },
    (visited) => ({
      does: 'GET /v1/contribution/unity/effects/{runId}',
      as: hefei,
      params: { runId: String(visited.get('POST /v1/contribution/unity/effects')?.answer.body.runId) },
      query: { format: 'csv' },
      after: work,
    }),
    (visited) => ({
      does: 'GET /v1/contribution/unity/effects/{runId}',
      as: hefei,
      params: { runId: String(visited.get('POST /v1/contribution/unity/effects')?.answer.body.runId) },
    }),
    {
      does: 'GET /v1/contribution/indicators/{month}',
      as: hefei,
      params: { month: '2025-03' },
      query: { city },
      after: work,
    },
    {
      does: 'GET /v1/contribution/arrears',
      as: hefei,
      query: { city, scheme: 'employee', debtor: 'E1' },
      after: work,
    },
    {
      does: 'GET /v1/contribution/arrears-by-age',
      as: hefei,
      query: { city, scheme: 'employee', asOf: '2025-06-03' },
    },
    {
      does: writingOff,
      as: hefei,
      params: { billId: 'E-E1-2025-01' },
      body: {
        ...{ kind: 'write-off', payer: 'employer', amountFen: 10_000 },
        ...{ why: 'the court closed the insolvency', document: 'HF-PC-2025-004' },
      },
    },
    {
      does: 'GET /v1/contribution/write-offs',
      as: hefei,
      query: { city, state: 'proposed' },
    },
    (visited) => ({
      does: 'POST /v1/contribution/write-offs/{writeOffId}/rejection',
      as: second,
      params: { writeOffId: writeOffOf(visited) },
      body: { reason: 'the liquidator still pays' },
    }),
    {
      does: writingOff,
      as: hefei,
      params: { billId: 'E-E1-2025-01' },
      body: {
        ...{ kind: 'write-off', payer: 'employer', amountFen: 56_000 },
        ...{ why: 'nothing was left to pay with', document: 'HF-PC-2025-005' },
      },
    },
    (visited) => ({
      does: 'POST /v1/contribution/write-offs/{writeOffId}/approval',
      as: second,
      params: { writeOffId: writeOffOf(visited) },
    }),
    (visited) => ({
      does: 'GET /v1/contribution/write-offs/{writeOffId}',
      as: hefei,
      params: { writeOffId: writeOffOf(visited) },
    }),
    {
      does: correcting,
      as: hefei,
      params: { billId: 'R-P3-2025' },
      body: { aid: 'special-hardship', ...correctionBody },
    },
    (visited) => ({
      does: `POST ${billCorrections}/{correctionId}/rejection`,
      as: second,
      params: correctionOf(visited),
      body: { reason: 'the document is of another person' },
    }),
    {
      does: correcting,
      as: hefei,
      params: { billId: 'R-P3-2025' },
      body: { aid: 'minimum-living', ...correctionBody },
    },
    { does: `GET ${billCorrections}`, as: hefei, query: { city, state: 'proposed' } },
    (visited) => ({
      does: `POST ${billCorrections}/{correctionId}/approval`,
      as: second,
      params: correctionOf(visited),
    }),
    (visited) => ({
      does: `GET ${billCorrections}/{correctionId}`,
      as: hefei,
      params: correctionOf(visited),
    }),
    {
      does: 'POST /v1/contribution/interest',
      as: treasury,
      body: {
        ...{ city, scheme: 'resident', heldIn: 'income', amount: 1_250 },
        ...{ creditedOn: '2025-01-31', treasuryRef: 'LX2025013100004' },
      },
    },
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
    () => {
      // The year that was missed is over.
      vi.setSystemTime(new Date('2026-02-03T02:00:00Z'))
      return {
        does: 'POST /v1/contribution/repairs',
        as: hefei,
        body: { city, personId: 'P6', year: 2025 },
      }
    },
  ],
)
