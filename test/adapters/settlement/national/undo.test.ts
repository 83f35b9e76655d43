import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { tokens, violationsIn } from '../service.ts'
import type { Counter } from './counter.ts'
import { openCounter, stayFees, treat } from './counter.ts'

let counter: Counter
const send: Counter['send'] = (...message) => counter.send(...message)

/** Takes a message back whose answer did not come. */
const undo = (msgid: string, psn_no: string, oinfno: string, omsgid: string) =>
  send('2601', msgid, { data: { psn_no, oinfno, omsgid } })

const direct = (psn_no: string) => ({
  psn_no,
  med_type: '21',
  begntime: '2025-03-01 08:15:00',
  dscg_time: '2025-03-31 23:30:00',
  medfee_sumamt: '10000.00',
  feedetail: stayFees,
})

beforeAll(async () => {
  counter = await openCounter()
})
afterAll(async () => {
  expect(await violationsIn(counter.service)).toEqual([])
  await counter.service.stop()
})

describe('a settlement whose answer was lost', () => {
  it('is reversed, once, however often it is taken back', async () => {
    const before = await counter.yearOf('P1')
    await counter.sendInVain('2304', 'S1', direct('P1'))
    const undone = await undo('S1-undo', 'P1', '2304', 'S1')
    expect(undone).toMatchObject({
      infcode: 0,
      output: { result: { omsgid: 'S1', rslt: 'reversed' }, setlinfo: { hifp_pay: '-7290.00' } },
    })
    expect(await undo('S1-undo', 'P1', '2304', 'S1')).toEqual(undone)
    expect(await undo('S1-again', 'P1', '2304', 'S1')).toMatchObject({
      infcode: 0,
      output: { result: { rslt: 'reversed' } },
    })
    const { accumulators, account, stays } = await counter.yearOf('P1')
    expect({ accumulators, account, stays }).toEqual({
      accumulators: before.accumulators,
      account: before.account,
      stays: before.stays,
    })
    const reversals = (await counter.service.items()).filter(({ kind }) => kind === 'claim-reversed')
    expect(reversals).toHaveLength(1)
  })

  it('that never arrived is refused when it comes late', async () => {
    const before = await counter.yearOf('P2')
    const undone = await undo('S2-undo', 'P2', '2304', 'S2')
    expect(undone.output.result).toEqual({ omsgid: 'S2', oinfno: '2304', rslt: 'never-arrived' })
    expect((await send('2304', 'S2', direct('P2'))).code).toBe('call.undone')
    expect(await undo('S2-undo', 'P2', '2304', 'S2')).toEqual(undone)
    expect((await send('2304', 'S2', direct('P2'))).code).toBe('call.undone')
    expect(await counter.yearOf('P2')).toEqual(before)
  })

  it('has one outcome when both come at once', async () => {
    const before = await counter.yearOf('P3')
    const [settled, undone] = await Promise.all([
      send('2304', 'S3', direct('P3')),
      undo('S3-undo', 'P3', '2304', 'S3'),
    ])
    expect(undone.infcode).toBe(0)
    const rslt = undone.output.result?.rslt
    expect(settled.infcode === 0 ? 'reversed' : 'never-arrived').toBe(rslt)
    const { accumulators, account } = await counter.yearOf('P3')
    expect({ accumulators, account }).toEqual({ accumulators: before.accumulators, account: before.account })
  })

  it('of a visit leaves the visit open: its lines are settled by the next message', async () => {
    const mdtrt_id = await treat(counter, 'P4', 'S4')
    const data = { mdtrt_id, psn_no: 'P4', medfee_sumamt: '10000.00' }
    await counter.sendInVain('2304', 'S4', { data })
    await undo('S4-undo', 'P4', '2304', 'S4')
    expect((await send('2304', 'S4', { data })).code).toBe('claim.already-reversed')
    expect((await send('2304', 'S4-new', { data })).infcode).toBe(0)
  })

  it('is taken back when the taking back itself was killed', async () => {
    await counter.sendInVain('2304', 'S5', direct('P5'))
    const data = { psn_no: 'P5', oinfno: '2304', omsgid: 'S5', setl_time: '2025-12-31' }
    await counter.sendInVain('2601', 'S5-undo', { data })
    expect(await send('2601', 'S5-undo', { data })).toMatchObject({
      infcode: 0,
      output: { result: { rslt: 'reversed' }, setlinfo: { hifp_pay: '-7290.00' } },
    })
    expect((await counter.yearOf('P5')).accumulators).toEqual({})
  })
})

describe('a change of a visit whose answer was lost', () => {
  it('is withdrawn: registration, fees, withdrawal and discharge alike', async () => {
    const mdtrt_id = await treat(counter, 'P6', 'V1')
    const visit = { mdtrt_id, psn_no: 'P6' }
    const data = { ...visit, medfee_sumamt: '10000.00' }
    await counter.sendInVain('2302', 'V1-out', { data: [{ ...visit, feedetl_sn: '0000' }] })
    expect((await send('2303', 'V1-p1', { data })).code).toBe('claim.empty')
    expect((await undo('V1-u1', 'P6', '2302', 'V1-out')).output.result?.rslt).toBe('withdrawn')
    expect((await send('2303', 'V1-p2', { data })).infcode).toBe(0)
    expect((await undo('V1-u1', 'P6', '2302', 'V1-out')).output.result?.rslt).toBe('withdrawn')
    expect((await undo('V1-u2', 'P6', '2301', 'V1-fees')).output.result?.rslt).toBe('withdrawn')
    expect((await send('2303', 'V1-p3', { data })).code).toBe('claim.empty')
    await undo('V1-u3', 'P6', '2402', 'V1-leave')
    expect((await send('2405', 'V1-stay', { data: visit })).code).toBe('visit.not-discharged')
    await undo('V1-u4', 'P6', '2401', 'V1-admit')
    expect((await send('2303', 'V1-p4', { data })).code).toBe('visit.cancelled')
  })

  it('that never arrived is refused when it comes late, and the visit goes on without it', async () => {
    const mdtrt_id = await treat(counter, 'P7', 'V2')
    const visit = { mdtrt_id, psn_no: 'P7' }
    const more = { feedetail: [{ ...visit, ...stayFees[0], feedetl_sn: 'F9' }] }
    expect((await undo('V2-undo', 'P7', '2301', 'V2-more')).output.result?.rslt).toBe('never-arrived')
    expect((await send('2301', 'V2-more', more)).code).toBe('call.undone')
    expect((await send('2301', 'V2-new', more)).infcode).toBe(0)
    await undo('V2-undo2', 'P7', '2401', 'V2-admit2')
    expect(
      (await send('2401', 'V2-admit2', { psn_no: 'P7', begntime: '2025-03-01', med_type: '21' })).code,
    ).toBe('call.undone')
  })

  it('stays when the visit is settled by it', async () => {
    const mdtrt_id = await treat(counter, 'P8', 'V3')
    await send('2304', 'V3-settle', { data: { mdtrt_id, psn_no: 'P8', medfee_sumamt: '10000.00' } })
    expect((await undo('V3-undo', 'P8', '2301', 'V3-fees')).code).toBe('visit.settled')
  })
})

describe('what cannot be taken back', () => {
  it('is a reversal, a call of another kind than said, and another person’s', async () => {
    const settled = await send('2304', 'X1', direct('P9'))
    const { setl_id } = settled.output.setlinfo as Record<string, string>
    expect((await undo('X1-a', 'P9', '2207', 'X1')).code).toBe('claim.unknown')
    expect((await undo('X1-b', 'P10', '2304', 'X1')).code).toBe('claim.unknown')
    expect((await undo('X1-c', 'P9', '2301', 'X1')).code).toBe('call.other-transaction')
    await send('2305', 'X1-reverse', { setl_id, psn_no: 'P9', setl_time: '2025-04-01' })
    expect((await undo('X1-d', 'P9', '2305', 'X1-reverse')).code).toBe('call.not-undoable')
  })

  it('is a message that carries another institution’s code', async () => {
    const foreign = 'H34010000002202503011200000001'
    const refused = await undo('X2', 'P9', '2304', foreign)
    expect([refused.code, refused.field]).toEqual(['call.other-institution', 'input.omsgid'])
    expect((await send('2304', foreign, direct('P9'))).code).toBe('call.other-institution')
  })

  it('is another institution’s settlement or visit', async () => {
    await send('2304', 'X3', direct('P11'))
    await treat(counter, 'P12', 'X4')
    const asOther = async (msgid: string, data: object) => {
      const body = { infno: '2601', msgid, fixmedins_code: 'H34010000002', input: { data } }
      return counter.service.call(tokens.otherHospital, 'POST', '/national', { key: msgid, body })
    }
    const claim = await asOther('X3-undo', { psn_no: 'P11', oinfno: '2304', omsgid: 'X3' })
    expect([claim.status, claim.body.code]).toEqual([403, 'caller.other-institution'])
    const visit = await asOther('X4-undo', { psn_no: 'P12', oinfno: '2301', omsgid: 'X4-fees' })
    expect([visit.status, visit.body.code]).toEqual([200, 'call.other-institution'])
  })
})
