import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { registerPharmacy, visit } from '../province.ts'
import { tokens, violationsIn } from '../service.ts'
import type { Counter, NationalAnswer } from './counter.ts'
import { fee, openCounter, pharmacy, timeless } from './counter.ts'

let counter: Counter

beforeAll(async () => {
  counter = await openCounter(20)
  await registerPharmacy(counter.service, pharmacy)
})
afterAll(async () => {
  expect(await violationsIn(counter.service)).toEqual([])
  await counter.service.stop()
})

const seller = { ...tokens.hospital, institution: pharmacy }
const send = async (infno: string, msgid: string, input: object): Promise<NationalAnswer> => {
  const body = { infno, msgid, infver: 'V1.0', fixmedins_code: pharmacy, input }
  return timeless((await counter.service.call(seller, 'POST', '/national', { body })).body) as never
}

/** Three boxes at 100 yuan and one at 60, as a pharmacy's system sends them. */
const lines = [
  fee('1', 'XA01AAA001', '3.0000', '100.000000', '300.0000'),
  fee('2', 'XB02BBB002', '1.0000', '60.000000', '60.0000'),
]
const bought = (psn_no: string, more: object = {}, drugdetail: readonly object[] = lines) => ({
  druginfo: {
    ...{ psn_no, insutype: '310', begntime: '2025-11-20 09:00:00', medfee_sumamt: '360.0000' },
    ...{ mdtrt_cert_type: '02', mdtrt_cert_no: '', dise_codg: '', acct_used_flag: '0', med_type: '41' },
    ...more,
  },
  drugdetail,
})
const setlId = ({ output }: NationalAnswer): string => output.setlinfo?.setl_id ?? ''
const money = ({ output: { setlinfo } }: NationalAnswer) =>
  Object.fromEntries(
    Object.entries(setlinfo ?? {}).filter(([, value]) => /^-?\d+\.\d\d+$/.test(String(value))),
  )

describe('a purchase at a pharmacy', () => {
  it('is settled in one message, cleared as a pharmacy’s, and previewed as the same', async () => {
    const previewed = await send('2101', 'A-1', bought('P1'))
    const settled = await send('2102', 'A-2', bought('P1'))
    expect([previewed.infcode, settled.infcode]).toEqual([0, 0])
    expect(money(settled)).toEqual(money(previewed))
    expect(settled.output.setlinfo).toMatchObject({
      ...{ clr_type: '41', med_type: '41', medfee_sumamt: '360.00', inscp_scp_amt: '354.00' },
      ...{ preselfpay_amt: '6.00', medins_setl_id: 'A-2', fixmedins_code: pharmacy },
    })
    expect(settled.output.detlcutinfo).toMatchObject([
      { feedetl_sn: '1', det_item_fee_sumamt: '300.00', inscp_scp_amt: '300.00', cnt: '3', chrgitm_lv: '01' },
      { feedetl_sn: '2', det_item_fee_sumamt: '60.00', preselfpay_amt: '6.00', selfpay_prop: '0.1000' },
    ])
  })

  it('is paid as one that is registered, charged and settled by 2207', async () => {
    const registration = { psn_no: 'P2', insutype: '310', med_type: '41', begntime: '2025-11-20 09:00:00' }
    const { output } = await send('2201', 'B-1', { data: registration })
    const visit = { psn_no: 'P2', mdtrt_id: output.data?.mdtrt_id }
    await send('2204', 'B-2', { feedetail: lines.map((line) => ({ ...visit, ...line })) })
    const registered = await send('2207', 'B-3', {
      data: { ...visit, med_type: '41', medfee_sumamt: '360.00', acct_used_flag: '0' },
    })
    expect(registered.infcode).toBe(0)
    expect(money(await send('2102', 'B-4', bought('P3')))).toEqual(money(registered))
  })

  it('is settled once: under another message id it is refused and told which settlement stands', async () => {
    const first = await send('2102', 'C-1', bought('P4'))
    const year = await counter.yearOf('P4')
    const refused = {
      infcode: -1,
      code: 'claim.duplicate',
      field: 'input.drugdetail',
      err_msg: `药品明细（drugdetail）：该就诊或收费批次已结算，不得重复结算，结算ID：${setlId(first)}`,
    }
    expect(await send('2102', 'C-2', bought('P4'))).toMatchObject(refused)
    expect(await send('2101', 'C-3', bought('P4'))).toMatchObject(refused)
    expect(await send('2102', 'C-4', bought('P4', {}, [...lines].reverse()))).toMatchObject(refused)
    const asText = bought('P4', { begntime: '2025-11-20 17:30:00', medfee_sumamt: 360 }, [
      { ...lines[0], cnt: 3, pric: 100, det_item_fee_sumamt: 300 },
      { ...lines[1], det_item_fee_sumamt: '60' },
    ])
    expect(await send('2102', 'C-5', asText)).toMatchObject(refused)
    const longer = [...lines, fee('3', 'XA01AAA001', '1', '10', '10.00')]
    expect(await send('2102', 'C-6', bought('P4', { medfee_sumamt: '370.00' }, longer))).toMatchObject(
      refused,
    )
    expect(await send('2102', 'C-1', bought('P4'))).toEqual(first)
    expect(await counter.yearOf('P4')).toEqual(year)
  })

  it('is the same however many zeros stand before the numbers of its lines, by whatever door', async () => {
    const first = await send('2102', 'Z-1', bought('P15'))
    for (const zeros of ['0', '00']) {
      const padded = lines.map((line) => ({ ...line, feedetl_sn: `${zeros}${line.feedetl_sn}` }))
      const again = await send('2102', `Z-${zeros}`, bought('P15', {}, padded))
      expect([again.code, again.err_msg?.includes(setlId(first))]).toEqual(['claim.duplicate', true])
    }
    const both = [lines[0], { ...lines[1], feedetl_sn: '01' }] as object[]
    expect((await send('2102', 'Z-2', bought('P16', {}, both))).code).toBe('fee.serial-used')
    const { lines: [line] = [], ...claim } = visit('P16', '2025-11-20', 30_000)
    const sell = (key: string, batch: string, serial: string) =>
      counter.service.call(seller, 'POST', '/claims', {
        key,
        body: { ...claim, institution: pharmacy, visitId: 'YD-16', batch, lines: [{ ...line, serial }] },
      })
    expect((await sell('Z-3', 'B1', '1')).body.code).toBeUndefined()
    expect((await sell('Z-4', 'B2', '01')).body.code).toBe('claim.duplicate')
  })

  it('under another visit of the pharmacy’s own, or by another door, is the same while its lines are', async () => {
    const first = await send('2102', 'Y-1', bought('P17'))
    const refused = (answer: { code?: string; err_msg?: string }) =>
      expect(answer).toMatchObject({
        code: 'claim.same-purchase',
        err_msg: expect.stringContaining(
          `结算ID：${setlId(first)}；确为另一次购买的，请为其明细编不同的流水号`,
        ),
      })
    refused(await send('2102', 'Y-2', bought('P17', { mdtrt_id: 'YD-17' })))
    refused(await send('2101', 'Y-3', bought('P17', { mdtrt_id: 'YD-17' })))
    const charge = { psn_no: 'P17', med_type: '41', begntime: '2025-11-20 09:00:00', insutype: '310' }
    const claimed = { ...charge, medfee_sumamt: '360.00', acct_used_flag: '0' }
    refused(await send('2207', 'Y-4', { data: { ...claimed, mdtrt_id: 'YD-18', feedetail: lines } }))
    const { output } = await send('2201', 'Y-5', { data: charge })
    const of = { psn_no: 'P17', mdtrt_id: output.data?.mdtrt_id }
    await send('2204', 'Y-6', { feedetail: lines.map((line) => ({ ...of, ...line })) })
    refused(await send('2207', 'Y-7', { data: { ...claimed, ...of } }))
    const { lines: _, ...claim } = visit('P17', '2025-11-20', 36_000)
    const charged = [
      { code: 'XA01AAA001', quantity: '3', unitPrice: '100', amount: 30_000 },
      { code: 'XB02BBB002', quantity: '1', unitPrice: '60', amount: 6_000 },
    ]
    const json = await counter.service.call(seller, 'POST', '/claims', {
      key: 'Y-8',
      body: { ...claim, institution: pharmacy, visitId: 'YD-19', lines: charged },
    })
    expect(json.body).toMatchObject({ code: 'claim.same-purchase', field: 'lines' })
    const others = lines.map((line, index) => ({ ...line, feedetl_sn: `E${index}` }))
    expect((await send('2102', 'Y-9', bought('P17', { mdtrt_id: 'YD-17' }, others))).infcode).toBe(0)
  })

  it('under a visit of its own keeps others from being settled until it is reversed, and again once that is taken back', async () => {
    const first = await send('2102', 'X-1', bought('P18', { mdtrt_id: 'YD-18A' }))
    expect((await send('2102', 'X-2', bought('P18'))).code).toBe('claim.duplicate')
    expect((await send('2102', 'X-3', bought('P18', { mdtrt_id: 'YD-18B' }))).code).toBe(
      'claim.same-purchase',
    )
    await send('2103', 'X-4', { data: { psn_no: 'P18', setl_id: setlId(first) } })
    const undone = await send('2601', 'X-5', { data: { psn_no: 'P18', omsgid: 'X-4', oinfno: '2103' } })
    expect(undone.output.result).toMatchObject({ rslt: 'reinstated' })
    expect((await send('2102', 'X-6', bought('P18', { mdtrt_id: 'YD-18B' }))).code).toBe(
      'claim.same-purchase',
    )
    await send('2103', 'X-7', { data: { psn_no: 'P18', setl_id: setlId(first) } })
    expect((await send('2102', 'X-8', bought('P18', { mdtrt_id: 'YD-18B' }))).infcode).toBe(0)
  })

  it('is settled once when two visits of it come at once', async () => {
    const answers = await Promise.all(
      ['YD-19A', 'YD-19B'].map((mdtrt_id) => send('2102', `W-${mdtrt_id}`, bought('P19', { mdtrt_id }))),
    )
    expect(answers.map(({ code = '' }) => code).sort()).toEqual(['', 'claim.same-purchase'])
  })

  it('is another one with other lines, on another day, or of another person', async () => {
    const others = [
      bought('P5'),
      bought('P5', { medfee_sumamt: '200.00' }, [fee('1', 'XA01AAA001', '2', '100', '200.00')]),
      bought('P5', { begntime: '2025-11-21 09:00:00' }),
      bought('P6'),
    ]
    for (const [index, each] of others.entries())
      expect((await send('2102', `D-${index}`, each)).infcode).toBe(0)
  })

  it('under a visit id of the pharmacy’s own is that visit, by whatever transaction', async () => {
    const first = await send('2102', 'E-1', bought('P7', { mdtrt_id: 'YD-7' }))
    expect(await send('2102', 'E-2', bought('P7', { mdtrt_id: 'YD-7' }))).toMatchObject({
      ...{ code: 'claim.duplicate', field: 'input.mdtrt_id' },
      err_msg: expect.stringContaining(setlId(first)),
    })
    const charge = { psn_no: 'P7', mdtrt_id: 'YD-7', med_type: '41', begntime: '2025-11-20 09:00:00' }
    const byVisit = { ...charge, medfee_sumamt: '360.00', feedetail: lines }
    expect((await send('2207', 'E-3', { data: byVisit })).code).toBe('claim.duplicate')
  })

  it('is no other one under the id that the pharmacy was told: by no transaction and no door', async () => {
    const previewed = await send('2101', 'K-1', bought('P13'))
    const mdtrt_id = previewed.output.setlinfo?.mdtrt_id ?? ''
    expect(mdtrt_id).toMatch(/^D\.20251120\.[0-9a-f]{16}$/)
    const first = await send('2102', 'K-2', bought('P13', { mdtrt_id }))
    expect(first.output.setlinfo).toMatchObject({ mdtrt_id })
    const other = [fee('1', 'XA01AAA001', '1', '10', '10.00')]
    expect((await send('2102', 'K-3', bought('P13', { mdtrt_id, medfee_sumamt: 10 }, other))).infcode).toBe(0)
    for (const [index, more] of [{}, { mdtrt_id }, { mdtrt_id, chrg_bchno: 'B9' }].entries())
      expect(await send('2102', `K-4-${index}`, bought('P13', more))).toMatchObject({
        ...{ code: 'claim.duplicate', err_msg: expect.stringContaining(setlId(first)) },
      })
    const nextDay = { mdtrt_id, begntime: '2025-11-21 09:00:00' }
    expect((await send('2102', 'K-5', bought('P13', nextDay))).code).toBe('visit.unknown')
    const charge = { psn_no: 'P13', mdtrt_id, med_type: '41', begntime: '2025-11-20 09:00:00' }
    const byVisit = { ...charge, chrg_bchno: 'B9', medfee_sumamt: '360.00', feedetail: lines }
    for (const infno of ['2206', '2207'])
      expect((await send(infno, `K-6-${infno}`, { data: byVisit })).code).toBe('visit.unknown')
    const { feedetail: _, ...collected } = byVisit
    expect((await send('2207', 'K-7', { data: collected })).code).toBe('visit.unknown')
    const json = await counter.service.call(seller, 'POST', '/claims', {
      key: 'K-8',
      body: { ...visit('P13', '2025-11-20', 30_000), institution: pharmacy, visitId: mdtrt_id },
    })
    expect(json.body.code).toBe('visit.unknown')
  })

  it('is found again by the id that it was told under, as the visit of that person only', async () => {
    const settled = await send('2102', 'L-1', bought('P14'))
    const of = { psn_no: 'P14', mdtrt_id: settled.output.setlinfo?.mdtrt_id }
    expect((await send('5203', 'L-2', of)).output.setlinfo).toMatchObject({ ...of, setl_id: setlId(settled) })
    const year = { begntime: '2025-01-01', endtime: '2025-12-31' }
    for (const [index, data] of [
      { ...of, ...year },
      { psn_no: 'P14', ...year },
    ].entries())
      expect((await send('5201', `L-3-${index}`, { data })).output.mdtrtinfo).toMatchObject([
        { ...of, med_type: '41', begntime: '2025-11-20' },
      ])
    expect((await send('5203', 'L-4', { ...of, psn_no: 'P1' })).code).toBe('visit.not-settled')
  })

  it('is settled anew after 2103, or after 2601 took its lost settlement back', async () => {
    const first = await send('2102', 'F-1', bought('P8'))
    const cancelled = await send('2103', 'F-2', { data: { psn_no: 'P8', setl_id: setlId(first) } })
    expect(cancelled.output.setlinfo).toMatchObject({
      ...{ init_setl_id: setlId(first), medfee_sumamt: '-360.00', medins_setl_id: 'F-2' },
    })
    const second = await send('2102', 'F-3', bought('P8'))
    expect(second.infcode).toBe(0)
    const undone = await send('2601', 'F-4', { data: { psn_no: 'P8', omsgid: 'F-3', oinfno: '2102' } })
    expect(undone.output.result).toMatchObject({ rslt: 'reversed', setl_id: setlId(second) })
    const third = await send('2102', 'F-5', bought('P8'))
    await send('2103', 'F-6', { data: { psn_no: 'P8', setl_id: setlId(third) } })
    const restored = await send('2601', 'F-7', { data: { psn_no: 'P8', omsgid: 'F-6', oinfno: '2103' } })
    expect(restored.output.result).toMatchObject({ rslt: 'reinstated', setl_id: setlId(third) })
    expect((await send('2102', 'F-8', bought('P8'))).code).toBe('claim.duplicate')
  })

  it('is settled once when three messages come at once', async () => {
    const answers = await Promise.all(['G-1', 'G-2', 'G-3'].map((id) => send('2102', id, bought('P9'))))
    expect(answers.map(({ code = '' }) => code).sort()).toEqual(['', 'claim.duplicate', 'claim.duplicate'])
  })

  it('names the fields of a purchase when it is refused', async () => {
    const wrong = [{ ...lines[0], det_item_fee_sumamt: '310.00' }, lines[1]] as object[]
    expect(await send('2102', 'H-1', bought('P10', { medfee_sumamt: '370.00' }, wrong))).toMatchObject({
      ...{ code: 'claim.line-does-not-add-up', field: 'input.drugdetail.0.det_item_fee_sumamt' },
      err_msg:
        '药品明细第1行 明细项目费用总额（det_item_fee_sumamt）“310.00”：数量乘单价为300.00元，与明细金额310.00元不符',
    })
    const late = [{ ...lines[0], fee_ocur_time: '2025-11-19 08:00:00' }, lines[1]] as object[]
    expect(await send('2102', 'H-2', bought('P10', {}, late))).toMatchObject({
      field: 'input.drugdetail.0.fee_ocur_time',
    })
    const twice = [lines[0], { ...lines[1], feedetl_sn: '1 ' }] as object[]
    expect(await send('2102', 'H-3', bought('P10', {}, twice))).toMatchObject({
      ...{ code: 'fee.serial-used', field: 'input.drugdetail.1.feedetl_sn' },
    })
    expect(await send('2102', 'H-4', bought('P10', { med_type: '11' }))).toMatchObject({
      ...{ code: 'claim.bad-care', field: 'input.med_type' },
    })
    expect(await send('2102', 'H-5', bought('P10', {}, []))).toMatchObject({ field: 'input.drugdetail' })
    expect(await send('2102', 'H-6', bought('P10', { begntime: '2999-01-01' }))).toMatchObject({
      ...{ code: 'claim.in-future', field: 'input.setl_time' },
    })
  })
})

describe('a hospital', () => {
  it('is refused at 2101 and 2102, and its settlement at 2103', async () => {
    const input = bought('P11')
    for (const infno of ['2101', '2102'])
      expect(await counter.send(infno, `I-${infno}`, input)).toMatchObject({
        ...{ infcode: -1, code: 'institution.not-pharmacy', field: 'fixmedins_code' },
        err_msg: expect.stringContaining('不是定点零售药店，不能使用该交易'),
      })
    const charge = { psn_no: 'P11', mdtrt_id: 'HIS-11', med_type: '11', begntime: '2025-11-20 09:00:00' }
    const settled = await counter.send('2207', 'I-3', { ...charge, medfee_sumamt: '360', feedetail: lines })
    const cancelled = await counter.send('2103', 'I-4', { psn_no: 'P11', setl_id: setlId(settled) })
    expect([cancelled.code, cancelled.field]).toEqual(['institution.not-pharmacy', 'input.setl_id'])
  })

  it('cannot cancel what a pharmacy settled', async () => {
    const settled = await send('2102', 'J-1', bought('P12'))
    const cancelling = async (setl_id: unknown) => {
      const body = { infno: '2103', msgid: 'J-2', input: { psn_no: 'P12', setl_id } }
      const answer = await counter.service.call(tokens.otherHospital, 'POST', '/national', { body })
      return [answer.status, answer.body.infcode, answer.body.code]
    }
    const unknown = [200, -1, 'claim.unknown']
    expect(await cancelling('C0000')).toEqual(unknown)
    expect(await cancelling(setlId(settled))).toEqual(unknown)
  })
})
