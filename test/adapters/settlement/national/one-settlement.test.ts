import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { visit as claimOf } from '../province.ts'
import { tokens, violationsIn } from '../service.ts'
import type { Counter, NationalAnswer } from './counter.ts'
import { fee, openCounter, stayFees, treat } from './counter.ts'

let counter: Counter
const send: Counter['send'] = (...message) => counter.send(...message)

beforeAll(async () => {
  counter = await openCounter(40)
})
afterAll(async () => {
  expect(await violationsIn(counter.service)).toEqual([])
  await counter.service.stop()
})

const setlId = ({ output }: NationalAnswer): string => output.setlinfo?.setl_id ?? ''

/** An outpatient visit of 300 yuan under an id of the hospital's own, its lines in the message. */
const brought = (psn_no: string, mdtrt_id: string, more: object = {}) => ({
  ...{ psn_no, mdtrt_id, med_type: '11', insutype: '310', begntime: '2025-11-20 09:00:00' },
  medfee_sumamt: '300.00',
  feedetail: [fee('F1', 'XA01AAA001', '3', '100.00', '300.00')],
  ...more,
})

/** The same of a charging batch, whose one line has a serial number of its own. */
const batchOf = (serial: string, chrg_bchno: string, more: object = {}) => ({
  chrg_bchno,
  feedetail: [fee(serial, 'XA01AAA001', '3', '100.00', '300.00')],
  ...more,
})

const cancel = (msgid: string, psn_no: string, setl_id: string, infno = '2208') =>
  send(infno, msgid, { psn_no, setl_id, setl_time: '2025-12-01' })

/** A refusal because another settlement stands, which it names to the cashier. */
const duplicateOf = (claimId: string, field = 'input.mdtrt_id') => ({
  infcode: -1,
  code: 'claim.duplicate',
  field,
  err_msg: expect.stringMatching(
    new RegExp(`^.+（(mdtrt_id|chrg_bchno)）.*：该就诊或收费批次已结算，不得重复结算，结算ID：${claimId}$`),
  ),
})

const registered = async (psn_no: string, msgid: string, begntime = '2025-11-24 08:00:00') => {
  const { output } = await send('2201', msgid, { psn_no, begntime, med_type: '11', insutype: '310' })
  return { mdtrt_id: output.data?.mdtrt_id ?? '', psn_no }
}

const byJson = (key: string, personId: string, more: object) =>
  counter.service.call(tokens.hospital, 'POST', '/claims', {
    key,
    body: { ...claimOf(personId, '2025-11-20', 30_000), ...more },
  })

describe('an outpatient visit whose lines are in the message', () => {
  it('is settled once: sent again under another message id it is refused and told which settlement stands', async () => {
    const first = await send('2207', 'F01-1', brought('P1', 'HIS-OP-0001'))
    expect(first.infcode).toBe(0)
    const year = await counter.yearOf('P1')
    expect(await send('2207', 'F01-2', brought('P1', 'HIS-OP-0001'))).toMatchObject(
      duplicateOf(setlId(first)),
    )
    expect(await send('2207', 'F01-3', brought('P1', 'HIS-OP-0001 '))).toMatchObject(
      duplicateOf(setlId(first)),
    )
    expect(await send('2206', 'F01-4', brought('P1', 'HIS-OP-0001'))).toMatchObject(
      duplicateOf(setlId(first)),
    )
    expect(await send('2207', 'F01-1', brought('P1', 'HIS-OP-0001'))).toEqual(first)
    expect(await counter.yearOf('P1')).toEqual(year)
  })

  it('is refused without the id of its visit; a preview may do without', async () => {
    const { mdtrt_id: _, ...nameless } = brought('P2', '')
    const refused = await send('2207', 'N-1', nameless)
    expect(refused).toMatchObject({ infcode: -1, code: 'call.bad-field', field: 'input.mdtrt_id' })
    expect((await send('2206', 'N-2', nameless)).infcode).toBe(0)
  })

  it('is not settled again by the JSON route, nor the other way round', async () => {
    const national = await send('2207', 'J-1', brought('P3', 'HIS-J1'))
    const again = await byJson('J-2', 'P3', { visitId: 'HIS-J1' })
    expect([again.status, again.body.code]).toEqual([409, 'claim.duplicate'])
    expect(again.body.figures).toEqual({ claimId: setlId(national) })
    const json = await byJson('J-3', 'P3', { visitId: 'HIS-J2' })
    expect(await send('2207', 'J-4', brought('P3', 'HIS-J2'))).toMatchObject(
      duplicateOf(String(json.body.claimId)),
    )
    const preview = await counter.service.call(tokens.hospital, 'POST', '/claims/preview', {
      key: 'J-5',
      body: { ...claimOf('P3', '2025-11-20', 30_000), visitId: 'HIS-J2' },
    })
    expect(preview.body.code).toBe('claim.duplicate')
  })

  it('is settled once when two messages come at once', async () => {
    const answers = await Promise.all(
      ['C-1', 'C-2', 'C-3'].map((msgid) => send('2207', msgid, brought('P4', 'HIS-C'))),
    )
    const [settled, ...others] = answers.toSorted((one, other) => other.infcode - one.infcode)
    expect(settled?.infcode).toBe(0)
    for (const refused of others)
      expect(refused).toMatchObject(duplicateOf(setlId(settled as NationalAnswer)))
  })

  it('is settled anew after its settlement was reversed, and then once', async () => {
    const first = await send('2207', 'R-1', brought('P5', 'HIS-R'))
    await cancel('R-2', 'P5', setlId(first))
    const second = await send('2207', 'R-3', brought('P5', 'HIS-R'))
    expect(second.infcode).toBe(0)
    expect(await send('2207', 'R-4', brought('P5', 'HIS-R'))).toMatchObject(duplicateOf(setlId(second)))
    const undone = await send('2601', 'R-5', { psn_no: 'P5', oinfno: '2208', omsgid: 'R-2' })
    expect(undone.code).toBe('claim.not-restorable')
  })

  it('is free when a settlement whose answer was lost is taken back, and taken when that reversal is', async () => {
    await counter.sendInVain('2207', 'U-1', brought('P6', 'HIS-U'))
    await send('2601', 'U-2', { psn_no: 'P6', oinfno: '2207', omsgid: 'U-1' })
    const second = await send('2207', 'U-3', brought('P6', 'HIS-U'))
    expect(second.infcode).toBe(0)
    await counter.sendInVain('2208', 'U-4', {
      ...{ psn_no: 'P6', setl_id: setlId(second), setl_time: '2025-12-01' },
    })
    await send('2601', 'U-5', { psn_no: 'P6', oinfno: '2208', omsgid: 'U-4' })
    expect(await send('2207', 'U-6', brought('P6', 'HIS-U'))).toMatchObject(duplicateOf(setlId(second)))
  })

  it('is free when it is reversed by the JSON route', async () => {
    const first = await send('2207', 'V-1', brought('P7', 'HIS-V'))
    await counter.service.call(tokens.hospital, 'POST', `/claims/${setlId(first)}/reversal`, {
      key: 'V-2',
      body: { reversedOn: '2025-12-01' },
    })
    expect((await send('2207', 'V-3', brought('P7', 'HIS-V'))).infcode).toBe(0)
  })

  it('is one person’s, and one institution’s', async () => {
    await send('2207', 'W-1', brought('P8', 'HIS-W', { chrg_bchno: 'B1' }))
    const other = await send('2207', 'W-2', brought('P9', 'HIS-W', { chrg_bchno: 'B2' }))
    expect([other.code, other.field]).toEqual(['visit.other-person', 'input.psn_no'])
  })

  it('is settled batch by batch, or as a whole, and not both', async () => {
    const b1 = await send('2207', 'X-1', brought('P10', 'HIS-X', { chrg_bchno: 'B1' }))
    const b2 = await send('2207', 'X-2', brought('P10', 'HIS-X', batchOf('F2', 'B2')))
    expect([b1.infcode, b2.infcode]).toEqual([0, 0])
    const inLines = { feedetail: [{ ...fee('F1', 'XA01AAA001', '3', '100.00', '300.00'), chrg_bchno: 'B2' }] }
    expect(await send('2207', 'X-3', brought('P10', 'HIS-X', inLines))).toMatchObject(
      duplicateOf(setlId(b2), 'input.chrg_bchno'),
    )
    expect(await send('2207', 'X-4', brought('P10', 'HIS-X'))).toMatchObject(duplicateOf(setlId(b1)))
    const whole = await send('2207', 'X-5', brought('P10', 'HIS-X2'))
    expect(await send('2207', 'X-6', brought('P10', 'HIS-X2', { chrg_bchno: 'B1' }))).toMatchObject(
      duplicateOf(setlId(whole), 'input.chrg_bchno'),
    )
    await cancel('X-7', 'P10', setlId(b1))
    expect((await send('2207', 'X-8', brought('P10', 'HIS-X', { chrg_bchno: 'B1' }))).infcode).toBe(0)
    expect(await send('2207', 'X-9', brought('P10', 'HIS-X', { chrg_bchno: 'B2' }))).toMatchObject(
      duplicateOf(setlId(b2), 'input.chrg_bchno'),
    )
  })
})

describe('a visit that is registered here', () => {
  it('is settled once by whatever door: as collected, with lines of its own, as JSON', async () => {
    const visit = await registered('P11', 'G-1')
    await send('2204', 'G-2', { feedetail: [{ ...visit, ...fee('F1', 'XA01AAA001', '3', '100', '300.00') }] })
    const first = await send('2207', 'G-3', { ...visit, medfee_sumamt: '300.00', feedetail: [] })
    expect(first.infcode).toBe(0)
    const duplicate = duplicateOf(setlId(first))
    expect(await send('2207', 'G-4', { ...visit, medfee_sumamt: '300.00' })).toMatchObject(duplicate)
    expect(await send('2206', 'G-5', { ...visit, medfee_sumamt: '300.00' })).toMatchObject(duplicate)
    expect(await send('2207', 'G-6', brought('P11', visit.mdtrt_id))).toMatchObject(duplicate)
    const json = await byJson('G-7', 'P11', { visitId: visit.mdtrt_id })
    expect([json.body.code, json.body.figures]).toEqual(['claim.duplicate', { claimId: setlId(first) }])
  })

  it('that was settled with lines of its own is not settled again as collected', async () => {
    const visit = await registered('P12', 'H-1', '2025-11-20 08:00:00')
    await send('2204', 'H-2', { feedetail: [{ ...visit, ...fee('F1', 'XA01AAA001', '3', '100', '300.00') }] })
    const first = await send('2207', 'H-3', brought('P12', visit.mdtrt_id, { chrg_bchno: 'B1' }))
    expect(first.infcode).toBe(0)
    expect(await send('2207', 'H-4', { ...visit, medfee_sumamt: '300.00' })).toMatchObject(
      duplicateOf(setlId(first)),
    )
    const second = await registered('P12', 'H-5', '2025-11-20 08:00:00')
    const json = await byJson('H-6', 'P12', { visitId: second.mdtrt_id })
    const later = await send('2204', 'H-7', {
      feedetail: [{ ...second, ...fee('F1', 'XA01AAA001', '3', '100', '300.00') }],
    })
    expect(later).toMatchObject({
      code: 'visit.settled',
      err_msg: expect.stringMatching(`：该就诊或收费批次已结算，结算ID：${json.body.claimId}$`),
    })
  })

  it('is not another person’s, institution’s or a cancelled one’s, whichever door its claim comes by', async () => {
    const visit = await registered('P13', 'K-1')
    expect((await send('2207', 'K-2', brought('P14', visit.mdtrt_id))).code).toBe('visit.other-person')
    expect((await byJson('K-3', 'P14', { visitId: visit.mdtrt_id })).body.code).toBe('visit.other-person')
    await send('2202', 'K-4', visit)
    expect((await send('2207', 'K-5', brought('P13', visit.mdtrt_id))).code).toBe('visit.cancelled')
    expect((await send('2207', 'K-6', brought('P13', 'V0123456789abcdef0123'))).code).toBe('visit.unknown')
  })

  it('has one settlement when collected lines and lines of its own come at once', async () => {
    const visit = await registered('P15', 'L-1', '2025-11-20 08:00:00')
    await send('2204', 'L-2', { feedetail: [{ ...visit, ...fee('F1', 'XA01AAA001', '3', '100', '300.00') }] })
    const [collected, own] = await Promise.all([
      send('2207', 'L-3', { ...visit, medfee_sumamt: '300.00' }),
      send('2207', 'L-4', brought('P15', visit.mdtrt_id)),
    ])
    const [settled, refused] = collected.infcode === 0 ? [collected, own] : [own, collected]
    expect(settled.infcode).toBe(0)
    expect(refused).toMatchObject(duplicateOf(setlId(settled)))
  })

  it('of a stay names the standing settlement when the cashier tries again', async () => {
    const mdtrt_id = await treat(counter, 'P16', 'M')
    const data = { mdtrt_id, psn_no: 'P16', medfee_sumamt: '10000.00' }
    const first = await send('2304', 'M-1', { data })
    expect(await send('2304', 'M-2', { data })).toMatchObject(duplicateOf(setlId(first)))
    const direct = {
      ...{ ...data, med_type: '21', begntime: '2025-03-01', dscg_time: '2025-03-31' },
      feedetail: stayFees,
    }
    expect(await send('2304', 'M-3', direct)).toMatchObject(duplicateOf(setlId(first)))
    const ofOwn = { ...direct, mdtrt_id: 'ZY-1', begntime: '2025-05-01', dscg_time: '2025-05-09' }
    const second = await send('2304', 'M-4', ofOwn)
    expect(await send('2304', 'M-5', ofOwn)).toMatchObject(duplicateOf(setlId(second)))
  })
})

describe('the charging batches of a registered visit', () => {
  const charged = async (psn_no: string, name: string) => {
    const visit = await registered(psn_no, `${name}-1`)
    const line = (serial: string, count: string, price: string, amount: string, chrg_bchno: string) => ({
      ...visit,
      ...fee(serial, 'XA01AAA001', count, price, amount),
      chrg_bchno,
    })
    await send('2204', `${name}-2`, { feedetail: [line('1', '2', '100.00', '200.00', 'B1')] })
    await send('2204', `${name}-3`, { feedetail: [line('2', '1', '50.00', '50.00', 'B2')] })
    const settle = (msgid: string, medfee_sumamt: string, chrg_bchno?: string, infno = '2207') =>
      send(infno, `${name}-${msgid}`, {
        ...{ ...visit, med_type: '11', insutype: '310', medfee_sumamt },
        ...(chrg_bchno === undefined ? {} : { chrg_bchno }),
      })
    return { visit, line, settle }
  }

  it('are settled each on their own, the deductible running on, and each once', async () => {
    const { settle } = await charged('P17', 'Q')
    const preview = await settle('0', '200.00', 'B1', '2206')
    const b1 = await settle('4', '200.00', 'B1')
    const b2 = await settle('5', '50.00', 'B2')
    expect([preview, b1, b2]).toMatchObject([
      { infcode: 0, output: { setlinfo: { medfee_sumamt: '200.00' } } },
      { infcode: 0, output: { setlinfo: { medfee_sumamt: '200.00' }, feedetail: [{ feedetl_sn: '1' }] } },
      { infcode: 0, output: { setlinfo: { medfee_sumamt: '50.00' }, feedetail: [{ feedetl_sn: '2' }] } },
    ])
    const dues = [b1, b2].map(({ output }) => output.setlinfo?.act_pay_dedc)
    const whole = await charged('P18', 'Q8')
    const { output } = await whole.settle('9', '250.00')
    const fund = (answer: NationalAnswer) => Number(answer.output.setlinfo?.fund_pay_sumamt)
    expect(dues.reduce((sum, due) => sum + Number(due), 0)).toBe(Number(output.setlinfo?.act_pay_dedc))
    expect(fund(b1) + fund(b2)).toBeCloseTo(Number(output.setlinfo?.fund_pay_sumamt), 2)
    expect(await settle('6', '50.00', 'B2')).toMatchObject(duplicateOf(setlId(b2), 'input.chrg_bchno'))
    expect(await settle('7', '250.00')).toMatchObject(duplicateOf(setlId(b2)))
    expect(await settle('4', '200.00', 'B1')).toEqual(b1)
  })

  it('leave what is left to a settlement without one; a batch after the whole is refused', async () => {
    const { settle } = await charged('P19', 'S')
    await settle('4', '200.00', 'B1')
    expect((await settle('5', '250.00')).code).toBe('claim.total-does-not-add-up')
    const rest = await settle('6', '50.00')
    expect(rest).toMatchObject({ infcode: 0, output: { feedetail: [{ feedetl_sn: '2' }] } })
    expect(await settle('7', '50.00', 'B2')).toMatchObject(duplicateOf(setlId(rest), 'input.chrg_bchno'))
    expect(await settle('6', '50.00')).toEqual(rest)
  })

  it('are open again one by one, and their repeats still known after the visit went on', async () => {
    const { visit, line, settle } = await charged('P20', 'T')
    const b1 = await settle('4', '200.00', 'B1')
    const b2 = await settle('5', '50.00', 'B2')
    await send('2203', 'T-6', { ...visit, diseinfo: [{ diag_code: 'J00', maindiag_flag: '1' }] })
    await send('2204', 'T-7', { feedetail: [line('3', '1', '60.00', '60.00', 'B3')] })
    expect(await settle('4', '200.00', 'B1')).toEqual(b1)
    await cancel('T-8', 'P20', setlId(b2))
    expect((await settle('5', '50.00', 'B2')).code).toBe('claim.already-reversed')
    expect(await settle('9', '200.00', 'B1')).toMatchObject(duplicateOf(setlId(b1), 'input.chrg_bchno'))
    expect((await settle('10', '50.00', 'B2')).infcode).toBe(0)
    expect((await settle('11', '60.00', 'B3')).infcode).toBe(0)
  })

  it('neither take nor lose a line once settled', async () => {
    const { visit, line, settle } = await charged('P21', 'Y')
    const b1 = await settle('4', '200.00', 'B1')
    const late = await send('2204', 'Y-5', { feedetail: [line('9', '1', '60.00', '60.00', 'B1')] })
    expect(late).toMatchObject({
      code: 'visit.settled',
      field: 'input.feedetail.0.chrg_bchno',
      err_msg: `费用明细第1行 收费批次号（chrg_bchno）“B1”：该就诊或收费批次已结算，结算ID：${setlId(b1)}`,
    })
    expect((await send('2205', 'Y-6', { ...visit, chrg_bchno: 'B1' })).code).toBe('visit.settled')
    expect((await send('2205', 'Y-7', { ...visit, feedetl_sn: '1' })).code).toBe('visit.settled')
    expect((await send('2202', 'Y-8', visit)).code).toBe('visit.settled')
    expect((await send('2205', 'Y-9', { ...visit, chrg_bchno: 'B2' })).infcode).toBe(0)
  })

  it('are each settled once when their messages come at once', async () => {
    const { settle } = await charged('P22', 'Z')
    const answers = await Promise.all([
      settle('4', '200.00', 'B1'),
      settle('5', '200.00', 'B1'),
      settle('6', '50.00', 'B2'),
      settle('7', '50.00', 'B2'),
    ])
    expect(answers.filter(({ infcode }) => infcode === 0)).toHaveLength(2)
  })

  it('have no line but their own in the message that settles them', async () => {
    const lines = [{ ...fee('1', 'XA01AAA001', '3', '100', '300.00'), chrg_bchno: 'B2' }]
    const refused = await send(
      '2207',
      'AA-1',
      brought('P23', 'HIS-AA', { chrg_bchno: 'B1', feedetail: lines }),
    )
    expect([refused.code, refused.field]).toEqual(['fee.other-visit', 'input.feedetail.0.chrg_bchno'])
  })
})

describe('a fee line under its serial number', () => {
  const registeredWith = async (psn_no: string, name: string) => {
    const visit = await registered(psn_no, `${name}-1`, '2025-11-20 08:00:00')
    const line = { ...visit, ...fee('1', 'XA01AAA001', '3', '100.00', '300.00'), chrg_bchno: 'B1' }
    const charged = await send('2204', `${name}-2`, { feedetail: [line] })
    expect(charged.infcode).toBe(0)
    return { visit, line }
  }

  it('that was collected in one batch is not settled in another', async () => {
    const { visit } = await registeredWith('P31', 'SA')
    const other = await send('2207', 'SA-3', brought('P31', visit.mdtrt_id, batchOf('1', 'B2')))
    expect([other.code, other.field]).toEqual(['fee.serial-used', 'input.feedetail.0.feedetl_sn'])
    const b1 = await send('2207', 'SA-4', { ...visit, medfee_sumamt: '300.00', chrg_bchno: 'B1' })
    expect(b1.infcode).toBe(0)
    const again = await send('2207', 'SA-5', brought('P31', visit.mdtrt_id, batchOf('１', 'B3')))
    expect(again).toMatchObject(duplicateOf(setlId(b1), 'input.chrg_bchno'))
    const json = await byJson('SA-6', 'P31', { visitId: visit.mdtrt_id, batch: 'B4' })
    expect([json.body.code, json.body.figures]).toEqual(['claim.duplicate', { claimId: setlId(b1) }])
  })

  it('that was settled by lines in the message is not collected again, nor settled as collected', async () => {
    const visit = await registered('P32', 'SB-1', '2025-11-20 08:00:00')
    const b2 = await send('2207', 'SB-2', brought('P32', visit.mdtrt_id, batchOf('1', 'B2')))
    expect(b2.infcode).toBe(0)
    const line = { ...visit, ...fee('1', 'XA01AAA001', '3', '100.00', '300.00'), chrg_bchno: 'B1' }
    const late = await send('2204', 'SB-3', { feedetail: [line] })
    expect([late.code, late.field]).toEqual(['visit.settled', 'input.feedetail.0.feedetl_sn'])
    const other = { ...line, feedetl_sn: '2' }
    expect((await send('2204', 'SB-4', { feedetail: [other] })).infcode).toBe(0)
    await cancel('SB-5', 'P32', setlId(b2))
    expect((await send('2204', 'SB-6', { feedetail: [line] })).infcode).toBe(0)
    const b1 = await send('2207', 'SB-7', { ...visit, medfee_sumamt: '600.00', chrg_bchno: 'B1' })
    expect(b1.infcode).toBe(0)
  })

  it('of a visit of the hospital’s own number is settled in one batch until that is reversed', async () => {
    const settle = (msgid: string, serial: string, batch: string) =>
      send('2207', msgid, brought('P33', 'HIS-SC', batchOf(serial, batch)))
    const b1 = await settle('SC-1', '1', 'B1')
    const refused = duplicateOf(setlId(b1), 'input.chrg_bchno')
    expect(await settle('SC-2', '1', 'B2')).toMatchObject(refused)
    expect((await settle('SC-3', '2', 'B3')).infcode).toBe(0)
    await cancel('SC-4', 'P33', setlId(b1))
    const b4 = await settle('SC-5', '1', 'B4')
    expect(b4.infcode).toBe(0)
    expect((await send('2601', 'SC-6', { psn_no: 'P33', oinfno: '2208', omsgid: 'SC-4' })).code).toBe(
      'claim.not-restorable',
    )
  })

  it('is the line’s own at the JSON door too: batches are settled one by one, and a line in one of them', async () => {
    const [
      {
        lines: [line],
      },
    ] = [claimOf('P33', '2025-11-20', 30_000)]
    const settle = (key: string, serial: string, batch: string) =>
      byJson(key, 'P33', { visitId: 'HIS-SJ', batch, lines: [{ ...line, serial }] })
    const first = await settle('SJ-1', 'F1', 'B1')
    const second = await settle('SJ-2', 'F2', 'B2')
    expect([first.status, second.status]).toEqual([201, 201])
    const again = await settle('SJ-3', 'ｆ1', 'B3')
    expect([again.body.code, again.body.figures]).toEqual([
      'claim.duplicate',
      { claimId: first.body.claimId },
    ])
    const national = await send('2207', 'SJ-4', brought('P33', 'HIS-SJ', batchOf('F2', 'B4')))
    expect(national).toMatchObject(duplicateOf(String(second.body.claimId), 'input.chrg_bchno'))
  })

  it('stands once in a JSON claim', async () => {
    const [
      {
        lines: [line],
      },
    ] = [claimOf('P33', '2025-11-20', 30_000)]
    const lines = [
      { ...line, serial: 'F1' },
      { ...line, serial: 'f1' },
    ]
    const refused = await byJson('SJ-5', 'P33', { visitId: 'HIS-SJ2', lines, total: 60_000 })
    expect([refused.status, refused.body.code, refused.body.field]).toEqual([
      ...[422, 'fee.serial-used', 'lines.1.serial'],
    ])
  })

  it('is not known of lines that have none: their batch stands alone, whichever door it came by', async () => {
    const json = await byJson('SD-1', 'P34', { visitId: 'HIS-SD', batch: 'B4' })
    expect(json.status).toBe(201)
    const second = await byJson('SD-2', 'P34', { visitId: 'HIS-SD', batch: 'B5' })
    const refused = ['claim.duplicate', { claimId: json.body.claimId }]
    expect([second.body.code, second.body.figures]).toEqual(refused)
    const { feedetl_sn: _, ...unnumbered } = fee('1', 'XA01AAA001', '3', '100.00', '300.00')
    const lines = (chrg_bchno: string) => ({ chrg_bchno, feedetail: [unnumbered] })
    const b1 = await send('2207', 'SD-3', brought('P34', 'HIS-SD2', lines('B1')))
    expect(b1.infcode).toBe(0)
    expect(await send('2207', 'SD-4', brought('P34', 'HIS-SD2', lines('B2')))).toMatchObject(
      duplicateOf(setlId(b1), 'input.chrg_bchno'),
    )
  })
})

describe('a visit under its id', () => {
  it('is the same in small and capital letters, whoever numbered it', async () => {
    const own = await send('2207', 'TA-1', brought('P35', 'abc'))
    expect(own.output.setlinfo?.mdtrt_id).toBe('abc')
    expect(await send('2207', 'TA-2', brought('P35', 'ABC'))).toMatchObject(duplicateOf(setlId(own)))
    const json = await byJson('TA-3', 'P35', { visitId: 'aBc' })
    expect(json.body.figures).toEqual({ claimId: setlId(own) })
    const { mdtrt_id } = await registered('P35', 'TA-4', '2025-11-20 08:00:00')
    const first = await send('2207', 'TA-5', brought('P35', mdtrt_id))
    const written = [`v${mdtrt_id.slice(1)}`, mdtrt_id.toUpperCase()]
    for (const [index, other] of written.entries())
      expect(await send('2207', `TA-6-${index}`, brought('P35', other))).toMatchObject(
        duplicateOf(setlId(first)),
      )
    await cancel('TA-7', 'P35', setlId(first))
    const again = await send('2207', 'TA-8', brought('P35', written[0] ?? ''))
    expect(again).toMatchObject({ infcode: 0, output: { setlinfo: { mdtrt_id: written[0] } } })
    expect(await send('2207', 'TA-9', brought('P35', mdtrt_id))).toMatchObject(duplicateOf(setlId(again)))
  })
})

describe('the day of a registered visit', () => {
  it('is the registered one, whatever a settlement with lines of its own says', async () => {
    const { mdtrt_id } = await registered('P37', 'UA-1', '2025-11-20 08:00:00')
    const on = (begntime: string) => brought('P37', mdtrt_id, { begntime, setl_time: '2025-11-24' })
    for (const [infno, day] of [
      ['2207', '2025-11-19'],
      ['2207', '2025-11-21'],
      ['2206', '2025-11-21'],
    ] as const)
      expect(await send(infno, `UA-${infno}-${day}`, on(day))).toMatchObject({
        code: 'visit.other-day',
        field: 'input.begntime',
        err_msg: expect.stringContaining(`结算填写的日期${day}与就诊登记的日期2025-11-20不一致`),
      })
    const json = await byJson('UA-2', 'P37', { visitId: mdtrt_id, serviceOn: '2025-11-22' })
    expect([json.body.code, json.body.field]).toEqual(['visit.other-day', 'serviceOn'])
    expect((await send('2207', 'UA-3', on('2025-11-20 10:00:00'))).infcode).toBe(0)
  })

  it('of admission and discharge are the registered ones too', async () => {
    const mdtrt_id = await treat(counter, 'P38', 'UB')
    const stay = (begntime: string, dscg_time: string) => ({
      ...{ mdtrt_id, psn_no: 'P38', med_type: '21', medfee_sumamt: '10000.00', feedetail: stayFees },
      ...{ begntime, dscg_time },
    })
    const refusedFor = async (msgid: string, from: string, to: string) => {
      const { code, field } = await send('2304', msgid, stay(from, to))
      return [code, field]
    }
    const [early, late] = ['2025-02-28', '2025-04-01']
    expect(await refusedFor('UB-1', early, '2025-03-31')).toEqual(['visit.other-day', 'input.begntime'])
    expect(await refusedFor('UB-2', '2025-03-01', late)).toEqual(['visit.other-day', 'input.dscg_time'])
    expect((await send('2304', 'UB-3', stay('2025-03-01', '2025-03-31'))).infcode).toBe(0)
  })
})

describe('a charging batch under its name', () => {
  it('is the same in small letters and in full width', async () => {
    const settle = (msgid: string, serial: string, name: string) =>
      send('2207', msgid, brought('P36', 'HIS-TB', batchOf(serial, name)))
    const first = await settle('TB-1', '1', 'B1')
    for (const [index, name] of ['b1', 'Ｂ１', 'B 1'].entries())
      expect(await settle(`TB-2-${index}`, '2', name)).toMatchObject(
        duplicateOf(setlId(first), 'input.chrg_bchno'),
      )
    const found = await send('5203', 'TB-3', {
      data: { psn_no: 'P36', mdtrt_id: 'his-tb', chrg_bchno: 'ｂ1' },
    })
    expect(setlId(found)).toBe(setlId(first))
  })

  it('is of characters that are to be seen, and stands for no others', async () => {
    for (const [index, name] of ['B\u200b1', 'B\u00001', 'B\ud8001'].entries()) {
      const national = await send('2207', `TC-1-${index}`, brought('P36', 'HIS-TC', batchOf('1', name)))
      expect([national.code, national.field]).toEqual(['call.bad-field', 'input.chrg_bchno'])
      expect((await byJson(`TC-2-${index}`, 'P36', { visitId: 'HIS-TC', batch: name })).status).toBe(400)
    }
    expect((await byJson('TC-3', 'P36', { visitId: 'HIS-TC', batch: '0000' })).status).toBe(400)
    const whole = await send('2207', 'TC-4', brought('P36', 'HIS-TC', batchOf('1', '００００')))
    expect(await send('2207', 'TC-5', brought('P36', 'HIS-TC', batchOf('2', 'B1')))).toMatchObject(
      duplicateOf(setlId(whole), 'input.chrg_bchno'),
    )
  })
})

describe('a number too long for JSON', () => {
  const sendText = async (msgid: string, input: object) => {
    const body = JSON.stringify({
      ...{ infno: '2207', msgid, infver: 'V1.0', fixmedins_code: 'H34010000001', input },
    }).replaceAll('"9007199254740993"', '9007199254740993')
    const answer = await counter.service.call(tokens.hospital, 'POST', '/national', { key: msgid, body })
    return answer.body as { code?: string; field?: string; infcode: number }
  }

  it('is refused where it names a visit, a batch or a line: it would be read as another', async () => {
    const long = '9007199254740993'
    const fieldOf = async (msgid: string, input: object) => {
      const { code, field } = await sendText(msgid, input)
      return [code, field]
    }
    expect(await fieldOf('VA-1', brought('P39', long))).toEqual(['call.bad-field', 'input.mdtrt_id'])
    expect(await fieldOf('VA-2', brought('P39', 'HIS-VA', batchOf('1', long)))).toEqual([
      'call.bad-field',
      'input.chrg_bchno',
    ])
    expect(await fieldOf('VA-3', brought('P39', 'HIS-VA', batchOf(long, 'B1')))).toEqual([
      'call.bad-field',
      'input.feedetail.0.feedetl_sn',
    ])
    const asText = await send('2207', 'VA-4', brought('P39', long, batchOf(long, long)))
    expect(asText).toMatchObject({ infcode: 0, output: { feedetail: [{ feedetl_sn: long }] } })
  })
})

describe('the fee lines of a message', () => {
  it('of a day outside the stay are refused: at once what is known then, the rest when it is settled', async () => {
    const admitted = await send('2401', 'D-1', {
      ...{ psn_no: 'P24', begntime: '2025-10-10 09:00:00', med_type: '21', insutype: '310' },
    })
    const visit = { mdtrt_id: admitted.output.result?.mdtrt_id ?? '', psn_no: 'P24' }
    const line = (serial: string, count: string, day: string) => ({
      ...fee(serial, 'XA01AAA001', count, '100.00', `${Number(count) * 100}.00`),
      fee_ocur_time: `${day} 10:00:00`,
    })
    const charge = (msgid: string, ...feedetail: object[]) => send('2301', msgid, { ...visit, feedetail })
    const mixed = await charge(
      'D-2',
      line('1', '1', '2025-10-01'),
      line('2', '1', '2025-10-20'),
      line('3', '1', '2099-03-01'),
      line('4', '10', '2025-10-12'),
    )
    expect(mixed).toMatchObject({ code: 'fee.outside-visit', field: 'input.feedetail.0.fee_ocur_time' })
    expect((mixed as unknown as { err_msg: string }).err_msg).toContain('2025-10-01不在就诊期间2025-10-10至')
    expect((await charge('D-3', line('3', '1', '2099-03-01'))).code).toBe('fee.outside-visit')
    expect((await charge('D-4', line('2', '1', '2025-10-20'), line('4', '10', '2025-10-12'))).infcode).toBe(0)
    await send('2402', 'D-5', { ...visit, endtime: '2025-10-15 10:00:00' })
    const late = await charge('D-6', line('5', '1', '2025-10-16'))
    expect([late.code, late.field]).toEqual(['fee.outside-visit', 'input.feedetail.0.fee_ocur_time'])
    const settle = (msgid: string, medfee_sumamt: string) => send('2304', msgid, { ...visit, medfee_sumamt })
    expect(await settle('D-7', '1100.00')).toMatchObject({
      code: 'fee.outside-visit',
      field: 'input.feedetail.0.fee_ocur_time',
    })
    await send('2302', 'D-8', { ...visit, feedetl_sn: '2' })
    expect(await settle('D-9', '1000.00')).toMatchObject({
      infcode: 0,
      output: { setlinfo: { medfee_sumamt: '1000.00' } },
    })
  })

  it('of a settlement that brings them lie in its days too', async () => {
    const on = (fee_ocur_time: string) => ({
      feedetail: [{ ...fee('1', 'XA01AAA001', '3', '100', '300.00'), fee_ocur_time }],
    })
    const stay = (day: string) => ({
      ...brought('P25', 'ZY-2', on(day)),
      ...{ med_type: '21', begntime: '2025-10-10', dscg_time: '2025-10-15' },
    })
    for (const [name, day] of [
      ['before', '2025-10-09'],
      ['after', '2025-10-16'],
    ])
      expect((await send('2304', `DD-${name}`, stay(day ?? ''))).code).toBe('fee.outside-visit')
    expect((await send('2207', 'DD-1', brought('P25', 'OP-1', on('2025-11-19')))).code).toBe(
      'fee.outside-visit',
    )
    expect((await send('2207', 'DD-2', brought('P25', 'OP-1', on('2099-01-01')))).code).toBe(
      'fee.outside-visit',
    )
    expect((await send('2207', 'DD-3', brought('P25', 'OP-1', on('2025-11-21 08:00:00')))).infcode).toBe(0)
  })

  it('are those of its visit and person, each under one serial number', async () => {
    const one = fee('1', 'XA01AAA001', '3', '100', '300.00')
    const refusedFor = async (msgid: string, ...feedetail: object[]) => {
      const { code, field } = await send('2207', msgid, brought('P26', 'HIS-EE', { feedetail }))
      return [code, field]
    }
    expect(await refusedFor('EE-1', { ...one, psn_no: 'P27' })).toEqual([
      'fee.other-visit',
      'input.feedetail.0.psn_no',
    ])
    expect(await refusedFor('EE-2', { ...one, mdtrt_id: 'HIS-FF' })).toEqual([
      'fee.other-visit',
      'input.feedetail.0.mdtrt_id',
    ])
    const twice = ['fee.serial-used', 'input.feedetail.1.feedetl_sn']
    expect(await refusedFor('EE-3', one, one)).toEqual(twice)
    expect(await refusedFor('EE-4', one, { ...one, feedetl_sn: '1 ' })).toEqual(twice)
    expect(await refusedFor('EE-5', one, { ...one, feedetl_sn: 1 })).toEqual(twice)
    const visit = await registered('P26', 'EE-6')
    const of = (line: object) => ({ ...visit, ...line })
    const charge = async (msgid: string, ...feedetail: object[]) =>
      (await send('2204', msgid, { feedetail })).field
    expect(await charge('EE-7', of(one), { ...of(one), psn_no: 'P27' })).toBe('input.feedetail.1.psn_no')
    expect(await charge('EE-8', of(one), of({ ...one, feedetl_sn: ' 1' }))).toBe(twice[1])
    expect(await charge('EE-9', of(one), of({ ...one, feedetl_sn: 2 }))).toBeUndefined()
    const withdraw = (msgid: string, ...data: object[]) => send('2205', msgid, { data })
    const foreign = await withdraw('EE-10', of({ feedetl_sn: '1' }), of({ feedetl_sn: 2, psn_no: 'P27' }))
    expect([foreign.code, foreign.field]).toEqual(['fee.other-visit', 'input.data.1.psn_no'])
    expect((await withdraw('EE-11', of({ feedetl_sn: 1 }), of({ feedetl_sn: '2 ' }))).infcode).toBe(0)
  })

  it('may cost nothing: the total is asked for when they are settled', async () => {
    const visit = await registered('P28', 'FF-1')
    const free = { ...visit, ...fee('1', 'XA01AAA001', '1', '0', '0.00') }
    expect((await send('2204', 'FF-2', { feedetail: [free] })).infcode).toBe(0)
    const nothing = await send('2207', 'FF-3', { ...visit, medfee_sumamt: '0.00' })
    expect([nothing.code, nothing.field]).toEqual(['claim.bad-amount', 'input.medfee_sumamt'])
  })

  it('may differ by a fen from quantity times price, which hospitals round; not by more', async () => {
    const charged = (amount: string) => ({
      medfee_sumamt: amount,
      feedetail: [fee('1', 'XA01AAA001', '3', '8.53', amount)],
    })
    expect((await send('2207', 'TT-1', brought('P28', 'HIS-T1', charged('25.60')))).infcode).toBe(0)
    expect((await send('2207', 'TT-2', brought('P28', 'HIS-T2', charged('25.58')))).infcode).toBe(0)
    expect(await send('2207', 'TT-3', brought('P28', 'HIS-T3', charged('25.61')))).toMatchObject({
      code: 'claim.line-does-not-add-up',
      field: 'input.feedetail.0.det_item_fee_sumamt',
      err_msg:
        '费用明细第1行 明细项目费用总额（det_item_fee_sumamt）“25.61”：数量乘单价为25.59元，与明细金额25.61元不符',
    })
  })

  it('are not negative: the refusal names the field and the way to withdraw', async () => {
    const visit = await registered('P29', 'NN-1')
    const charge = (msgid: string, count: string, amount: string) =>
      send('2204', msgid, { feedetail: [{ ...visit, ...fee('1', 'XA01AAA001', count, '10', amount) }] })
    const err_msg = expect.stringMatching(
      /^费用明细第1行 .+（.+）“-.+”：数量或金额为负；退费请用2205、2302撤销原明细$/,
    )
    expect(await charge('NN-2', '-1', '-10.00')).toMatchObject({
      code: 'fee.negative',
      field: 'input.feedetail.0.det_item_fee_sumamt',
      err_msg,
    })
    expect(await charge('NN-3', '-1', '10.00')).toMatchObject({
      code: 'fee.negative',
      field: 'input.feedetail.0.cnt',
    })
  })
})

describe('a settlement whose answer was lost', () => {
  const query = (msgid: string, input: object) => send('5203', msgid, { data: input })

  it('is found by its visit, or by its id: 5203 answers as 2207 did', async () => {
    await counter.sendInVain('2207', 'PP-1', brought('P30', 'HIS-PP'))
    const found = await query('PP-2', { psn_no: 'P30', mdtrt_id: 'HIS-PP' })
    const settled = await send('2207', 'PP-1', brought('P30', 'HIS-PP'))
    expect(found).toMatchObject({
      infcode: 0,
      output: { setlinfo: settled.output.setlinfo, setldetail: settled.output.setldetail },
    })
    const setl_id = setlId(settled)
    expect(await query('PP-3', { psn_no: 'P30', setl_id })).toMatchObject({ output: found.output })
    expect((await query('PP-4', { psn_no: 'P29', setl_id })).code).toBe('claim.unknown')
    expect((await query('PP-5', { psn_no: 'P29', mdtrt_id: 'HIS-PP' })).code).toBe('visit.not-settled')
    expect((await query('PP-6', { psn_no: 'P30' })).field).toBe('input.setl_id')
  })

  it('is named by its batch where several of its visit stand, and not found when it is reversed', async () => {
    const b1 = await send('2207', 'RR-1', brought('P30', 'HIS-RR', { chrg_bchno: 'B1' }))
    const b2 = await send('2207', 'RR-2', brought('P30', 'HIS-RR', batchOf('F2', 'B2')))
    const several = await query('RR-3', { psn_no: 'P30', mdtrt_id: 'HIS-RR' })
    expect(several).toMatchObject({
      code: 'visit.several-settlements',
      err_msg: `结算ID（setl_id）：该就诊有多笔结算，请指明结算ID或收费批次号：${setlId(b1)} ${setlId(b2)}`,
    })
    const of = { psn_no: 'P30', mdtrt_id: 'HIS-RR', chrg_bchno: 'B2' }
    expect(setlId(await query('RR-4', of))).toBe(setlId(b2))
    await cancel('RR-5', 'P30', setlId(b2))
    expect((await query('RR-6', of)).code).toBe('visit.not-settled')
    const reversed = await query('RR-7', { psn_no: 'P30', setl_id: setlId(b2) })
    expect(reversed.output.setlinfo).toMatchObject({ setl_id: setlId(b2), refd_setl_flag: '1' })
  })
})
