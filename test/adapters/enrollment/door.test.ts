import { createHash } from 'node:crypto'
import { chinaDay } from '#shared/calendar/day.ts'
import type { KeyRing } from '#shared/edge/secrets/key-ring.ts'
import { describeDoor } from '#test/support/door-suite.ts'
import { republicationSteps } from '#test/support/republication-steps.ts'
import { tokens } from '#test/support/service.ts'
import type { TourRecord } from '#test/support/tour.ts'
import type { WorkEffects } from '../../../services/enrollment/effects.ts'
import { operations } from '../../../services/enrollment/operations.ts'
import { keepSecrets } from '../../../services/enrollment/person/keep-secrets.ts'
import { table } from '../../../services/enrollment/refusals.ts'
import { subscriptions } from '../../../services/enrollment/subscriptions.ts'
import { service } from '../../../services/enrollment/table.ts'
import { tasks } from '../../../services/enrollment/tasks.ts'
import { memoryBucket } from '../../../simulation/world/bucket.ts'
import { billPaid, employee, idNumberOf } from './people.ts'

const { hefei, wuhu, province, civilAffairs, publicSecurity, hospital, auditor } = tokens
const persons = '/v1/enrollment/persons'
const imports = '/v1/enrollment/imports'
const senders = '/v1/enrollment/file-senders/{sender}/{kind}'
const register = `POST ${persons}`

const personIn = (visited: TourRecord): string => String(visited.get(register)?.answer.body.personId)

const transfers = '/v1/enrollment/transfers'
const transferIn = (visited: TourRecord): string =>
  String(visited.get(`POST ${transfers}`)?.answer.body.transferId)

const divisions = '/v1/enrollment/divisions'
const unitMoves = '/v1/enrollment/unit-moves'
const likenesses = '/v1/enrollment/likenesses'
type AlikePair = { readonly likenessId: string; readonly persons: readonly { readonly personId: string }[] }
/** A pair of the list that the person of the tour is of, or none of. */
const pairIn = (visited: TourRecord, isOfTour: boolean): AlikePair | undefined => {
  const { likenesses: found } = (visited.get(`GET ${likenesses}`)?.answer.body ?? {}) as {
    likenesses?: readonly AlikePair[]
  }
  return found?.find(
    ({ persons: both }) => both.some(({ personId }) => personId === personIn(visited)) === isOfTour,
  )
}
const likenessIn = (visited: TourRecord): string => String(pairIn(visited, true)?.likenessId)

const checks = '/v1/enrollment/duplicate-checks'
const decisions = '/v1/enrollment/duplicate-decisions'
const decisionIn = (visited: TourRecord): string =>
  String(visited.get(`POST ${decisions}`)?.answer.body.decisionId)
const partings = '/v1/enrollment/partings'
const partingIn = (visited: TourRecord): string =>
  String(visited.get(`POST ${partings}`)?.answer.body.partingId)
/** Those who were made one are two after all: the record is the one who went on. */
const twoAfterAll = (visited: TourRecord) => {
  const [one, other] = pairIn(visited, false)?.persons ?? []
  return {
    ...{ division: '340100', fromPerson: one?.personId, toPerson: other?.personId },
    evidence: { kind: 'police-certificate', number: '公户核〔2025〕第31号' },
    ...{ reason: '公安核查为两人', coverage: [{ from: '2025-01-01', whose: 'stays' }], payments: [] },
  }
}
/** A decision on the pair that the tour leaves alone. */
const twice = (visited: TourRecord) => {
  const { likenessId, persons: both } = pairIn(visited, false) ?? { likenessId: '', persons: [] }
  const pairs = [{ likenessId, keeps: both[0]?.personId }]
  return { division: '340100', reason: '公安比对为同一人', pairs }
}

const list = [
  'id_number,name,sex,birth_on,scheme,city,employment,employer_id,aid,from,paid_months',
  `${idNumberOf('1980-05-20', 4)},王芳,女,1980-05-20,390,340100,resident,,,2025-01-01,`,
].join('\r\n')

/** A right name as a list of reports has it. */
const corrections = [
  '公民身份号码,姓名,申报事项,正确姓名,更正原因,凭证种类,凭证编号',
  `${idNumberOf('1980-05-21', 8)},王芳,更正姓名,王方,录入时写错字,identity-card,身份证正面`,
].join('\r\n')

/** The same with a row that has no name. */
const listToMend = `${list}\r\n${idNumberOf('1980-05-20', 6)},不详,女,1980-05-20,390,340100,resident,,,2025-01-01,`

const aidLists = '/v1/enrollment/aid-lists/{city}/{month}'
const may = { city: '340100', month: '2025-05' }
const listIn = (visited: TourRecord): string => String(visited.get(`POST ${aidLists}`)?.answer.body.listId)

/** A list of aid recipients as civil affairs writes it, with someone whom nobody enrolled. */
const recipients = [
  '合肥市医疗救助对象名单',
  '姓名,*身份证号,救助类别',
  `王芳,${idNumberOf('1980-05-20', 4)},低保`,
  `李娜,${idNumberOf('1980-05-20', 90)},特困`,
].join('\r\n')

/** One key for everything, always the same: ids in the examples are made with it. */
const key = Buffer.alloc(32, 7)
const keys: KeyRing = { find: async () => key, use: async () => key }

describeDoor(
  {
    service,
    refusals: table,
    effects: (given): WorkEffects => ({
      ...given,
      files: memoryBucket(),
      secrets: keepSecrets(keys),
    }),
    operations,
    tasks,
    subscriptions,
    fingerprint: ({ secrets }) => secrets.fingerprint,
  },
  ({ deliver, work }) => [
    { does: register, as: hefei, body: employee(3), key: 'another' },
    { does: register, as: hefei, body: employee(5), key: 'alike' },
    (visited) => ({
      does: `POST ${persons}/{personId}/paid-months`,
      as: hefei,
      params: { personId: personIn(visited) },
      body: { months: 120, evidence: { kind: 'contribution-certificate', number: '苏社保凭证2024-8812' } },
    }),
    (visited) => ({
      does: 'POST /v1/enrollment/reports/approvals',
      as: { ...hefei, sub: 'li.hefei' },
      body: { reports: [{ personId: personIn(visited), number: 1 }] },
    }),
    (visited) => ({
      does: `POST ${persons}/{personId}/move-reports`,
      as: hefei,
      params: { personId: personIn(visited) },
      body: {
        ...{ scheme: 'employee', city: '340100', employment: 'flexible', from: '2025-04-01' },
        evidence: { kind: 'labour-end', number: '解除合同2025-117' },
      },
    }),
    (visited) => ({
      does: `POST ${persons}/{personId}/reports/{number}/approval`,
      as: { ...hefei, sub: 'li.hefei' },
      params: { personId: personIn(visited), number: '2' },
      key: 'moved-back',
    }),
    (visited) => ({
      does: `POST ${persons}/{personId}/moves`,
      as: hefei,
      params: { personId: personIn(visited) },
      body: {
        ...{ scheme: 'employee', city: '340100', employment: 'employed', employerId: 'E2' },
        from: chinaDay(new Date()),
      },
    }),
    (visited) => ({
      does: `POST ${persons}/{personId}/identity-corrections`,
      as: hefei,
      params: { personId: personIn(visited) },
      body: {
        ...{ idNumber: idNumberOf('1980-05-21', 8), birthOn: '1980-05-21', sex: 'female' },
        ...{ reason: '公安机关更正出生日期' },
        evidence: { kind: 'police-certificate', number: '皖公更2025-33' },
      },
    }),
    (visited) => ({
      does: `POST ${persons}/{personId}/reports/{number}/approval`,
      as: { ...hefei, sub: 'li.hefei' },
      params: { personId: personIn(visited), number: '3' },
      key: 'identified',
    }),
    (visited) => ({
      does: `POST ${persons}/{personId}/aid-corrections`,
      as: civilAffairs,
      params: { personId: personIn(visited) },
      body: {
        ...{ aid: 'minimum-living', from: '2025-02-01', reason: '民政补发认定' },
        evidence: { kind: 'civil-affairs-notice', number: '合民救2025-77' },
      },
    }),
    (visited) => ({
      does: `POST ${persons}/{personId}/reports/{number}/approval`,
      as: { ...hefei, sub: 'li.hefei' },
      params: { personId: personIn(visited), number: '4' },
      key: 'aided',
    }),
    {
      does: 'POST /v1/enrollment/report-files',
      as: hefei,
      body: { contentBase64: Buffer.from(corrections).toString('base64'), preview: false },
    },
    { does: register, as: hefei, body: employee(1) },
    { does: `GET ${likenesses}`, as: hefei, query: { division: '340100' } },
    (visited) => ({
      does: `GET ${likenesses}/{likenessId}`,
      as: hefei,
      params: { likenessId: likenessIn(visited) },
    }),
    (visited) => ({
      does: `POST ${likenesses}/{likenessId}/two-persons`,
      as: { ...hefei, sub: 'li.hefei' },
      params: { likenessId: likenessIn(visited) },
      body: { reason: '户籍地、住址均不同，经核为两人' },
    }),
    { does: `POST ${checks}`, as: province, body: { reason: '年度核查' } },
    (visited) => ({
      does: `GET ${checks}/{runId}`,
      as: province,
      params: { runId: String(visited.get(`POST ${checks}`)?.answer.body.runId) },
      after: work,
    }),
    (visited) => ({
      does: `GET ${checks}/{runId}/near`,
      as: hefei,
      params: { runId: String(visited.get(`POST ${checks}`)?.answer.body.runId) },
      query: { division: '340100' },
    }),
    (visited) => ({ does: `POST ${decisions}`, as: hefei, body: twice(visited), key: 'twice-1' }),
    { does: `GET ${decisions}`, as: hefei, query: { division: '340100' } },
    (visited) => ({
      does: `POST ${decisions}/{decisionId}/refusal`,
      as: { ...hefei, sub: 'li.hefei' },
      params: { decisionId: decisionIn(visited) },
      body: { reason: '请附公安比对结果' },
    }),
    (visited) => ({ does: `POST ${decisions}`, as: hefei, body: twice(visited) }),
    (visited) => ({
      does: `POST ${decisions}/{decisionId}/approval`,
      as: { ...hefei, sub: 'li.hefei' },
      params: { decisionId: decisionIn(visited) },
    }),
    (visited) => ({
      does: `GET ${decisions}/{decisionId}`,
      as: auditor,
      params: { decisionId: decisionIn(visited) },
      after: work,
    }),
    (visited) => ({
      does: `GET ${persons}/{personId}/items`,
      as: hefei,
      params: { personId: String(pairIn(visited, false)?.persons[0]?.personId) },
    }),
    (visited) => ({
      does: `POST ${partings}`,
      as: hefei,
      status: 422,
      body: { ...twoAfterAll(visited), coverage: [{ from: '2025-02-01', whose: 'stays' }] },
    }),
    (visited) => ({ does: `POST ${partings}`, as: hefei, body: twoAfterAll(visited), key: 'parting-1' }),
    { does: `GET ${partings}`, as: hefei, query: { division: '340100' } },
    (visited) => ({
      does: `POST ${partings}/{partingId}/refusal`,
      as: { ...hefei, sub: 'li.hefei' },
      params: { partingId: partingIn(visited) },
      body: { reason: '请附户籍底册' },
    }),
    (visited) => ({ does: `POST ${partings}`, as: hefei, body: twoAfterAll(visited) }),
    // What waits of either is decided before.
    (visited) => ({
      does: 'POST /v1/enrollment/reports/approvals',
      as: { ...hefei, sub: 'li.hefei' },
      body: {
        reports: (pairIn(visited, false)?.persons ?? []).flatMap(({ personId }) =>
          [1, 2, 3, 4, 5].map((number) => ({ personId, number })),
        ),
      },
      key: 'before-parting',
    }),
    (visited) => ({
      does: `POST ${partings}/{partingId}/approval`,
      as: { ...hefei, sub: 'li.hefei' },
      params: { partingId: partingIn(visited) },
    }),
    (visited) => ({
      does: `GET ${partings}/{partingId}`,
      as: auditor,
      params: { partingId: partingIn(visited) },
    }),
    (visited) => ({
      does: `GET ${persons}/{personId}`,
      as: hospital,
      params: { personId: personIn(visited) },
      after: () =>
        deliver(
          billPaid([personIn(visited)], {
            billId: 'E-E1-2025-01',
            ...{ scheme: 'employee', from: '2025-01', to: '2025-01', paidOn: '2025-01-15' },
          }),
        ),
    }),
    (visited) => ({
      does: `GET ${persons}/{personId}/explanation`,
      as: hospital,
      params: { personId: personIn(visited) },
      query: { day: '2025-02-10' },
    }),
    {
      does: `POST ${persons}/look-ups`,
      as: hospital,
      body: { certificate: { number: employee(1).idNumber }, name: '王 芳' },
    },
    { does: `GET ${persons}`, as: hefei, query: { city: '340100', employerId: 'E1' } },
    {
      does: `POST ${divisions}`,
      as: hefei,
      body: {
        city: '340100',
        divisions: [
          { code: '340102', name: '瑶海区' },
          { code: '340102001', name: '明光路街道' },
          { code: '340102001001', name: '第一社区' },
          { code: '340102001002', name: '第二社区' },
          { code: '340102001003', name: '已并入的社区' },
        ],
      },
    },
    { does: `GET ${divisions}`, as: hefei, query: { city: '340100', within: '340102001' } },
    {
      does: 'PUT /v1/enrollment/schools/{schoolCode}',
      as: hefei,
      params: { schoolCode: '3134000123' },
      body: {
        ...{ city: '340100', name: '合肥市第一中学', division: '340102' },
        contact: { name: '李老师', phone: '0551-12345678' },
      },
    },
    { does: 'GET /v1/enrollment/schools', as: hefei, query: { city: '340100', within: '340102' } },
    {
      does: 'GET /v1/enrollment/schools/{schoolCode}',
      as: hefei,
      params: { schoolCode: '3134000123' },
    },
    {
      does: 'GET /v1/enrollment/schools/{schoolCode}/students',
      as: hefei,
      params: { schoolCode: '3134000123' },
    },
    { does: 'GET /v1/enrollment/disabled-persons', as: hefei, query: { city: '340100' } },
    {
      does: `POST ${divisions}/{code}/end`,
      as: hefei,
      params: { code: '340102001003' },
      body: { on: '2025-06-30' },
    },
    (visited) => ({
      does: `PUT ${persons}/{personId}/unit`,
      as: province,
      params: { personId: personIn(visited) },
      body: { unit: '340102001001' },
    }),
    {
      does: `POST ${unitMoves}`,
      as: hefei,
      body: {
        unit: '340102001002',
        persons: [{ idNumber: employee(1).idNumber }, { idNumber: idNumberOf('1980-05-20', 90) }],
      },
    },
    (visited) => ({
      does: `GET ${unitMoves}/{moveId}`,
      as: hefei,
      params: { moveId: String(visited.get(`POST ${unitMoves}`)?.answer.body.moveId) },
      after: work,
    }),
    { does: `POST ${persons}/searches`, as: hefei, body: { initials: 'wf', birthOn: '1980-05-20' } },
    {
      does: `POST ${transfers}`,
      as: { ...wuhu, sub: 'wang.wuhu' },
      body: {
        ...{ idNumber: employee(1).idNumber, name: '王芳', sex: 'female', birthOn: '1980-05-20' },
        ...{ scheme: 'employee', city: '340200', employment: 'employed', employerId: 'W1' },
        from: '2025-02-01',
      },
      key: 'transfer-1',
    },
    (visited) => ({
      does: `POST ${transfers}/{transferId}/refusal`,
      as: hefei,
      params: { transferId: transferIn(visited) },
      body: { reason: '原单位尚未办理减员' },
    }),
    {
      does: `POST ${transfers}`,
      as: { ...wuhu, sub: 'wang.wuhu' },
      body: {
        ...{ idNumber: employee(1).idNumber, name: '王芳', sex: 'female', birthOn: '1980-05-20' },
        ...{ scheme: 'employee', city: '340200', employment: 'employed', employerId: 'W1' },
        from: '2025-03-01',
      },
    },
    { does: `GET ${transfers}`, as: hefei, query: { city: '340100', side: 'release' } },
    (visited) => ({
      does: `POST ${persons}/{personId}/statements`,
      as: province,
      params: { personId: personIn(visited) },
      body: { to: '340200' },
    }),
    (visited) => ({
      does: `GET ${persons}/{personId}/statements`,
      as: province,
      params: { personId: personIn(visited) },
    }),
    (visited) => ({
      does: `POST ${transfers}/{transferId}/release`,
      as: hefei,
      params: { transferId: transferIn(visited) },
    }),
    (visited) => ({
      does: `GET ${transfers}/{transferId}`,
      as: wuhu,
      params: { transferId: transferIn(visited) },
    }),
    (visited) => ({
      does: `GET ${persons}/{personId}/statements/{statementId}`,
      as: wuhu,
      params: { personId: personIn(visited), statementId: transferIn(visited) },
    }),
    (visited) => ({
      does: `PUT ${persons}/{personId}/aid`,
      as: civilAffairs,
      params: { personId: personIn(visited) },
      body: { aid: 'monitored', from: '2025-04-01' },
    }),
    (visited) => ({
      does: `POST ${persons}/{personId}/deaths`,
      as: publicSecurity,
      params: { personId: personIn(visited) },
      body: { on: '2025-07-01', evidence: { kind: 'household-cancellation', number: '皖公户销2025-0071' } },
    }),
    { does: 'GET /v1/enrollment/reports', as: wuhu, query: { city: '340200' } },
    (visited) => ({
      does: `POST ${persons}/{personId}/reports/{number}/approval`,
      as: wuhu,
      params: { personId: personIn(visited), number: '1' },
    }),
    (visited) => ({
      does: `POST ${persons}/{personId}/death-corrections`,
      as: wuhu,
      params: { personId: personIn(visited) },
      body: {
        reason: '同名误销户',
        evidence: { kind: 'household-restoration', number: '皖公户复2025-0009' },
      },
      key: 'lives-1',
    }),
    (visited) => ({
      does: `POST ${persons}/{personId}/reports/{number}/refusal`,
      as: { ...wuhu, sub: 'li.wuhu' },
      params: { personId: personIn(visited), number: '2' },
      body: { reason: '证明文件看不清' },
    }),
    (visited) => ({
      does: `POST ${persons}/{personId}/death-corrections`,
      as: wuhu,
      params: { personId: personIn(visited) },
      body: {
        reason: '同名误销户',
        evidence: { kind: 'household-restoration', number: '皖公户复2025-0010' },
      },
    }),
    (visited) => ({
      does: `POST ${persons}/{personId}/reports/{number}/approval`,
      as: { ...wuhu, sub: 'li.wuhu' },
      params: { personId: personIn(visited), number: '3' },
    }),
    (visited) => ({
      does: `GET ${persons}/{personId}/reports`,
      as: auditor,
      params: { personId: personIn(visited) },
    }),
    (visited) => ({
      does: `POST ${persons}/{personId}/leavings`,
      as: wuhu,
      params: { personId: personIn(visited) },
      body: {
        ...{ on: '2025-08-02', reason: 'left-province' },
        evidence: { kind: 'covered-elsewhere', number: '苏宁转2025-0802' },
      },
    }),
    (visited) => ({
      does: `POST ${persons}/{personId}/reports/{number}/refusal`,
      as: { ...wuhu, sub: 'li.wuhu' },
      params: { personId: personIn(visited), number: '4' },
      body: { reason: '另有公安登记' },
    }),
    (visited) => ({
      does: `POST ${persons}/{personId}/end`,
      as: tokens.publicSecurity,
      params: { personId: personIn(visited) },
      body: { on: '2025-08-02', reason: 'military-service' },
    }),
    (visited) => ({
      does: `POST ${persons}/{personId}/name-corrections`,
      as: wuhu,
      params: { personId: personIn(visited) },
      body: {
        ...{ name: '王方', reason: '录入时写错字' },
        evidence: { kind: 'household-register', number: '户口簿第3页' },
      },
    }),
    (visited) => ({
      does: `POST ${persons}/{personId}/reports/{number}/approval`,
      as: { ...wuhu, sub: 'li.wuhu' },
      params: { personId: personIn(visited), number: '5' },
    }),
    (visited) => ({
      does: `GET ${persons}/{personId}/name-corrections`,
      as: auditor,
      params: { personId: personIn(visited) },
    }),
    (visited) => ({
      does: `POST ${persons}/{personId}/returns`,
      as: wuhu,
      params: { personId: personIn(visited) },
      body: { on: '2025-08-20', evidence: { kind: 'discharge-certificate', number: '皖退役2025-0077' } },
    }),
    {
      does: 'POST /v1/enrollment/start-approvals',
      as: hefei,
      body: { file: createHash('sha256').update(list).digest('hex') },
    },
    {
      does: 'POST /v1/enrollment/imports',
      as: hefei,
      body: {
        contentBase64: Buffer.from(list).toString('base64'),
        onBadRows: 'refuse',
        preview: false,
      },
    },
    {
      does: `PUT ${imports}/{importId}/parts/{part}`,
      as: civilAffairs,
      params: { importId: 'aid-2025-05', part: '1' },
      body: { contentBase64: Buffer.from(recipients).toString('base64') },
      key: 'aid-part',
    },
    {
      does: `POST ${aidLists}`,
      as: civilAffairs,
      params: may,
      body: { importId: 'aid-2025-05', parts: 1 },
    },
    { does: `GET ${aidLists}`, as: hefei, params: may, after: work },
    (visited) => ({
      does: `GET ${aidLists}/lists/{listId}/bad-rows`,
      as: civilAffairs,
      params: { ...may, listId: listIn(visited) },
    }),
    (visited) => ({
      does: `POST ${aidLists}/lists/{listId}/approval`,
      as: hefei,
      params: { ...may, listId: listIn(visited) },
    }),
    (visited) => ({
      does: `GET ${aidLists}/lists/{listId}/changes`,
      as: hefei,
      params: { ...may, listId: listIn(visited) },
      after: work,
    }),
    {
      does: `PUT ${senders}`,
      as: hefei,
      params: { sender: 'hr-system', kind: 'roster' },
      body: {
        headings: { employer_id: ['户号'], on: ['起止'] },
        values: { change: { 1: '增员', 2: '减员' } },
        cells: { reason: '合同期满' },
      },
    },
    { does: `GET ${senders}`, as: hefei, params: { sender: 'hr-system', kind: 'roster' } },
    {
      does: `PUT ${imports}/{importId}/parts/{part}`,
      as: hefei,
      params: { importId: 'list-2025', part: '1' },
      body: { contentBase64: Buffer.from(listToMend).toString('base64') },
    },
    {
      does: `POST ${imports}/{importId}/runs`,
      as: hefei,
      params: { importId: 'list-2025' },
      body: { parts: 1, onBadRows: 'skip' },
    },
    { does: `GET ${imports}/{importId}`, as: hefei, params: { importId: 'list-2025' }, after: work },
    (visited) => ({
      does: `GET ${imports}/{importId}/runs/{runId}/bad-rows`,
      as: hefei,
      params: {
        importId: 'list-2025',
        runId: String(visited.get(`POST ${imports}/{importId}/runs`)?.answer.body.runId),
      },
    }),
    {
      does: 'POST /v1/enrollment/indicators/{month}/counts',
      as: tokens.province,
      params: { month: '2025-03' },
    },
    {
      does: 'GET /v1/enrollment/indicators/{month}/counties/{county}',
      as: { scope: 'county', division: '340102' },
      params: { month: '2025-03', county: '340102' },
      after: work,
    },
    {
      does: 'GET /v1/enrollment/indicators/{month}/counties/{county}',
      as: { scope: 'county', division: '340103' },
      params: { month: '2025-03', county: '340102' },
      status: 403,
    },
    {
      does: 'GET /v1/enrollment/indicators/{month}',
      as: hefei,
      params: { month: '2025-03' },
      query: { city: '340100' },
      after: work,
    },
    { does: 'GET /v1/enrollment/file-templates/{kind}', as: hefei, params: { kind: 'aid-list' } },
    { does: 'GET /v1/enrollment/received-files', as: hefei, query: { on: '2025-01-15' } },
    (visited) => ({
      does: 'GET /v1/enrollment/history',
      as: wuhu,
      query: { record: `${persons}/${personIn(visited)}` },
    }),
    { does: 'GET /v1/enrollment/watch', as: province },
    { does: 'GET /v1/enrollment/waits', as: province },
    {
      does: 'POST /v1/enrollment/queues/{queue}/redrives',
      as: province,
      params: { queue: 'inbox' },
      body: { messageId: 'letter-1' },
    },
    ...republicationSteps('enrollment', province),
    (visited) => ({
      does: 'GET /v1/enrollment/looks',
      as: auditor,
      query: { personId: personIn(visited) },
    }),
  ],
)
