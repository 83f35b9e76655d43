import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contribution, entitlement, spellOf } from '../province.ts'
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
  mdtrt_id: `ZY-${psn_no}`,
  med_type: '21',
  begntime: '2025-03-01 08:15:00',
  dscg_time: '2025-03-31 23:30:00',
  medfee_sumamt: '10000.00',
  acct_used_flag: '1',
  feedetail: stayFees,
})

beforeAll(async () => {
  counter = await openCounter()
  const entitled = [spellOf('employee', '2025-01-01', '2025-12-31')]
  for (const personId of ['P13', 'R1', 'R2', 'R3', 'R4', 'R5', 'R6', 'R7', 'R8'])
    await counter.service.deliver(entitlement(personId, 1, entitled))
  await counter.service.deliver(contribution('E-1', [{ personId: 'R1', account: 50_000 }]))
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

  it('is not answered as settled when its message comes again after it was taken back', async () => {
    const before = await counter.yearOf('P13')
    await counter.sendInVain('2304', 'S6', direct('P13'))
    await undo('S6-undo', 'P13', '2304', 'S6')
    const again = await send('2304', 'S6', direct('P13'))
    expect([again.code, again.field]).toEqual(['claim.already-reversed', 'msgid'])
    expect((await counter.yearOf('P13')).accumulators).toEqual(before.accumulators)
    expect((await send('2304', 'S6-new', direct('P13'))).infcode).toBe(0)
    expect((await send('2304', 'S6', direct('P13'))).code).toBe('claim.already-reversed')
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

describe('a cancellation of a settlement whose answer was lost', () => {
  const reversed = async (psn_no: string, msgid: string) => {
    const { output } = await send('2304', msgid, direct(psn_no))
    const { setl_id = '' } = output.setlinfo as Record<string, string>
    const settled = await counter.yearOf(psn_no)
    const cancellation = { setl_id, psn_no, setl_time: '2025-04-01' }
    await counter.sendInVain('2305', `${msgid}-cancel`, cancellation)
    return { setl_id, settled, cancellation }
  }

  it('is taken back, once, by an entry: the claim stands again exactly as before', async () => {
    const { setl_id, settled, cancellation } = await reversed('R1', 'C1')
    const undone = await undo('C1-undo', 'R1', '2305', 'C1-cancel')
    expect(undone.output.result).toEqual({ omsgid: 'C1-cancel', oinfno: '2305', rslt: 'reinstated', setl_id })
    const items = await counter.service.items()
    expect(await undo('C1-undo', 'R1', '2305', 'C1-cancel')).toEqual(undone)
    expect((await undo('C1-again', 'R1', '2305', 'C1-cancel')).output.result?.rslt).toBe('reinstated')
    expect(await counter.service.items()).toEqual(items)
    const { accumulators, account, stays } = settled
    expect(await counter.yearOf('R1')).toMatchObject({ accumulators, account, stays })
    // Its own message is answered as settled again, that of the cancellation as taken back.
    expect((await send('2304', 'C1', direct('R1'))).output.setlinfo).toMatchObject({ setl_id })
    expect((await send('2305', 'C1-cancel', cancellation)).code).toBe('call.undone')
    const entries = items
      .filter(({ kind }) => kind === 'claim-reversed')
      .filter(({ personId }) => personId === 'R1')
    expect(entries.map(({ amounts }) => (amounts as number[])[0]).sort()).toEqual([-1_000_000, 1_000_000])
  })

  it('can be cancelled again afterwards, and that taken back again', async () => {
    const { setl_id, settled } = await reversed('R2', 'C2')
    await undo('C2-undo', 'R2', '2305', 'C2-cancel')
    const second = { setl_id, psn_no: 'R2', setl_time: '2025-04-02' }
    expect((await send('2305', 'C2-second', second)).infcode).toBe(0)
    expect((await counter.yearOf('R2')).accumulators).toEqual({})
    expect((await undo('C2-late', 'R2', '2305', 'C2-cancel')).output.result?.rslt).toBe('reinstated')
    expect((await counter.yearOf('R2')).accumulators).toEqual({})
    expect((await undo('C2-undo2', 'R2', '2305', 'C2-second')).output.result?.rslt).toBe('reinstated')
    const { accumulators, stays } = settled
    expect(await counter.yearOf('R2')).toMatchObject({ accumulators, stays })
  })

  it('that never arrived is refused when it comes late, and the claim stands', async () => {
    const { output } = await send('2304', 'C3', direct('R3'))
    const { setl_id } = output.setlinfo as Record<string, string>
    const settled = await counter.yearOf('R3')
    expect((await undo('C3-undo', 'R3', '2305', 'C3-cancel')).output.result?.rslt).toBe('never-arrived')
    const late = await send('2305', 'C3-cancel', { setl_id, psn_no: 'R3', setl_time: '2025-04-01' })
    expect(late.code).toBe('call.undone')
    expect(await counter.yearOf('R3')).toEqual(settled)
  })

  it('has one outcome when both come at once', async () => {
    const { output } = await send('2304', 'C4', direct('R4'))
    const { setl_id } = output.setlinfo as Record<string, string>
    const { accumulators } = await counter.yearOf('R4')
    const [cancelled, undone] = await Promise.all([
      send('2305', 'C4-cancel', { setl_id, psn_no: 'R4', setl_time: '2025-04-01' }),
      undo('C4-undo', 'R4', '2305', 'C4-cancel'),
    ])
    expect(undone.output.result?.rslt).toBe(cancelled.infcode === 0 ? 'reinstated' : 'never-arrived')
    expect((await counter.yearOf('R4')).accumulators).toEqual(accumulators)
  })

  it('is taken back when the taking back itself was killed', async () => {
    const { settled } = await reversed('R5', 'C5')
    const data = { psn_no: 'R5', oinfno: '2305', omsgid: 'C5-cancel' }
    await counter.sendInVain('2601', 'C5-undo', { data })
    expect((await undo('C5-undo', 'R5', '2305', 'C5-cancel')).output.result?.rslt).toBe('reinstated')
    expect((await counter.yearOf('R5')).accumulators).toEqual(settled.accumulators)
  })

  it('leaves its visit settled again, unless the visit went on meanwhile', async () => {
    const mdtrt_id = await treat(counter, 'R6', 'C6')
    const data = { mdtrt_id, psn_no: 'R6', medfee_sumamt: '10000.00' }
    const { output } = await send('2304', 'C6', { data })
    const { setl_id } = output.setlinfo as Record<string, string>
    const cancel = (msgid: string) => send('2305', msgid, { setl_id, psn_no: 'R6', setl_time: '2025-04-01' })
    await cancel('C6-cancel')
    await undo('C6-undo', 'R6', '2305', 'C6-cancel')
    expect((await send('2304', 'C6-other', { data })).code).toBe('claim.duplicate')
    expect((await send('2304', 'C6', { data })).infcode).toBe(0)
    await cancel('C6-second')
    await send('2405', 'C6-stay', { data: { mdtrt_id, psn_no: 'R6' } })
    expect((await undo('C6-undo2', 'R6', '2305', 'C6-second')).code).toBe('claim.not-restorable')
  })

  it('cannot be taken back once another claim was settled on what it set free', async () => {
    const { settled } = await reversed('R7', 'C7')
    expect((await send('2304', 'C7-new', direct('R7'))).infcode).toBe(0)
    const late = await undo('C7-undo', 'R7', '2305', 'C7-cancel')
    expect([late.infcode, late.code]).toEqual([-1, 'claim.not-restorable'])
    expect((await counter.yearOf('R7')).accumulators).toEqual(settled.accumulators)
  })

  it('is not taken back under another name: of another person, care or transaction, nor the taking back itself', async () => {
    await reversed('R8', 'C8')
    expect((await undo('C8-a', 'R1', '2305', 'C8-cancel')).code).toBe('claim.unknown')
    expect((await undo('C8-b', 'R8', '2208', 'C8-cancel')).code).toBe('claim.unknown')
    expect((await undo('C8-c', 'R8', '2304', 'C8-cancel')).code).toBe('call.not-undoable')
    await undo('C8-undo', 'R8', '2305', 'C8-cancel')
    expect((await undo('C8-d', 'R8', '2601', 'C8-undo')).code).toBe('call.not-undoable')
    expect((await undo('C8-e', 'R8', '2305', 'C8-undo')).code).toBe('call.not-undoable')
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
  it('is a call of another kind than said, and another person’s', async () => {
    await send('2304', 'X1', direct('P9'))
    expect((await undo('X1-a', 'P9', '2207', 'X1')).code).toBe('claim.unknown')
    expect((await undo('X1-b', 'P10', '2304', 'X1')).code).toBe('claim.unknown')
    expect((await undo('X1-c', 'P9', '2301', 'X1')).code).toBe('call.other-transaction')
  })

  it('is a message that carries another institution’s code', async () => {
    const foreign = 'H34010000002202503011200000001'
    const refused = await undo('X2', 'P9', '2304', foreign)
    expect([refused.code, refused.field]).toEqual(['call.other-institution', 'input.omsgid'])
    expect((await send('2304', foreign, direct('P9'))).code).toBe('call.other-institution')
  })

  it('is another institution’s settlement or visit: its message ids are its own', async () => {
    await send('2304', 'X3', direct('P11'))
    await treat(counter, 'P12', 'X4')
    const asOther = async (msgid: string, data: object) => {
      const body = { infno: '2601', msgid, fixmedins_code: 'H34010000002', input: { data } }
      return counter.service.call(tokens.otherHospital, 'POST', '/national', { key: msgid, body })
    }
    const claim = await asOther('X3-undo', { psn_no: 'P11', oinfno: '2304', omsgid: 'X3' })
    expect(claim).toMatchObject({ status: 200, body: { output: { result: { rslt: 'never-arrived' } } } })
    expect((await send('2304', 'X3', direct('P11'))).infcode).toBe(0)
    const visit = await asOther('X4-undo', { psn_no: 'P12', oinfno: '2301', omsgid: 'X4-fees' })
    expect(visit).toMatchObject({ status: 200, body: { output: { result: { rslt: 'never-arrived' } } } })
    expect((await undo('X4-own', 'P12', '2301', 'X4-fees')).output.result?.rslt).toBe('withdrawn')
  })
})
