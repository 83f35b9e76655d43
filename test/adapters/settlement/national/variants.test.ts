import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { violationsIn } from '../service.ts'
import type { Counter, NationalAnswer } from './counter.ts'
import { fee, openCounter } from './counter.ts'

let counter: Counter
const send: Counter['send'] = (...message) => counter.send(...message)

beforeAll(async () => {
  counter = await openCounter(6)
})
afterAll(async () => {
  expect(await violationsIn(counter.service)).toEqual([])
  await counter.service.stop()
})

const diseinfo = [{ diag_type: '1', diag_srt_no: 1, diag_code: 'K29', maindiag_flag: '1', vali_flag: '1' }]

/** What the variant has beside the plain transaction: it is carried unread, but for the fields of the table. */
const ofVariant = {
  ...{ psn_setlway: '01', fulamt_ownpay_amt: '0.00', overlmt_selfpay: 0, preselfpay_amt: '60.00' },
  ...{ inscp_scp_amt: '540.00', pub_hosp_rfom_flag: '0', expContent: '', invono: '', mid_setl_flag: '' },
}

/** A visit registered, described and charged with 600 yuan; `variant` says by which transactions. */
const charged = async (psn_no: string, variant: '' | 'A') => {
  const name = `${psn_no}${variant}`
  const registration = { psn_no, insutype: '310', med_type: '11', begntime: '2025-11-20 08:00:00' }
  const { output } = await send('2201', `${name}-1`, { data: registration })
  const visit = { mdtrt_id: output.data?.mdtrt_id ?? '', psn_no }
  const described = await send(`2203${variant}`, `${name}-2`, {
    mdtrtinfo: { ...visit, med_type: '11', begntime: '2025-11-20 08:00:00', main_cond_dscr: '' },
    diseinfo,
  })
  expect(described.output.result).toEqual(visit)
  const line = { ...fee('1', 'XB02BBB002', '2', '300', '600.00'), chrg_bchno: 'B1' }
  await send('2204', `${name}-3`, { feedetail: [{ ...visit, ...line }] })
  return { ...visit, med_type: '11', medfee_sumamt: '600.0000', chrg_bchno: 'B1', acct_used_flag: '0' }
}

/** An answer's money and all that it says but whose, which and when. */
const paid = ({ output: { setlinfo, setldetail } }: NationalAnswer) => {
  const own = ['setl_id', 'medins_setl_id', 'mdtrt_id', 'psn_no', 'setl_time']
  const said = Object.entries(setlinfo ?? {}).filter(([name]) => !own.includes(name))
  return { setlinfo: Object.fromEntries(said), setldetail }
}

describe('the variants 2203A, 2206A and 2207A', () => {
  it('pay what 2203, 2206 and 2207 pay', async () => {
    const [plain, variant] = [await charged('P1', ''), await charged('P2', 'A')]
    const previews = [
      await send('2206', 'V-1', { data: plain }),
      await send('2206A', 'V-2', { data: { ...variant, ...ofVariant } }),
    ]
    const settled = [
      await send('2207', 'V-3', { data: plain }),
      await send('2207A', 'V-4', { data: { ...variant, ...ofVariant } }),
    ]
    expect([...previews, ...settled].map(({ infcode }) => infcode)).toEqual([0, 0, 0, 0])
    expect(paid(previews[1] as NationalAnswer)).toEqual(paid(previews[0] as NationalAnswer))
    expect(paid(settled[1] as NationalAnswer)).toEqual(paid(settled[0] as NationalAnswer))
    expect(settled[1]?.output.setlinfo).toMatchObject({ medfee_sumamt: '600.00', preselfpay_amt: '60.00' })
  })

  it('settle a visit and batch once together with the plain ones', async () => {
    const visit = await charged('P3', 'A')
    const first = await send('2207A', 'W-1', { data: visit })
    const standing = first.output.setlinfo?.setl_id ?? ''
    for (const [index, infno] of ['2207', '2207A', '2206', '2206A'].entries())
      expect(await send(infno, `W-2-${index}`, { data: visit })).toMatchObject({
        ...{ code: 'claim.duplicate', field: 'input.chrg_bchno' },
        err_msg: expect.stringContaining(standing),
      })
    expect(await send('2207A', 'W-1', { data: visit })).toEqual(first)
    expect((await send('2203A', 'W-3', { mdtrtinfo: { ...visit, med_type: '11' } })).infcode).toBe(0)
    await send('2208', 'W-4', { data: { psn_no: 'P3', setl_id: standing } })
    expect((await send('2207', 'W-5', { data: visit })).infcode).toBe(0)
    expect((await send('2207A', 'W-6', { data: visit })).code).toBe('claim.duplicate')
  })

  it('are taken back by 2601 under their own number', async () => {
    const visit = await charged('P4', 'A')
    await counter.sendInVain('2207A', 'X-1', visit)
    const undone = await send('2601', 'X-2', { psn_no: 'P4', omsgid: 'X-1', oinfno: '2207A' })
    expect(undone.output.result).toMatchObject({ rslt: 'reversed', oinfno: '2207A' })
    const described = await send('2601', 'X-3', { psn_no: 'P4', omsgid: 'P4A-2', oinfno: '2203A' })
    expect(described.output.result).toMatchObject({ rslt: 'withdrawn' })
  })
})
