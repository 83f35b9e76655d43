import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Stored } from '#shared/edge/store/store.ts'
import { visit } from '../province.ts'
import type { Token } from '../service.ts'
import { tellSettled, tokens, violationsIn } from '../service.ts'
import type { Counter } from './counter.ts'
import { at, hospital, openCounter, stayFees } from './counter.ts'

let counter: Counter
const told = new Set<string>()
beforeAll(async () => {
  counter = await openCounter()
})
afterAll(async () => {
  await tell()
  expect(await violationsIn(counter.service)).toEqual([])
  await counter.service.stop()
})

/** Tells the service of what it recorded since, as its publisher would. */
const tell = async (): Promise<void> => {
  const items = (await counter.service.items()) as unknown as Stored[]
  const fresh = items.filter(({ pk, sk }) => !told.has(`${pk} ${sk}`))
  for (const { pk, sk } of fresh) told.add(`${pk} ${sk}`)
  expect(await tellSettled(counter.service, fresh)).toBe(0)
}

let asked = 0
/** What the platform has of a day: the number of settlements and what they cost. */
const dayOf = async (day: string, clr_type = '21') => {
  await tell()
  asked += 1
  const nothing = { medfee_sumamt: '0', fund_pay_sumamt: '0', acct_pay: '0', fixmedins_setl_cnt: '0' }
  const days = { stmt_begndate: day, stmt_enddate: day }
  const { output } = await counter.send('3201', `Q${asked}`, {
    data: { ...days, insutype: '310', clr_type, ...nothing },
  })
  return [output.stmtinfo?.fixmedins_setl_cnt, output.stmtinfo?.medfee_sumamt]
}

/** A stay that ended on the last day of 2025. */
const lateStay = (psn_no: string, more: object = {}) => ({
  ...{
    psn_no,
    mdtrt_id: `ZY-${psn_no}`,
    med_type: '21',
    begntime: '2025-12-20',
    dscg_time: '2025-12-31 10:00:00',
  },
  ...{ medfee_sumamt: '10000.00', feedetail: stayFees, ...more },
})
const inJanuary = <Result>(work: () => Promise<Result>) => at('2026-01-03 08:05:09', work)

describe('the day of a settlement', () => {
  it('is the day on which it was made here: a stay of December settled in January changes no day of December', async () => {
    const before = await dayOf('2025-12-31')
    const { output } = await inJanuary(() => counter.send('2304', 'L1', lateStay('P1')))
    expect(output.setlinfo).toMatchObject({ setl_time: '2026-01-03 08:05:09', hifp_pay: '7290.00' })
    expect(await dayOf('2025-12-31')).toEqual(before)
    expect(await dayOf('2026-01-03')).toEqual(['1', '10000.00'])
  })

  it('is not the sender’s to choose, by whichever door they come and whatever time they write', async () => {
    const before = await dayOf('2025-12-31')
    const sendAs = (token: Token, msgid: string, psn_no: string) =>
      inJanuary(() =>
        counter.send('2304', msgid, lateStay(psn_no, { setl_time: '2025-12-31 12:00:00' }), token),
      )
    expect((await sendAs(tokens.hospital, 'L2', 'P2')).output.setlinfo?.setl_time).toBe('2026-01-03 08:05:09')
    expect((await sendAs({ ...tokens.hospital, sub: 'li.si' }, 'L3', 'P3')).infcode).toBe(0)
    const json = { ...visit('P4', '2025-12-31', 2000), settledOn: '2025-12-31' }
    const settled = await inJanuary(() =>
      counter.service.call(tokens.hospital, 'POST', '/claims', { key: 'L4', body: json }),
    )
    expect(settled.status).toBe(201)
    expect(await dayOf('2025-12-31')).toEqual(before)
    expect(await dayOf('2025-12-31', '11')).toEqual(['0', '0.00'])
    expect(await dayOf('2026-01-03')).toEqual(['3', '30000.00'])
    expect(await dayOf('2026-01-03', '11')).toEqual(['1', '20.00'])
  })

  it('of a cancellation is its own, with the sign turned, whatever time it carries', async () => {
    const settled = await inJanuary(() => counter.send('2304', 'L5', lateStay('P5')))
    const before = await dayOf('2026-01-03')
    const cancelled = await at('2026-01-04 09:00:00', () =>
      counter.send('2305', 'L5-back', {
        ...{ setl_id: settled.output.setlinfo?.setl_id, psn_no: 'P5', setl_time: '2026-01-03' },
      }),
    )
    expect(cancelled.output.setlinfo).toMatchObject({
      ...{ setl_time: '2026-01-04 09:00:00', medins_setl_id: 'L5-back', medfee_sumamt: '-10000.00' },
    })
    expect(await dayOf('2026-01-03')).toEqual(before)
    expect(await dayOf('2026-01-04')).toEqual(['1', '-10000.00'])
  })

  it('is nobody’s to give: an office that would date what a hospital sent is no sender', async () => {
    const refused = await inJanuary(() =>
      counter.service.call(tokens.province, 'POST', '/national', {
        body: { infno: '2304', msgid: 'L6', fixmedins_code: hospital, input: lateStay('P6', {}) },
      }),
    )
    expect([refused.status, refused.body.code]).toEqual([403, 'caller.no-scope'])
    expect(await dayOf('2025-12-31')).toEqual(['0', '0.00'])
  })

  it('of a message sent again on another day is that of the first', async () => {
    const first = await inJanuary(() => counter.send('2304', 'L7', lateStay('P7')))
    const again = await at('2026-01-05 11:00:00', () => counter.send('2304', 'L7', lateStay('P7')))
    expect(again).toEqual(first)
    expect(await dayOf('2026-01-05')).toEqual(['0', '0.00'])
  })

  it('ends at midnight in China', async () => {
    await at('2026-01-06 23:59:59', () => counter.send('2304', 'L8', lateStay('P8')))
    await at('2026-01-07 00:00:00', () => counter.send('2304', 'L9', lateStay('P9')))
    expect(await dayOf('2026-01-06')).toEqual(['1', '10000.00'])
    expect(await dayOf('2026-01-07')).toEqual(['1', '10000.00'])
  })
})

describe('setlinfo', () => {
  const who = {
    ...{ psn_name: '王芳', certno: '340104197506151234', psn_cert_type: '01', naty: '01' },
    mdtrt_cert_type: '02',
  }

  it('says what hospital systems print: whose it is, what it was for, how it is cleared, and when', async () => {
    const { output } = await inJanuary(() => counter.send('2304', 'L10', lateStay('P10', who)))
    expect(output.setlinfo).toMatchObject({
      ...{ naty: '01', mdtrt_cert_type: '02' },
      // Nobody could be asked whether they are these: `identity.test.ts` has it where somebody can.
      ...{ psn_name: '', certno: '', psn_cert_type: '' },
      ...{ medins_setl_id: 'L10', psn_no: 'P10', insutype: '310', psn_type: '1101', med_type: '21' },
      ...{ gend: '2', brdy: '1980-05-01', age: '45', cvlserv_flag: '0' },
      ...{ clr_way: '9', clr_type: '21', clr_optins: '340100', setl_time: '2026-01-03 08:05:09' },
    })
  })

  it('has every field also where nobody said who the patient is, and keeps no name and no certificate', async () => {
    const { output } = await counter.send('2303', 'L11', lateStay('P11'))
    expect(output.setlinfo).toMatchObject({
      ...{ psn_name: '', certno: '', psn_cert_type: '', naty: '', mdtrt_cert_type: '' },
      ...{ setl_time: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/), medins_setl_id: 'L11' },
    })
    const kept = JSON.stringify(await counter.service.items())
    expect(kept).not.toContain(who.certno)
    expect(kept).not.toContain(who.psn_name)
  })

  it('is the same for an outpatient charge, cleared by items', async () => {
    const charge = { med_list_codg: 'XA01AAA001', cnt: '1', pric: '20', det_item_fee_sumamt: '20.00' }
    const { output } = await counter.send('2207', 'L12', {
      ...{
        psn_no: 'P12',
        mdtrt_id: 'MZ-P12',
        med_type: '11',
        begntime: '2025-05-06',
        medfee_sumamt: '20.00',
      },
      feedetail: [charge],
      fixmedins_code: hospital,
    })
    expect(output.setlinfo).toMatchObject({ clr_way: '1', clr_type: '11', med_type: '11', age: '45' })
  })
})
