import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { tokens, usageOf, violationsIn } from '../service.ts'
import type { Counter } from './counter.ts'
import { fee, openCounter, stayFees, treat } from './counter.ts'

let counter: Counter
const send: Counter['send'] = (...message) => counter.send(...message)

beforeAll(async () => {
  counter = await openCounter()
})
afterAll(async () => {
  expect(await violationsIn(counter.service)).toEqual([])
  await counter.service.stop()
})

describe('an inpatient visit', () => {
  it('is admitted, charged, left and settled: the collected lines come to the worked claim', async () => {
    const mdtrt_id = await treat(counter, 'P1', 'A')
    const data = { mdtrt_id, psn_no: 'P1', medfee_sumamt: '10000.00' }
    const preview = await send('2303', 'A-preview', { data })
    const settled = await send('2304', 'A-settle', { data })
    expect(settled).toMatchObject({
      infcode: 0,
      output: {
        setlinfo: { mdtrt_id, hifp_pay: '7290.00', psn_cash_pay: '2710.00', clr_type: '21' },
        setldetail: [{ fund_pay_type: '310100', fund_payamt: '7290.00' }],
        feedetail: [
          { feedetl_sn: 'F1' },
          { feedetl_sn: 'F2', preselfpay_amt: '300.00' },
          { feedetl_sn: 'F3' },
        ],
      },
    })
    const {
      setl_id: _,
      medins_setl_id: previewId,
      setl_time: __,
      ...previewed
    } = preview.output.setlinfo as Record<string, string>
    expect(settled.output.setlinfo).toMatchObject(previewed)
    expect([previewId, settled.output.setlinfo?.medins_setl_id]).toEqual(['A-preview', 'A-settle'])
  })

  it('is previewed with what supervision has to say of it: the same disease again within days', async () => {
    const { output } = await send('2303', 'A-return', {
      psn_no: 'P1',
      med_type: '21',
      begntime: '2025-04-05',
      dscg_time: '2025-04-09',
      diseinfo: [{ diag_code: 'K29', maindiag_flag: '1' }],
      medfee_sumamt: '6000.00',
      feedetail: [stayFees[0]],
    })
    expect(output.warninfo).toMatchObject([{ rule: expect.any(String), warn_msg: expect.any(String) }])
  })

  it('is settled once: the message again is answered alike, another is refused', async () => {
    const mdtrt_id = await treat(counter, 'P2', 'B')
    const data = { mdtrt_id, psn_no: 'P2', medfee_sumamt: '10000.00' }
    const settled = await send('2304', 'B-settle', { data })
    expect(await send('2304', 'B-settle', { data })).toEqual(settled)
    expect((await send('2304', 'B-other', { data })).code).toBe('claim.duplicate')
    expect((await send('2303', 'B-preview', { data })).code).toBe('claim.duplicate')
    expect((await send('2301', 'B-late', { feedetail: [{ ...data, ...stayFees[0] }] })).code).toBe(
      'visit.settled',
    )
    expect((await send('2404', 'B-cancel', { data })).code).toBe('visit.settled')
  })

  it('is open again when its settlement is cancelled, and is settled anew as it then stands', async () => {
    const mdtrt_id = await treat(counter, 'P3', 'C')
    const visit = { mdtrt_id, psn_no: 'P3' }
    const first = await send('2304', 'C-settle', { data: { ...visit, medfee_sumamt: '10000.00' } })
    const { setl_id } = first.output.setlinfo as Record<string, string>
    await send('2305', 'C-reverse', { data: { ...visit, setl_id, setl_time: '2025-04-01' } })
    expect((await send('2304', 'C-settle', { data: { ...visit, medfee_sumamt: '10000.00' } })).code).toBe(
      'claim.already-reversed',
    )
    const withdrawn = await send('2302', 'C-withdraw', { data: [{ ...visit, feedetl_sn: 'F3' }] })
    expect(withdrawn.output.result).toEqual([{ feedetl_sn: 'F3', mdtrt_id }])
    const again = await send('2304', 'C-again', { data: { ...visit, medfee_sumamt: '9000.00' } })
    expect(again.output.setlinfo).toMatchObject({ medfee_sumamt: '9000.00', hifp_pay: '7290.00' })
  })

  it('is not settled before the discharge, nor for another amount than its lines come to', async () => {
    const mdtrt_id = await treat(counter, 'P4', 'D')
    const visit = { mdtrt_id, psn_no: 'P4' }
    const other = await send('2304', 'D-less', { data: { ...visit, medfee_sumamt: '9999.99' } })
    expect([other.code, other.field]).toEqual(['claim.total-does-not-add-up', 'input.medfee_sumamt'])
    await send('2405', 'D-stay', { data: visit })
    const early = await send('2304', 'D-early', { data: { ...visit, medfee_sumamt: '10000.00' } })
    expect([early.code, early.field]).toEqual(['visit.not-discharged', 'input.mdtrt_id'])
    const preview = await send('2303', 'D-preview', {
      data: { ...visit, medfee_sumamt: '10000.00', setl_time: '2025-03-20' },
    })
    expect(preview.output.setlinfo).toMatchObject({ hifp_pay: '7290.00' })
    await send('2404', 'D-cancel', { data: visit })
    expect((await send('2304', 'D-late', { data: { ...visit, medfee_sumamt: '10000.00' } })).code).toBe(
      'visit.cancelled',
    )
  })

  it('is not settled twice by two messages at once, nor beside a line that comes in', async () => {
    const mdtrt_id = await treat(counter, 'P5', 'E')
    const visit = { mdtrt_id, psn_no: 'P5' }
    const data = { ...visit, medfee_sumamt: '10000.00' }
    const late = fee('F4', 'XA01AAA001', '1', '60', '60.00')
    const [one, two, line] = await Promise.all([
      send('2304', 'E-one', { data }),
      send('2304', 'E-two', { data }),
      send('2301', 'E-line', { feedetail: [{ ...visit, ...late }] }),
    ])
    const settled = [one, two].filter(({ infcode }) => infcode === 0)
    expect(settled.length + (line.infcode === 0 ? 1 : 0)).toBe(1)
    if (line.infcode !== 0) expect(line.code).toBe('visit.settled')
  })

  it('is answered when its answer was lost, and counted once', async () => {
    const mdtrt_id = await treat(counter, 'P6', 'F')
    const data = { mdtrt_id, psn_no: 'P6', medfee_sumamt: '10000.00' }
    await counter.sendInVain('2304', 'F-settle', { data })
    const before = await counter.yearOf('P6')
    expect(await send('2304', 'F-settle', { data })).toMatchObject({
      infcode: 0,
      output: { setlinfo: { hifp_pay: '7290.00' } },
    })
    expect(await counter.yearOf('P6')).toEqual(before)
  })

  it('writes what it adds and nothing else: a long stay costs no more a call than a short one', async () => {
    const admitted = await send('2401', 'G-admit', { psn_no: 'P7', begntime: '2025-03-01', med_type: '21' })
    const visit = { mdtrt_id: admitted.output.result?.mdtrt_id ?? '', psn_no: 'P7' }
    const charge = (day: number) =>
      send('2301', `G-${day}`, {
        feedetail: Array.from({ length: 5 }, (_, index) => ({
          ...visit,
          ...fee(`${day}-${index}`, 'XA01AAA001', '1', '60', '60.00'),
        })),
      })
    const units: number[] = []
    for (let day = 1; day <= 12; day += 1) {
      const used = await usageOf(() => charge(day))
      units.push(used.find(({ operation }) => operation === 'change-visit')?.WriteUnits ?? 0)
    }
    expect(new Set(units)).toEqual(new Set([4]))
  })
})

describe('an outpatient visit', () => {
  const register = (msgid: string, psn_no: string, more: object = {}) =>
    send('2201', msgid, { data: { psn_no, insutype: '310', begntime: '2025-05-06 09:00:00', ...more } })

  it('is registered, described, charged and settled', async () => {
    const registered = await register('O1', 'P8', { ipt_otp_no: '7' })
    expect(registered.output).toMatchObject({
      data: { psn_no: 'P8', ipt_otp_no: '7' },
      trtinfo: [{ trt_enjymnt_flag: '1', insuplc_admdvs: '340100' }],
    })
    const visit = { mdtrt_id: registered.output.data?.mdtrt_id ?? '', psn_no: 'P8' }
    await send('2203', 'O1-info', {
      mdtrtinfo: { ...visit, med_type: '11' },
      diseinfo: [{ diag_code: 'J00', maindiag_flag: '1' }],
    })
    const charged = await send('2204', 'O1-fees', {
      feedetail: [
        { ...visit, ...fee('1', 'XB02BBB002', '2', '300', '600.00') },
        { ...visit, ...fee('2', 'NOT-LISTED', '1', '10', '10.00') },
      ],
    })
    expect(charged.output.result).toEqual([
      {
        feedetl_sn: '1',
        det_item_fee_sumamt: '600.00',
        fulamt_ownpay_amt: '0.00',
        overlmt_amt: '0.00',
        preselfpay_amt: '60.00',
        inscp_scp_amt: '540.00',
        cnt: '2',
        pric: '300.00',
        chrgitm_lv: '02',
        selfpay_prop: '0.1000',
      },
      expect.objectContaining({ feedetl_sn: '2', fulamt_ownpay_amt: '10.00', memo: '项目不在当日目录内' }),
    ])
    await send('2205', 'O1-withdraw', { data: { ...visit, feedetl_sn: '2' } })
    const settled = await send('2207', 'O1-settle', { data: { ...visit, medfee_sumamt: '600.00' } })
    expect(settled).toMatchObject({
      infcode: 0,
      output: { setlinfo: { clr_type: '11', med_type: '11' }, feedetail: [{ feedetl_sn: '1' }] },
    })
  })

  it('is registered once under a message id, and the answer of a repeat is the same', async () => {
    const first = await register('O2', 'P9')
    expect(await register('O2', 'P9')).toEqual(first)
    expect((await register('O2', 'P10')).code).toBe('claim.other-payload')
  })

  it('withdraws a batch or everything, and nothing that is not there', async () => {
    const visit = { mdtrt_id: (await register('O3', 'P9')).output.data?.mdtrt_id ?? '', psn_no: 'P9' }
    const line = (serial: string, chrg_bchno: string) => ({
      ...visit,
      ...fee(serial, 'XA01AAA001', '1', '60', '60.00'),
      chrg_bchno,
    })
    await send('2204', 'O3-fees', { feedetail: [line('1', 'B1'), line('2', 'B1'), line('3', 'B2')] })
    const batch = await send('2205', 'O3-batch', { data: { ...visit, chrg_bchno: 'B1' } })
    expect(batch.output.result).toMatchObject([{ feedetl_sn: '1' }, { feedetl_sn: '2' }])
    expect((await send('2205', 'O3-none', { data: { ...visit, feedetl_sn: '1' } })).code).toBe('fee.unknown')
    const all = await send('2205', 'O3-all', { data: { ...visit, chrg_bchno: '0000' } })
    expect(all.output.result).toMatchObject([{ feedetl_sn: '3' }])
    expect((await send('2202', 'O3-cancel', { data: visit })).infcode).toBe(0)
    expect((await send('2204', 'O3-late', { feedetail: [line('4', 'B3')] })).code).toBe('visit.cancelled')
  })

  it('tells at registration that no benefits are enjoyed, and refuses only hard facts', async () => {
    const other = await register('O4', 'P9', { insutype: '390' })
    expect(other).toMatchObject({ infcode: 0, output: { trtinfo: [{ trt_enjymnt_flag: '0' }] } })
    expect((await register('O5', 'P-unknown')).code).toBe('person.unknown')
    expect((await register('O6', 'P9', { begntime: '2019-12-31' })).code).toBe('institution.not-designated')
    expect((await register('O7', 'P9', { med_type: '21' })).field).toBe('input.med_type')
    expect((await register('O8', 'P9', { begntime: '2099-01-01' })).code).toBe('claim.in-future')
  })

  it('belongs to the institution that registered it', async () => {
    const visit = { mdtrt_id: (await register('O9', 'P9')).output.data?.mdtrt_id ?? '', psn_no: 'P9' }
    const elsewhere = { ...visit, fixmedins_code: 'H34010000002' }
    const body = { infno: '2202', msgid: 'O9-x', fixmedins_code: 'H34010000002', input: elsewhere }
    const answer = await counter.service.call(tokens.otherHospital, 'POST', '/national', {
      key: 'O9-x',
      body,
    })
    expect(answer.body.code).toBe('visit.unknown')
  })
})

describe('what is asked about a person', () => {
  it('1101: how the person is insured', async () => {
    const { output } = await send('1101', 'Q1', { data: { psn_no: 'P11', begntime: '2025-06-01' } })
    expect(output).toEqual({
      baseinfo: {
        ...{ psn_no: 'P11', gend: '2', brdy: '1980-05-01', age: '45' },
        // Nobody could be asked who they are.
        ...{ psn_cert_type: '', certno: '', psn_name: '', naty: '' },
      },
      insuinfo: [
        {
          insutype: '310',
          psn_type: '1101',
          psn_insu_stas: '1',
          psn_insu_date: '2025-01-01',
          paus_insu_date: '2025-12-31',
          insuplc_admdvs: '340100',
          balc: '0.00',
        },
      ],
      idetinfo: [],
    })
  })

  it('2001: whether benefits are enjoyed on a day, and why not', async () => {
    const asked = { psn_no: 'P11', insutype: '310' }
    const yes = await send('2001', 'Q2', { data: { ...asked, begntime: '2025-06-01' } })
    expect(yes.output.trtinfo).toMatchObject([{ trt_enjymnt_flag: '1', enddate: '2025-12-31' }])
    const no = await send('2001', 'Q3', { data: { ...asked, insutype: '390', begntime: '2025-06-01' } })
    expect(no.output.trtinfo).toMatchObject([{ trt_enjymnt_flag: '0', trt_chk_rslt: '险种与参保信息不符' }])
  })

  it("5206: what was counted of the person's year", async () => {
    const { output } = await send('5206', 'Q4', { data: { psn_no: 'P1', cum_ym: '2025' } })
    expect(output.cuminfo).toContainEqual({ insutype: '310', year: '2025', cum_type_code: 'stays', cum: '1' })
    expect(output.cuminfo).toContainEqual(
      expect.objectContaining({ cum_type_code: 'inpatientPaid', cum: '7290.00' }),
    )
  })
})
