import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startBucket } from '#test/support/buckets.ts'
import { notOffered } from '../../../../services/settlement/national/not-offered.ts'
import { transactions } from '../../../../services/settlement/national/transactions.ts'
import { registerPerson, registerPharmacy } from '../province.ts'
import { tokens } from '../service.ts'
import type { Counter, NationalAnswer } from './counter.ts'
import { at, fee, hospital, openCounter, pharmacy } from './counter.ts'

const file = 'docs/examples/national/transactions.json'

let counter: Counter
let bucket: Awaited<ReturnType<typeof startBucket>>
beforeAll(async () => {
  bucket = await startBucket()
  counter = await openCounter(6)
  await registerPharmacy(counter.service, pharmacy)
  await registerPerson(counter.service, 'P6', {
    contracts: [{ institution: hospital, from: '2025-01-01' }],
    filings: [{ kind: 'referral', where: '310000', from: '2025-05-01' }],
  })
  await registerPerson(counter.service, 'P5', { diseases: [{ code: 'M03900', from: '2025-01-01' }] })
})
afterAll(async () => {
  await counter.service.stop()
  await bucket.stop()
})

type Example = { readonly request: object; readonly answer: NationalAnswer }
const examples: Record<string, Example> = {}
let sent = 0

/** Sends a message at a moment of its own, and keeps the first of each transaction as its example. */
const send = (
  infno: string,
  input: object,
  day = '2025-06-11',
  sender = hospital,
): Promise<NationalAnswer> => {
  sent += 1
  const [hour, minute] = [9 + Math.floor(sent / 60), sent % 60].map((each) => String(each).padStart(2, '0'))
  const time = `${day} ${hour}:${minute}:00`
  const request = {
    ...{ infno, msgid: `${sender}${time.replaceAll(/\D/g, '')}${String(sent).padStart(4, '0')}` },
    ...{ mdtrtarea_admvs: '340100', insuplc_admdvs: '340100', recer_sys_code: '', infver: 'V1.0' },
    ...{ opter_type: '1', opter: '0042', opter_name: '', inf_time: time, fixmedins_code: sender },
    ...{ fixmedins_name: '', sign_no: '', input },
  }
  return at(time, async () => {
    const token = { ...tokens.hospital, institution: sender }
    const { body } = await counter.service.call(token, 'POST', '/national', { body: request })
    const answer = body as unknown as NationalAnswer
    const clockless = { ...body, refmsg_time: '20250611090000123', respond_time: '20250611090000456' }
    examples[infno] ??= { request, answer: clockless as unknown as NationalAnswer }
    if (answer.infcode !== 0) throw new Error(`${infno}: ${answer.err_msg}`)
    return answer
  })
}

const diseinfo = [{ diag_code: 'K29', maindiag_flag: '1' }]
const line = (serial: string, count: string, amount: string) =>
  fee(serial, 'XB02BBB002', count, '300.000000', amount)

const outpatient = async () => {
  const registration = { psn_no: 'P1', insutype: '310', med_type: '11', begntime: '2025-06-11 09:00:00' }
  await send('1101', { data: { psn_no: 'P1', begntime: '2025-06-11 09:00:00' } })
  await send('2001', { data: { psn_no: 'P1', insutype: '310', begntime: '2025-06-11 09:00:00' } })
  const registered = await send('2201', { data: registration })
  const of = { mdtrt_id: registered.output.data?.mdtrt_id, psn_no: 'P1' }
  await send('2203', { mdtrtinfo: { ...of, med_type: '11', begntime: '2025-06-11 09:00:00' }, diseinfo })
  const lines = [line('1', '2.0000', '600.0000'), line('2', '1.0000', '300.0000')]
  await send('2204', { feedetail: lines.map((each) => ({ ...of, ...each })) })
  await send('2205', { data: { ...of, feedetl_sn: '2' } })
  const charge = { data: { ...of, med_type: '11', medfee_sumamt: '600.0000', acct_used_flag: '0' } }
  await send('2206', charge)
  const settled = await send('2207', charge)
  await send('5203', { data: of })
  await send('2208', { data: { ...of, setl_id: settled.output.setlinfo?.setl_id } })
  await send('2202', { data: of })
}

const inpatient = async () => {
  const admission = { psn_no: 'P2', insutype: '310', med_type: '21', begntime: '2025-06-01 08:15:00' }
  const admitted = await send('2401', { mdtrtinfo: admission, diseinfo })
  const of = { mdtrt_id: admitted.output.result?.mdtrt_id, psn_no: 'P2' }
  await send('2403', { mdtrtinfo: { ...of, med_type: '21' }, diseinfo })
  const lines = [line('1', '10.0000', '3000.0000'), line('2', '1.0000', '300.0000')]
  await send('2301', { feedetail: lines.map((each) => ({ ...of, ...each })) })
  await send('2302', { data: [{ ...of, feedetl_sn: '2' }] })
  const left = { dscginfo: { ...of, endtime: '2025-06-10 10:30:00' }, diseinfo }
  await send('2402', left)
  await send('2405', { data: of })
  await send('2402', left)
  const settlement = { data: { ...of, med_type: '21', medfee_sumamt: '3000.0000', acct_used_flag: '0' } }
  await send('2303', settlement)
  const settled = await send('2304', settlement)
  await send('5206', { data: { psn_no: 'P2', cum_ym: '2025-06' } })
  const setl_id = settled.output.setlinfo?.setl_id
  const amounts = { medfee_sumamt: '3000.00', fund_pay_sumamt: '1890.00', acct_pay: '0.00' }
  const days = { stmt_begndate: '2025-06-11', stmt_enddate: '2025-06-11' }
  const totals = { ...days, insutype: '310', clr_type: '21', ...amounts, fixmedins_setl_cnt: '1' }
  await send('3201', { data: totals }, '2025-06-12')
  const detail = [{ setl_id, ...amounts, medfee_sumamt: '3000.10', refd_setl_flag: '0' }]
  await send('3202', { data: days, detail }, '2025-06-12')
  const inFile = `setl_id\tmedfee_sumamt\tfund_pay_sumamt\tacct_pay\n${setl_id}\t3000.10\t1890.00\t0.00\n`
  const uploaded = await send(
    '9101',
    { fsUploadIn: { in: Buffer.from(inFile).toString('base64'), filename: '20250611.txt' } },
    '2025-06-12',
  )
  const compared = await send(
    '3202',
    { data: { ...days, file_qury_no: uploaded.output.file_qury_no } },
    '2025-06-12',
  )
  await send('9102', { fsDownloadIn: compared.output.fileinfo as object }, '2025-06-12')
  await send('2305', { data: { ...of, setl_id } }, '2025-06-12')
  const cancelled = await send('2401', { mdtrtinfo: { ...admission, psn_no: 'P3' } })
  await send('2404', { data: { psn_no: 'P3', mdtrt_id: cancelled.output.result?.mdtrt_id } })
}

/** The variants A, of a visit with a charging batch, and what can be asked of it. */
const variants = async () => {
  const chronic = { psn_no: 'P5', insutype: '310', med_type: '14', begntime: '2025-06-11 09:00:00' }
  const registered = await send('2201', { data: { ...chronic, dise_codg: 'M03900' } })
  const of = { mdtrt_id: registered.output.data?.mdtrt_id, psn_no: 'P5' }
  const described = { ...of, med_type: '14', begntime: '2025-06-11 09:00:00', dise_codg: 'M03900' }
  await send('2203A', { mdtrtinfo: described, diseinfo })
  await send('2204', { feedetail: [{ ...of, ...line('1', '2.0000', '600.0000'), chrg_bchno: 'B1' }] })
  const charge = { ...of, med_type: '14', medfee_sumamt: '600.0000', acct_used_flag: '0', chrg_bchno: 'B1' }
  await send('2206A', { data: { ...charge, psn_setlway: '01' } })
  await send('2207A', { data: { ...charge, psn_setlway: '01', invono: '' } })
  await send('5201', { data: { psn_no: 'P5', begntime: '2025-06-01', endtime: '2025-06-30' } })
  await send('5202', { data: of })
  await send('5301', { data: { psn_no: 'P5' } })
}

const atPharmacy = async () => {
  const drug = fee('1', 'XA01AAA001', '2.0000', '30.000000', '60.0000')
  const purchase = {
    druginfo: {
      ...{ psn_no: 'P6', insutype: '310', med_type: '41', begntime: '2025-06-11 09:00:00' },
      ...{ mdtrt_cert_type: '02', medfee_sumamt: '60.0000', acct_used_flag: '0', invono: '' },
    },
    drugdetail: [{ ...drug, fee_ocur_time: '2025-06-11 09:00:00' }],
  }
  await send('2101', purchase, undefined, pharmacy)
  const settled = await send('2102', purchase, undefined, pharmacy)
  const { setlinfo } = settled.output
  const of = { psn_no: 'P6', mdtrt_id: setlinfo?.mdtrt_id, setl_id: setlinfo?.setl_id }
  await send('2103', { data: of }, undefined, pharmacy)
}

const downloaded = async () => {
  await send('1201', { medinsinfo: { fixmedins_type: '2', fixmedins_name: '', fixmedins_code: pharmacy } })
  await send('1312', { data: { updt_time: '2025-01-01', page_num: 1, page_size: 2 } })
}

const filed = async () => {
  const referral = { psn_no: 'P4', reflin_medins_no: 'H31010000001', mdtrtarea_admdvs: '310000' }
  const referred = await send('2501', {
    refmedin: { ...referral, refl_rea: '本地无法确诊', begndate: '2025-06-12', enddate: '' },
  })
  const trt_dcla_detl_sn = referred.output.result?.trt_dcla_detl_sn
  await send('2502', { data: { psn_no: 'P4', trt_dcla_detl_sn, memo: '填错' } })
  const disease = { psn_no: 'P4', opsp_dise_code: 'M03900', opsp_dise_name: '', diag_dr_name: '王医生' }
  const chronic = await send('2503', {
    data: { ...disease, hosp_ide_date: '2025-06-11', begndate: '2025-06-12', enddate: '' },
  })
  const waiting = { psn_no: 'P4', trt_dcla_detl_sn: chronic.output.result?.trt_dcla_detl_sn }
  await send('2504', { data: { ...waiting, memo: '填错' } })
}

/** What came later than the rest, so that their numbers stay as they are. */
const later = async () => {
  for (const infno of ['1301', '1302', '1303', '1305', '1306'])
    await send(infno, { data: { ver: '0', page_num: 1, page_size: 2 } })
  await send('1901', { data: { type: 'insutype' } })
  const contracted = await send('2505', {
    data: {
      psn_no: 'P4',
      fixmedins_code: hospital,
      begndate: '2025-06-12',
      enddate: '',
      memo: '家庭医生签约',
    },
  })
  const contract = { psn_no: 'P4', trt_dcla_detl_sn: contracted.output.result?.trt_dcla_detl_sn }
  await send('2506', { data: { ...contract, memo: '填错' } })
  for (const infno of ['5302', '5304']) await send(infno, { data: { psn_no: 'P6' } })
  const settled = examples['2207A']?.answer.output.setlinfo
  await send('4101', {
    setlinfo: {
      ...{ psn_no: 'P5', setl_id: settled?.setl_id, fixmedins_code: hospital },
      ...{ adm_time: '2025-06-11 09:00:00', dscg_time: '2025-06-11 09:00:00' },
    },
    diseinfo: [{ diag_type: '1', diag_code: 'M03900', maindiag_flag: '1' }],
    iteminfo: [{ med_chrgitm: '09', amt: '600.00' }],
  })
  const lines = { psn_no: 'P5', setl_id: examples['2207A']?.answer.output.setlinfo?.setl_id }
  await send('5204', { data: lines })
  const admission = { psn_no: 'P3', insutype: '310', med_type: '21', begntime: '2025-06-11 08:15:00' }
  await send('2401', { mdtrtinfo: admission, diseinfo })
  await send('5303', { data: { psn_no: 'P3', begntime: '2025-06-01', endtime: '2025-06-30' } })
}

const others = async () => {
  const signed = await send('9001', {
    signIn: { opter_no: '0042', mac: '00-16-3E-11-22-33', ip: '10.2.3.4' },
  })
  await send('9002', { signOut: { sign_no: signed.output.signinoutb?.sign_no, opter_no: '0042' } })
  const lost = `${hospital}202506110900009999`
  await send('2601', { data: { psn_no: 'P4', omsgid: lost, oinfno: '2207' } })
}

describe('the transactions of the documentation', () => {
  it('have each a whole request and its answer from a real run', async () => {
    await outpatient()
    await inpatient()
    await others()
    await filed()
    await variants()
    await atPharmacy()
    await downloaded()
    await later()
    expect(Object.keys(examples).sort()).toEqual(transactions.map(({ infno }) => infno).sort())
    const sorted = Object.fromEntries(Object.entries(examples).sort(([a], [b]) => (a < b ? -1 : 1)))
    if (process.env.WRITE_EXAMPLES === '1' || !existsSync(file))
      writeFileSync(file, `${JSON.stringify(sorted, null, 2)}\n`)
    expect(JSON.parse(JSON.stringify(sorted))).toEqual(JSON.parse(readFileSync(file, 'utf8')))
  })

  it('that are not offered are declined by their name, each of them', async () => {
    const offered = new Set(transactions.map(({ infno }) => infno))
    expect(notOffered.map(({ infno }) => infno)).toContain('3203')
    expect(notOffered.filter(({ infno }) => offered.has(infno))).toEqual([])
    for (const { infno, name } of notOffered) {
      const body = { infno, msgid: `NOT-${infno}`, fixmedins_code: hospital, input: {} }
      const { status, body: answer } = await counter.service.call(tokens.hospital, 'POST', '/national', {
        body,
      })
      expect([status, answer.infcode, answer.code]).toEqual([200, -1, 'national.not-offered'])
      expect(answer.err_msg).toContain(`本平台不提供该交易（${infno} ${name}）`)
    }
  })
})
