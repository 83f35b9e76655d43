import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { catalogueCsv, entitlement, importCatalogue, registerHospital, spellOf } from '../province.ts'
import type { Answer, Service, Token } from '../service.ts'
import { startService, tokens, violationsIn } from '../service.ts'
import { timeless } from './counter.ts'

const fee = (serial: string, code: string, count: string, price: string, amount: string) => ({
  feedetl_sn: serial,
  med_list_codg: code,
  cnt: count,
  pric: price,
  det_item_fee_sumamt: amount,
})

/** The stay of the worked claim, as a hospital's system says it. */
const input = {
  psn_no: 'P1',
  mdtrt_id: 'ZY-1',
  med_type: '21',
  insutype: '310',
  begntime: '2025-03-01 08:15:00',
  dscg_time: '2025-03-31 23:30:00',
  medfee_sumamt: '10000.00',
  acct_used_flag: '0',
  feedetail: [
    fee('F1', 'XA01AAA001', '100', '60', '6000.00'),
    fee('F2', 'XB02BBB002', '10', '300', '3000.00'),
    fee('F3', 'XC03CCC003', '1', '1000', '1000.00'),
  ],
}

let service: Service
const send = async (
  infno: string,
  msgid: string,
  said: object,
  token: Token = tokens.hospital,
  key = msgid,
): Promise<Answer> => {
  const { status, body } = await service.call(token, 'POST', '/national', {
    key,
    body: {
      infno,
      msgid,
      infver: 'V1.0',
      inf_time: '2025-03-31 23:31:00',
      opter_name: '张三',
      fixmedins_code: 'H34010000001',
      input: said,
    },
  })
  return { status, body: status === 200 ? timeless(body) : body }
}

beforeAll(async () => {
  service = await startService()
  await importCatalogue(service, 'catalogue-1', catalogueCsv)
  await registerHospital(service, 'H34010000001')
  await service.deliver(entitlement('P1', 1, [spellOf('employee', '2025-01-01', '2025-12-31')]))
})
afterAll(async () => {
  expect(await violationsIn(service)).toEqual([])
  await service.stop()
})

describe('the national hospital interface', () => {
  it('previews a stay and records nothing but that it was asked for', async () => {
    const recorded = async () => (await service.items()).filter(({ kind }) => kind !== 'look-ups')
    const before = await recorded()
    const { body } = await send('2303', 'N0', input)
    expect(body).toMatchObject({ infcode: 0, output: { setlinfo: { hifp_pay: '7290.00' } } })
    expect(await recorded()).toEqual(before)
  })

  it('settles it, in yuan and by the national names', async () => {
    const { status, body } = await send('2304', 'N1', input)
    expect(status).toBe(200)
    expect(body).toMatchObject({
      infcode: 0,
      err_msg: '',
      output: {
        setlinfo: {
          psn_no: 'P1',
          insutype: '310',
          setl_time: expect.stringMatching(/^2\d{3}-\d\d-\d\d \d\d:\d\d:\d\d$/),
          medfee_sumamt: '10000.00',
          fulamt_ownpay_amt: '1000.00',
          overlmt_selfpay: '0.00',
          preselfpay_amt: '300.00',
          inscp_scp_amt: '8700.00',
          act_pay_dedc: '600.00',
          hifp_pay: '7290.00',
          pool_prop_selfpay: '0.9000',
          fund_pay_sumamt: '7290.00',
          psn_part_amt: '2710.00',
          acct_pay: '0.00',
          psn_cash_pay: '2710.00',
          balc: '0.00',
        },
        setldetail: [{ fund_pay_type: '310100', fund_payamt: '7290.00' }],
        feedetail: [
          { feedetl_sn: 'F1', inscp_scp_amt: '6000.00' },
          { feedetl_sn: 'F2', preselfpay_amt: '300.00', inscp_scp_amt: '2700.00' },
          { feedetl_sn: 'F3', fulamt_ownpay_amt: '1000.00', inscp_scp_amt: '0.00' },
        ],
      },
    })
  })

  it('answers a message sent again alike, whatever the time on it', async () => {
    const first = await send('2304', 'N1', input)
    const again = await send('2304', 'N1', { ...input, setl_time: '2025-04-02 09:00:00' })
    expect(again).toEqual(first)
  })

  it('refuses in its own way: an answer with infcode -1, the reason in Chinese and a stable code', async () => {
    const wrong = {
      ...input,
      mdtrt_id: 'ZY-2',
      medfee_sumamt: '10000.01',
      begntime: '2025-05-01',
      dscg_time: '2025-05-02',
    }
    const { status, body } = await send('2304', 'N2', wrong)
    expect(status).toBe(200)
    expect(body).toMatchObject({
      infcode: -1,
      code: 'claim.total-does-not-add-up',
      err_msg: '医疗费总额（medfee_sumamt）“10000.01”：明细合计与总费用不符',
    })
    expect(body.output).toBeUndefined()
  })

  it('refuses an id used for another claim', async () => {
    const { body } = await send('2304', 'N1', { ...input, begntime: '2025-02-28' })
    expect(body).toMatchObject({ infcode: -1, code: 'claim.other-payload' })
  })

  it.each([
    [
      'an amount with three decimals',
      { medfee_sumamt: '10000.001' },
      'claim.bad-amount',
      'input.medfee_sumamt',
    ],
    ['a negative amount', { medfee_sumamt: '-1.00' }, 'claim.bad-amount', 'input.medfee_sumamt'],
    ['a day that does not exist', { dscg_time: '2025-02-30 10:00:00' }, 'claim.bad-date', 'input.dscg_time'],
    ['no day of discharge', { dscg_time: undefined }, 'claim.bad-date', 'input.dscg_time'],
    ['a settlement in the future', { setl_time: '2099-01-01' }, 'claim.in-future', 'input.setl_time'],
    [
      'the other scheme',
      { insutype: '390', begntime: '2025-06-01', dscg_time: '2025-06-02' },
      'claim.other-scheme',
      'input.insutype',
    ],
    ['outpatient care in an inpatient transaction', { med_type: '11' }, 'claim.bad-care', 'input.med_type'],
  ])('refuses %s', async (_, change, code, field) => {
    const { body } = await send('2304', `N3-${code}-${field}`, { ...input, mdtrt_id: 'ZY-3', ...change })
    expect([body.infcode, body.code, body.field]).toEqual([-1, code, field])
  })

  it('leaves what is wrong with a token to HTTP', async () => {
    const asOther = await send('2304', 'N4', input, tokens.otherHospital)
    expect([asOther.status, asOther.body.code]).toEqual([403, 'caller.other-institution'])
  })

  it('takes the msgid for the key: another header with it is not read', async () => {
    const first = await send('2304', 'N1', input)
    expect(await send('2304', 'N1', input, tokens.hospital, 'K5')).toEqual(first)
  })

  it.each([
    ['is missing', { psn_no: undefined }, 'input.psn_no'],
    ['is too long', { psn_no: 'P'.repeat(31) }, 'input.psn_no'],
    ['is not of its list', { acct_used_flag: '2' }, 'input.acct_used_flag'],
    [
      'of a line is missing',
      { feedetail: [{ ...input.feedetail[0], cnt: undefined }] },
      'input.feedetail.0.cnt',
    ],
  ])('names the national field that %s', async (what, change, field) => {
    const { status, body } = await send('2304', `N7-${what.replaceAll(' ', '-')}`, { ...input, ...change })
    expect([status, body.infcode, body.code, body.field]).toEqual([200, -1, 'call.bad-field', field])
  })

  it('reads the fields in their national group as well', async () => {
    const { feedetail, ...stay } = input
    const data = { ...stay, mdtrt_id: 'ZY-4', begntime: '2025-05-01', dscg_time: '2025-05-09' }
    const { body } = await send('2303', 'N12', { data, feedetail })
    expect(body).toMatchObject({ infcode: 0, output: { setlinfo: { medfee_sumamt: '10000.00' } } })
  })

  it('names one institution: header and input must agree', async () => {
    const { body } = await send('2304', 'N8', { ...input, fixmedins_code: 'H34010000002' })
    expect(body).toMatchObject({ infcode: -1, code: 'institution.unknown' })
  })

  it('cancels a settlement for the person and care it was of, and only then', async () => {
    const settled = await send('2304', 'N1', input)
    const { setl_id } = (settled.body.output as { setlinfo: { setl_id: string } }).setlinfo
    const other = await send('2305', 'N9', { setl_id, psn_no: 'P2' })
    expect(other.body).toMatchObject({ infcode: -1, code: 'claim.unknown' })
    const asOutpatient = await send('2208', 'N10', { setl_id, psn_no: 'P1' })
    expect(asOutpatient.body).toMatchObject({ infcode: -1, code: 'claim.unknown' })
    const cancelled = await send('2305', 'N11', { setl_id, psn_no: 'P1', setl_time: '2025-04-01' })
    expect(cancelled.body).toMatchObject({
      infcode: 0,
      output: { setlinfo: { init_setl_id: setl_id, medfee_sumamt: '-10000.00', hifp_pay: '-7290.00' } },
    })
  })
})
