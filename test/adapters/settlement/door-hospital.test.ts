import { entitlementsChanged } from '#shared/contracts/enrollment.ts'
import { on } from '#shared/edge/events/consume.ts'
import type { ServiceEffects } from '#shared/edge/function/service-effects.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { describeDoor } from '#test/support/door-suite.ts'
import { memoryKeyRing } from '#test/support/memory-key-ring.ts'
import type { TourRecord } from '#test/support/tour.ts'
import { assembleEffects, type Effects } from '../../../services/settlement/effects.ts'
import { replaceEntitlements } from '../../../services/settlement/entitlement/replace-entitlements.ts'
import { signatureOf } from '../../../services/settlement/gateway/rules/signature.ts'
import { operations } from '../../../services/settlement/operations.ts'
import { table as refusals } from '../../../services/settlement/refusals.ts'
import { service } from '../../../services/settlement/table.ts'
import { memoryBucket } from '../../../simulation/world/bucket.ts'
import { equip } from './correction/office.ts'
import { entitlement, spellOf, stay, visit } from './province.ts'

const institution = 'H34010000001'
const hospital = { scope: 'institution', division: '340100', institution }
const hefei = { scope: 'city', division: '340100' }

/** What hospitals send and ask: claims, the national interface, reconciliation, and the years that claims change. */
const isOfHospitals = ({ path }: Operation): boolean =>
  /^\/v1\/settlement\/(claims|national|gateway-keys|reconciliations|persons\/\{personId\}\/years)/.test(
    path,
  ) && !path.endsWith('/corrections')

let assembled: Effects
const effects = ({ store, journal, policy, meter, runs, watched }: ServiceEffects): Effects => {
  const table = { store, meter }
  const { queue, queueUrl } = runs()
  assembled = assembleEffects({
    ...{ table, referenceTable: table, supervisionTable: table, journal, policy },
    now: Date.now,
    files: memoryBucket(),
    workQueue: { queue, queueUrl: () => queueUrl, watched, outboxUrl: () => 'outbox' },
    keyRing: memoryKeyRing(),
  })
  return assembled
}

const envelope = { infver: 'V1.0', opter: 'zhang.san', fixmedins_code: institution }
const national = (infno: string, number: number, input: object) => ({
  ...envelope,
  infno,
  msgid: `${institution}20250601120000${String(number).padStart(4, '0')}`,
  input,
})
const single = (infno: string, number: number, input: object) => ({
  does: 'POST /v1/settlement/national',
  as: hospital,
  body: national(infno, number, input),
})

const directStay = {
  psn_no: 'P3',
  mdtrt_id: 'ZY-20250301-1',
  med_type: '21',
  insutype: '310',
  begntime: '2025-03-01 08:15:00',
  dscg_time: '2025-03-31 23:30:00',
  setl_time: '2025-03-31',
  medfee_sumamt: '6000.00',
  acct_used_flag: '0',
  feedetail: [
    {
      ...{ feedetl_sn: 'F1', med_list_codg: 'XA01AAA001', cnt: '100', pric: '60' },
      det_item_fee_sumamt: '6000.00',
    },
  ],
}
/** A month of which the hospital has one settlement that is not settled here. */
const oneMissing = {
  data: { stmt_begndate: '2025-05-01', stmt_enddate: '2025-05-31' },
  detail: [{ setl_id: 'C-not-here', medfee_sumamt: '20.00', fund_pay_sumamt: '12.00', acct_pay: '0.00' }],
}

const gatewayKey = '/v1/settlement/gateway-keys/{paasId}'
/** The headers with which the hospital's system signs a call. */
const signedBy = (token: string): Record<string, string> => {
  const timestamp = String(Math.floor(Date.now() / 1000))
  const nonce = 'n-1'
  return {
    'x-tif-paasid': 'his-of-first-hospital',
    'x-tif-timestamp': timestamp,
    'x-tif-nonce': nonce,
    'x-tif-signature': signatureOf({ timestamp, nonce }, token),
  }
}

const claims = '/v1/settlement/claims'
const reconciliation = '/v1/settlement/reconciliations/{reconciliationId}'

type Reconciled = { readonly stmtinfo?: { readonly reconciliation: string } }

/** The reconciliation that the last national message made. */
const reconciledIn = (visited: TourRecord): string => {
  const { output } = visited.get('POST /v1/settlement/national')?.answer.body ?? {}
  return (output as Reconciled | undefined)?.stmtinfo?.reconciliation ?? ''
}

describeDoor(
  {
    ...{ service, refusals, effects, operations },
    tasks: () => ({}),
    subscriptions: (of) => [on(entitlementsChanged, (event) => replaceEntitlements(event, of))],
  },
  ({ deliver }) => [
    {
      does: `POST ${claims}`,
      as: hospital,
      body: visit('P2', '2025-04-01', 2000),
      after: async () => {
        await equip(assembled)
        for (const personId of ['P1', 'P2', 'P3', 'P4'])
          await deliver(entitlement(personId, 1, [spellOf('employee', '2025-01-01', '2025-12-31')]))
      },
    },
    (visited) => ({
      does: `POST ${claims}/{claimId}/reversal`,
      as: hospital,
      params: { claimId: String(visited.get(`POST ${claims}`)?.answer.body.claimId) },
      body: { reversedOn: '2025-04-02' },
    }),
    { does: `POST ${claims}`, as: hospital, body: stay('P1', '2025-03-01', '2025-03-09') },
    { does: `POST ${claims}/preview`, as: hospital, body: visit('P2', '2025-04-03', 3000) },
    (visited) => ({
      does: `GET ${claims}/{claimId}`,
      as: hospital,
      params: { claimId: String(visited.get(`POST ${claims}`)?.answer.body.claimId) },
    }),
    (visited) => ({
      does: `GET ${claims}/{claimId}/explanation`,
      as: hospital,
      params: { claimId: String(visited.get(`POST ${claims}`)?.answer.body.claimId) },
      query: { language: 'zh' },
    }),
    {
      does: 'GET /v1/settlement/persons/{personId}/years/{year}',
      as: hefei,
      params: { personId: 'P1', year: '2025' },
    },
    { does: `PUT ${gatewayKey}`, as: hefei, params: { paasId: 'his-of-its-branch' }, body: { institution } },
    {
      does: `POST ${gatewayKey}/approval`,
      as: { ...hefei, sub: 'key.checker' },
      params: { paasId: 'his-of-its-branch' },
    },
    { does: `GET ${gatewayKey}`, as: hefei, params: { paasId: 'his-of-its-branch' } },
    {
      does: `PUT ${gatewayKey}`,
      as: hefei,
      params: { paasId: 'his-of-first-hospital' },
      body: { institution },
    },
    {
      does: `POST ${gatewayKey}/approval`,
      as: { ...hefei, sub: 'key.checker' },
      params: { paasId: 'his-of-first-hospital' },
    },
    (visited) => ({
      does: 'POST /v1/settlement/national/gateway',
      as: hospital,
      headers: () => signedBy(String(visited.get(`PUT ${gatewayKey}`)?.answer.body.token)),
      body: national('2001', 6, { psn_no: 'P1', insutype: '310', begntime: '2025-06-01' }),
    }),
    { does: `DELETE ${gatewayKey}`, as: hefei, params: { paasId: 'his-of-first-hospital' } },
    single('3202', 1, oneMissing),
    (visited) => ({
      does: `GET ${reconciliation}`,
      as: hospital,
      params: {
        reconciliationId: reconciledIn(visited),
      },
    }),
    (visited) => ({
      does: `POST ${reconciliation}/differences/{entryId}`,
      as: hospital,
      params: {
        reconciliationId: String(visited.get(`GET ${reconciliation}`)?.answer.body.reconciliationId),
        entryId: 'C-not-here',
      },
      body: { how: 'confirmed' },
    }),
    single('1101', 2, { psn_no: 'P1', begntime: '2025-06-01' }),
    single('2304', 3, directStay),
    {
      does: 'POST /v1/settlement/national/batches',
      as: hospital,
      body: {
        messages: [
          national('2001', 4, { psn_no: 'P4', insutype: '310', begntime: '2025-06-01' }),
          national('2304', 5, { ...directStay, psn_no: 'P4', mdtrt_id: 'ZY-20250301-2' }),
        ],
      },
    },
  ],
  { part: 'hospital', operations: isOfHospitals },
)
