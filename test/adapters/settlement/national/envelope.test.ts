import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { tokens, violationsIn } from '../service.ts'
import type { Counter } from './counter.ts'
import { fee, hospital, openCounter, stayFees, timeless, workedStay } from './counter.ts'

let counter: Counter
beforeAll(async () => {
  counter = await openCounter()
})
afterAll(async () => {
  expect(await violationsIn(counter.service)).toEqual([])
  await counter.service.stop()
})

const call = (body: unknown) => counter.service.call(tokens.hospital, 'POST', '/national', { body })
const sent = (more: object, input: object = workedStay('P1')) =>
  call({ infno: '2304', msgid: 'E1', fixmedins_code: hospital, input, ...more })

describe('a fault of the envelope', () => {
  it.each([
    ['an unknown transaction', { infno: '9999' }, 'infno', '交易编号（infno）“9999”：不在取值范围内'],
    ['no transaction', { infno: '  ' }, 'infno', '交易编号（infno）未填写'],
    ['no message id', { msgid: null }, 'msgid', '发送方报文ID（msgid）未填写'],
    [
      'too long an id',
      { msgid: 'N'.repeat(41) },
      'msgid',
      `发送方报文ID（msgid）“${'N'.repeat(40)}…”：长度超过上限 40`,
    ],
    [
      'an unknown version',
      { infver: 'V1.0.0.9' },
      'infver',
      '接口版本号（infver）“V1.0.0.9”：取值须为 V1.0 之一',
    ],
    [
      'a time that does not exist',
      { inf_time: '2025-03-31 25:00:00' },
      'inf_time',
      '交易时间（inf_time）“2025-03-31 25:00:00”：格式不符（须为 yyyy-MM-dd HH:mm:ss）',
    ],
    ['no input', { input: null }, 'input', '交易输入（input）未填写'],
  ])('is an answer too: %s', async (_, more, field, err_msg) => {
    const { status, body } = await sent(more)
    expect(status).toBe(200)
    expect(timeless(body)).toMatchObject({ infcode: -1, code: 'call.bad-field', field, err_msg })
    expect(body.output).toBeUndefined()
  })

  it.each(['', '{', 'null', '"text"', '[]', `${'['.repeat(40)}`])(
    'is an answer for a body that is no message: %s',
    async (body) => {
      const answer = await call(body)
      expect(answer.status).toBe(200)
      expect(timeless(answer.body)).toMatchObject({ infcode: -1, err_msg: expect.stringMatching(/[一-鿿]/) })
    },
  )
})

describe('an answer', () => {
  it('has every field of the national envelope, a refusal as well', async () => {
    const frame = [
      'cainfo',
      'err_msg',
      'inf_refmsgid',
      'infcode',
      'refmsg_time',
      'respond_time',
      'signtype',
      'warn_msg',
    ]
    const settled = await sent({ msgid: 'E2' })
    expect(Object.keys(settled.body).sort()).toEqual([...frame, 'output'].sort())
    const refused = await sent({ msgid: 'E3' }, workedStay('P99'))
    expect(Object.keys(refused.body).sort()).toEqual([...frame, 'code', 'field'].sort())
  })
})

describe('the reason that a cashier reads', () => {
  const reason = async (change: object, infno = '2304'): Promise<string> =>
    (await counter.send(infno, 'E4', { ...workedStay('P2'), ...change })).err_msg
  const [first, second] = stayFees

  it('names the field in Chinese with its national name, and what is wrong with its value', async () => {
    expect(await reason({ psn_no: '' })).toBe('人员编号（psn_no）未填写')
    expect(await reason({ acct_used_flag: '2' })).toBe(
      '个人账户使用标志（acct_used_flag）“2”：取值须为 0、1 之一',
    )
    expect(await reason({ psn_no: 'P 2' })).toBe(
      '人员编号（psn_no）“P 2”：格式不符（只能是字母、数字和 . _ : -）',
    )
    expect(await reason({ begntime: '34010219800501002X' })).toContain('“340102********002X”')
    expect(await reason({ psn_no: 'P99' }, '1101')).toBe(
      '人员编号（psn_no）“P99”：本年度没有该人员的待遇信息：人员编号有误，或未参保、未缴费',
    )
  })

  it('names the line', async () => {
    expect(await reason({ feedetail: [first, { ...second, cnt: null }] })).toBe(
      '费用明细第2行 数量（cnt）未填写',
    )
    expect(await reason({ feedetail: [first, fee('F2', 'XB02BBB002', '-1', '1', '-1.00')] })).toMatch(
      /^费用明细第2行 (数量（cnt）|明细项目费用总额（det_item_fee_sumamt）)“-1(\.00)?”：/,
    )
  })

  it('tells an amount with a part of a fen from one that is none', async () => {
    const place = '医疗费总额（medfee_sumamt）'
    expect(await reason({ medfee_sumamt: '10000.001' })).toBe(
      `${place}“10000.001”：金额精确到分，小数不得超过两位`,
    )
    expect(await reason({ medfee_sumamt: '一万' })).toBe(`${place}“一万”：不是金额`)
    expect(await reason({ medfee_sumamt: '1E4' })).toBe(`${place}“1E4”：不是金额`)
    expect(await reason({ medfee_sumamt: '99999999999999' })).toBe(`${place}“99999999999999”：金额过大`)
  })
})

describe('figures', () => {
  const asColumns = {
    medfee_sumamt: 10000,
    feedetail: [
      { ...stayFees[0], feedetl_sn: 1, cnt: '100.0000', pric: 60, det_item_fee_sumamt: '6000.0000' },
      { ...stayFees[1], feedetl_sn: 2, cnt: 10, pric: '300.000000', det_item_fee_sumamt: 3000 },
      { ...stayFees[2], feedetl_sn: 3, cnt: '01', pric: '1000.00', det_item_fee_sumamt: '1000.0' },
    ],
  }
  const asText = {
    medfee_sumamt: '10000.00',
    feedetail: [
      { ...stayFees[0], feedetl_sn: '1', cnt: '100', pric: '60.00', det_item_fee_sumamt: '6000.00' },
      { ...stayFees[1], feedetl_sn: '2', cnt: '10.0', pric: '300', det_item_fee_sumamt: '3000.00' },
      { ...stayFees[2], feedetl_sn: '3', cnt: '1', pric: '1000', det_item_fee_sumamt: '1000.00' },
    ],
  }

  it('are equal when they are equal numbers: idle zeros and numbers in place of texts make no other message', async () => {
    const first = await counter.send('2304', 'E5', { ...workedStay('P3'), ...asColumns })
    expect(first).toMatchObject({ infcode: 0, output: { setlinfo: { hifp_pay: '7290.00' } } })
    expect(await counter.send('2304', 'E5', { ...workedStay('P3'), ...asText })).toEqual(first)
  })

  it('are so for the lines of a visit too, and for a claim in JSON', async () => {
    const opened = await counter.send('2401', 'E6', { psn_no: 'P4', begntime: '2025-03-01' })
    const of = { psn_no: 'P4', mdtrt_id: opened.output.result?.mdtrt_id }
    const charge = (lines: readonly object[]) =>
      counter.send('2301', 'E7', { feedetail: lines.map((line) => ({ ...line, ...of })) })
    const charged = await charge(asColumns.feedetail)
    expect(charged).toMatchObject({ infcode: 0 })
    expect(await charge(asText.feedetail)).toEqual(charged)
    const line = { code: 'XA01AAA001', amount: 2000 }
    const claim = (quantity: string, unitPrice: string) =>
      counter.service.call(tokens.hospital, 'POST', '/claims', {
        key: 'E8',
        body: {
          ...{
            personId: 'P5',
            visitId: 'MZ-P5',
            institution: hospital,
            care: 'outpatient',
            serviceOn: '2025-04-01',
            total: 2000,
          },
          lines: [{ ...line, quantity, unitPrice }],
        },
      })
    const settled = await claim('1', '20.00')
    expect(settled.status).toBe(201)
    expect(await claim('1.0', '20')).toEqual(settled)
    expect((await claim('2', '10')).body.code).toBe('claim.other-payload')
  })
})

describe('a message with every optional field blank', () => {
  const blank = { infver: null, opter_name: null, sign_no: null, inf_time: '', recer_sys_code: '  ' }

  it('is taken as if the fields were not there: a registration and a preview at the counter', async () => {
    const registration = {
      ...{ psn_no: 'P6', begntime: '2025-11-20 09:00:00', med_type: '11', insutype: '310' },
      ...{ dise_codg: '', matn_type: '', oprn_oprt_code: null, ipt_otp_no: '' },
      diseinfo: [{ diag_code: '', maindiag_flag: null }],
    }
    const registered = await sent({ ...blank, infno: '2201', msgid: 'E9' }, registration)
    expect(registered.body).toMatchObject({ infcode: 0, err_msg: '' })
    const line = {
      ...{ feedetl_sn: '1', med_list_codg: 'XA01AAA001', cnt: '1', pric: '30.00' },
      ...{ det_item_fee_sumamt: '30.00', chrg_bchno: '', prd_days: null, fee_ocur_time: '' },
    }
    const preview = {
      ...{ psn_no: 'P6', med_type: '11', insutype: '310', begntime: '2025-11-20 09:00:00' },
      ...{ setl_time: '', medfee_sumamt: '30.00', feedetail: [line] },
    }
    const previewed = await sent({ ...blank, infno: '2206', msgid: 'E10' }, preview)
    expect(previewed.body).toMatchObject({
      infcode: 0,
      output: { setlinfo: { medfee_sumamt: '30.00' } },
    })
  })

  it('is the same message as without them', async () => {
    const first = await counter.send('2304', 'E11', workedStay('P7'))
    const again = { ...workedStay('P7'), setl_time: null, dise_codg: '', diseinfo: [], chrg_bchno: '\u3000' }
    expect(await counter.send('2304', 'E11', again)).toEqual(first)
  })
})
