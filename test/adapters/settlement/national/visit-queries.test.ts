import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { registerHospital, registerPerson } from '../province.ts'
import { tokens, violationsIn } from '../service.ts'
import type { Counter, NationalAnswer } from './counter.ts'
import { fee, openCounter, stayFees, timeless, treat } from './counter.ts'

let counter: Counter
const send: Counter['send'] = (...message) => counter.send(...message)

beforeAll(async () => {
  counter = await openCounter(8)
  await registerHospital(counter.service, 'H34010000002')
})
afterAll(async () => {
  expect(await violationsIn(counter.service)).toEqual([])
  await counter.service.stop()
})

const elsewhere = async (infno: string, msgid: string, input: object): Promise<NationalAnswer> => {
  const body = { infno, msgid, fixmedins_code: 'H34010000002', input }
  return timeless(
    (await counter.service.call(tokens.otherHospital, 'POST', '/national', { body })).body,
  ) as never
}
const register = async (msgid: string, psn_no: string, begntime: string): Promise<string> => {
  const { output } = await send('2201', msgid, {
    data: { psn_no, begntime, med_type: '11', insutype: '310' },
  })
  return output.data?.mdtrt_id ?? ''
}
const year = { begntime: '2025-01-01', endtime: '2025-12-31' }
const rows = ({ output }: NationalAnswer) => output.mdtrtinfo as readonly Record<string, string>[]

it('5303 are the stays at the asking hospital that are not over, and nobody is told of another’s', async () => {
  await treat(counter, 'P8', 'H8-over')
  const admitted = await send('2401', 'H8', {
    mdtrtinfo: { psn_no: 'P8', begntime: '2025-07-01 08:00:00', med_type: '21' },
  })
  const asked = { data: { psn_no: 'P8', begntime: '2025-02-01', endtime: '2025-12-31' } }
  const { output } = await send('5303', 'H8-ask', asked)
  expect(output.data).toMatchObject([
    { mdtrt_id: admitted.output.result?.mdtrt_id, begntime: '2025-07-01', endtime: '', inhosp_stas: '1' },
  ])
  expect((await elsewhere('5303', 'H8-ask', asked)).output.data).toEqual([])
})

it('5204 are the fee lines of a visit or a settlement of the asking hospital', async () => {
  const stay = await treat(counter, 'P7', 'F7')
  const lines = async (more: object, ask: typeof send = send) =>
    (await ask('5204', 'F7-ask', { data: { psn_no: 'P7', ...more } })) as NationalAnswer
  const [first] = stayFees
  const collected = await lines({ mdtrt_id: stay })
  expect(collected.output.feedetail).toHaveLength(stayFees.length)
  expect(collected.output.feedetail?.[0]).toMatchObject({
    ...{ ...first, pric: '60.00', mdtrt_id: stay, setl_id: '' },
  })
  const settled = await send('2304', 'F7-settle', {
    data: { psn_no: 'P7', mdtrt_id: stay, medfee_sumamt: '10000.00' },
  })
  const setl_id = settled.output.setlinfo?.setl_id
  expect((await lines({ mdtrt_id: stay })).output.feedetail?.[0]).toMatchObject({ setl_id })
  expect((await lines({ setl_id })).output.feedetail).toMatchObject([
    { setl_id, inscp_scp_amt: '6000.00' },
    { preselfpay_amt: '300.00', inscp_scp_amt: '2700.00' },
    { fulamt_ownpay_amt: '1000.00' },
  ])
  expect((await lines({ setl_id, psn_no: 'P1' })).code).toBe('claim.unknown')
  expect((await lines({ setl_id }, elsewhere as typeof send)).code).toBe('claim.unknown')
  expect((await lines({ mdtrt_id: stay }, elsewhere as typeof send)).code).toBe('visit.unknown')
  expect((await lines({ mdtrt_id: 'HIS-none' })).code).toBe('visit.unknown')
  expect((await lines({})).code).toBe('call.bad-field')
})

describe('5201, the visits of a person', () => {
  it('are those registered, settled or not, and those of the hospital’s own numbers, by the days they were registered for', async () => {
    const stay = await treat(counter, 'P1', 'Q1')
    const open = await register('Q1-open', 'P1', '2025-06-03 09:00:00')
    const gone = await register('Q1-gone', 'P1', '2025-06-04 09:00:00')
    await send('2202', 'Q1-cancel', { data: { mdtrt_id: gone, psn_no: 'P1' } })
    const own = {
      psn_no: 'P1',
      mdtrt_id: 'HIS-1',
      med_type: '14',
      dise_codg: 'M03900',
      begntime: '2025-06-05',
    }
    await send('2207', 'Q1-own', {
      ...{ ...own, med_type: '11', dise_codg: '', medfee_sumamt: '10.00' },
      feedetail: [fee('1', 'XA01AAA001', '1', '10', '10.00')],
    })
    const told = await send('5201', 'Q1-ask', { data: { psn_no: 'P1', ...year } })
    expect(rows(told)).toEqual([
      {
        ...{ mdtrt_id: stay, psn_no: 'P1', insutype: '', med_type: '21', begntime: '2025-03-01' },
        ...{ endtime: '2025-03-31', inhosp_stas: '0', dise_codg: '', dscg_maindiag_code: 'K29' },
      },
      {
        ...{ mdtrt_id: open, psn_no: 'P1', insutype: '310', med_type: '11', begntime: '2025-06-03' },
        ...{ endtime: '2025-06-03', inhosp_stas: '', dise_codg: '', dscg_maindiag_code: '' },
      },
      {
        ...{ mdtrt_id: 'HIS-1', psn_no: 'P1', insutype: '310', med_type: '11', begntime: '2025-06-05' },
        ...{ endtime: '2025-06-05', inhosp_stas: '', dise_codg: '', dscg_maindiag_code: '' },
      },
    ])
    const ids = async (msgid: string, data: object) =>
      rows(await send('5201', msgid, { data: { psn_no: 'P1', ...year, ...data } })).map(
        ({ mdtrt_id }) => mdtrt_id,
      )
    expect(await ids('Q1-b', { begntime: '2025-06-01', endtime: '2025-06-03' })).toEqual([open])
    expect(await ids('Q1-c', { med_type: '21' })).toEqual([stay])
    expect(await ids('Q1-d', { mdtrt_id: 'his-1' })).toEqual(['HIS-1'])
    const alone = { psn_no: 'P1', mdtrt_id: open }
    expect(rows(await send('5201', 'Q1-f', { data: alone })).map(({ mdtrt_id }) => mdtrt_id)).toEqual([open])
    expect(await send('5201', 'Q1-g', { data: { psn_no: 'P1' } })).toMatchObject({
      ...{ infcode: -1, field: 'input.begntime', err_msg: '开始时间（begntime）未填写' },
    })
    expect(await ids('Q1-e', { mdtrt_id: open.toLowerCase() })).toEqual([open])
  })

  it('who is still in hospital has no last day', async () => {
    const { output } = await send('2401', 'Q2-in', {
      mdtrtinfo: { psn_no: 'P2', begntime: '2025-03-01', med_type: '21' },
    })
    const told = await send('5201', 'Q2-ask', { data: { psn_no: 'P2', ...year } })
    expect(rows(told)).toMatchObject([
      { mdtrt_id: output.result?.mdtrt_id, endtime: '', inhosp_stas: '1', begntime: '2025-03-01' },
    ])
  })

  it('a settlement that is cancelled leaves no visit under a hospital’s own number, and a registered one open', async () => {
    const visit = await treat(counter, 'P3', 'Q3')
    const settled = await send('2304', 'Q3-settle', {
      mdtrt_id: visit,
      psn_no: 'P3',
      medfee_sumamt: '10000.00',
    })
    await send('2305', 'Q3-cancel', {
      psn_no: 'P3',
      setl_id: settled.output.setlinfo?.setl_id,
      setl_time: '2025-12-01',
    })
    const own = {
      psn_no: 'P3',
      mdtrt_id: 'HIS-3',
      med_type: '21',
      begntime: '2025-05-01',
      dscg_time: '2025-05-03',
    }
    const direct = await send('2304', 'Q3-own', { ...own, medfee_sumamt: '10000.00', feedetail: stayFees })
    expect(direct.infcode).toBe(0)
    await send('2305', 'Q3-back', {
      psn_no: 'P3',
      setl_id: direct.output.setlinfo?.setl_id,
      setl_time: '2025-12-01',
    })
    const told = await send('5201', 'Q3-ask', { data: { psn_no: 'P3', ...year } })
    expect(rows(told).map(({ mdtrt_id }) => mdtrt_id)).toEqual([visit])
  })

  it('of another institution, and of another person, are not told', async () => {
    const visit = await register('Q4-in', 'P4', '2025-06-03')
    expect(rows(await elsewhere('5201', 'Q4-a', { psn_no: 'P4', ...year }))).toEqual([])
    for (const [index, mdtrt_id] of [visit, 'HIS-1'].entries()) {
      const refused = { infcode: -1, code: 'visit.unknown', field: 'input.mdtrt_id' }
      expect(await elsewhere('5201', `Q4-b${index}`, { psn_no: 'P4', ...year, mdtrt_id })).toMatchObject(
        refused,
      )
      expect(await elsewhere('5202', `Q4-c${index}`, { psn_no: 'P4', mdtrt_id })).toMatchObject(refused)
      expect(await send('5202', `Q4-d${index}`, { psn_no: 'P5', mdtrt_id })).toMatchObject(refused)
    }
  })

  it('are asked for by at most a year, in order', async () => {
    const ask = (msgid: string, begntime: string, endtime: string) =>
      send('5201', msgid, { data: { psn_no: 'P4', begntime, endtime } })
    expect((await ask('Q5-a', '2024-12-31', '2026-01-01')).infcode).toBe(0)
    for (const [index, begntime] of ['2024-12-30', '2026-01-02'].entries())
      expect(await ask(`Q5-${index}`, begntime, '2026-01-01')).toMatchObject({
        ...{ code: 'visit.bad-period', field: 'input.endtime' },
        err_msg: '结束（出院）时间（endtime）“2026-01-01”：查询的起止日期颠倒，或超过366天',
      })
  })
})

describe('5202, the diagnosis of a visit', () => {
  it('is the main one as it is known now; none before anyone said it', async () => {
    const mdtrt_id = await register('R1-in', 'P6', '2025-06-03')
    const of = { mdtrt_id, psn_no: 'P6' }
    expect((await send('5202', 'R1-a', { data: of })).output).toEqual({ diseinfo: [] })
    await send('2203', 'R1-b', {
      mdtrtinfo: { ...of, med_type: '11' },
      diseinfo: [
        { diag_code: 'J00', maindiag_flag: '0' },
        { diag_code: 'K29', maindiag_flag: '1' },
      ],
    })
    expect((await send('5202', 'R1-c', { data: of })).output).toEqual({
      diseinfo: [{ ...of, maindiag_flag: '1', diag_srt_no: '1', diag_code: 'K29' }],
    })
  })
})

describe('the main diagnosis of an outpatient visit', () => {
  it('is the first by its place where none is marked, as 2203 and 2203A have it, and never one that holds no longer', async () => {
    const mdtrt_id = await register('R2-in', 'P5', '2025-06-03')
    const of = { mdtrt_id, psn_no: 'P5' }
    const row = (diag_code: string, diag_srt_no: number | string, vali_flag = '1') => ({
      ...{ diag_type: '1', diag_srt_no, diag_code, diag_name: '', diag_dept: '', vali_flag },
    })
    const described = async (msgid: string, diseinfo: readonly object[]) => {
      await send('2203A', `${msgid}-say`, { mdtrtinfo: { ...of, med_type: '11' }, diseinfo })
      const { output } = await send('5202', `${msgid}-ask`, { data: of })
      return output.diseinfo?.map(({ diag_code }) => diag_code)
    }
    expect(await described('R2-a', [row('J00', 2), row('K29', '1')])).toEqual(['K29'])
    expect(await described('R2-b', [row('K29', '1.0', '0'), row('J00', '2.0')])).toEqual(['J00'])
    expect(await described('R2-c', [row('I10', 1), { ...row('E11', 2), maindiag_flag: '1' }])).toEqual([
      'E11',
    ])
    expect(await described('R2-d', [{ diag_code: 'M05' }, { diag_code: 'M06' }])).toEqual(['M05'])
  })
})

describe('5301, the chronic diseases registered of a person', () => {
  it('are all of them, whatever institution asks; none of whom none is registered', async () => {
    const diseases = [
      { code: 'M03900', from: '2024-01-01', to: '2025-06-30' },
      { code: 'M07101', from: '2025-02-01', to: null },
    ]
    const put = await registerPerson(counter.service, 'P7', {
      diseases: [diseases[0], { code: 'M07101', from: '2025-02-01' }],
    })
    expect(put.status).toBe(200)
    const told = await elsewhere('5301', 'S1-a', { data: { psn_no: 'P7' } })
    expect(told.output).toEqual({
      feedetail: diseases.map(({ code, from, to }) => ({
        ...{ opsp_dise_code: code, opsp_dise_name: '', begndate: from, enddate: to ?? '' },
      })),
    })
    expect((await send('5301', 'S1-c', { data: { psn_no: 'P99' } })).code).toBe('person.unknown')
  })
})

describe('each look', () => {
  it('is traced with the person it was of', async () => {
    const mdtrt_id = await register('T1-in', 'P8', '2025-06-03')
    const looks = async () =>
      (await counter.service.call(tokens.province, 'GET', '/looks', { query: { personId: 'P8' } })).body
        .looks as object[]
    const before = (await looks()).length
    await send('5201', 'T1-a', { data: { psn_no: 'P8', ...year } })
    await send('5202', 'T1-b', { data: { psn_no: 'P8', mdtrt_id } })
    expect((await looks()).length).toBe(before + 2)
  })
})
