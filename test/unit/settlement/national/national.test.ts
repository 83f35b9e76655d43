import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatYuan, parseYuan, sum } from '#shared/money/fen.ts'
import { refuseForeignMessage } from '../../../../services/settlement/claim/sender.ts'
import { claimInput, readClaim } from '../../../../services/settlement/national/claim-input.ts'
import { toSetldetail } from '../../../../services/settlement/national/setldetail.ts'
import { toReversalSetlinfo, toSetlinfo } from '../../../../services/settlement/national/setlinfo.ts'
import { ungrouped } from '../../../../services/settlement/national/transaction.ts'
import { reversalOf, settledClaim, stayRequest } from '../insured-year/recorded.ts'

const fen = (text: string | undefined): number => parseYuan(text ?? '') ?? Number.NaN

/** The identities of the national interface, over the texts a hospital gets. */
const expectIdentities = (info: Record<string, string>) => {
  const of = (...names: string[]) => sum(names.map((name) => fen(info[name])))
  const fund = of('hifp_pay', 'cvlserv_pay', 'hifes_pay', 'hifmi_pay', 'hifob_pay', 'maf_pay', 'oth_pay')
  const cost = of('fulamt_ownpay_amt', 'overlmt_selfpay', 'preselfpay_amt', 'inscp_scp_amt')
  expect(of('medfee_sumamt')).toBe(cost)
  expect(of('fund_pay_sumamt')).toBe(fund)
  expect(of('psn_part_amt')).toBe(of('medfee_sumamt') - fund - of('hosp_part_amt'))
  expect(of('psn_part_amt')).toBe(of('acct_pay', 'psn_cash_pay', 'acct_mulaid_pay'))
}

const message = (feedetail: readonly object[], medfee: string, more: object = {}) => ({
  msgid: 'M1',
  institution: 'H1',
  today: '2025-12-31',
  input: claimInput.parse({
    psn_no: 'P1',
    med_type: '21',
    begntime: '2025-03-01 08:00:00',
    dscg_time: '2025-03-09 23:30:00',
    medfee_sumamt: medfee,
    acct_used_flag: '1',
    feedetail,
    ...more,
  }),
})

const read = (said: ReturnType<typeof message>) => readClaim(said, 'inpatient')

const fee = (code: string, amount: number) => ({
  med_list_codg: code,
  cnt: 1,
  pric: formatYuan(amount),
  det_item_fee_sumamt: formatYuan(amount),
})

describe('a message of the national interface', () => {
  it('means the same command as the claim in plain JSON', () => {
    const said = message([fee('A1', 600_000), fee('B1', 300_000)], '9000.00')
    const expected = {
      ...stayRequest,
      lines: [
        { code: 'A1', quantity: '1', unitPrice: '6000.00', amount: 600_000 },
        { code: 'B1', quantity: '1', unitPrice: '3000.00', amount: 300_000 },
      ],
    }
    expect(read(said)).toEqual({ status: 'accepted', value: expected })
  })

  it('belongs to the day that is written in it: 23:30 on the last of a month is that month', () => {
    expect(read(message([fee('A1', 1)], '0.01', { dscg_time: '2025-03-31 23:30:00' }))).toMatchObject({
      value: { dischargedOn: '2025-03-31', settledOn: '2025-03-31' },
    })
  })

  it('says its circumstances: main diagnosis, referral, filing elsewhere', () => {
    const told = {
      diseinfo: [
        { diag_code: 'I10', maindiag_flag: '0' },
        { diag_code: 'K29', maindiag_flag: '1' },
      ],
      refl_old_mdtrt_id: 'V1',
      rloc_filg_stas: '1',
    }
    expect(read(message([fee('A1', 1)], '0.01', told))).toMatchObject({
      value: { diagnosis: 'K29', referred: true, filing: 'filed' },
    })
  })

  it('says the main operation of a stay, whether it was planned, and how ill the patient came', () => {
    const told = { oprn_oprt_code: '47.0100', oprn_type: '2', crit_flag: '1' }
    expect(read(message([fee('A1', 1)], '0.01', told))).toMatchObject({
      value: { procedure: '47.0100', surgery: 'emergency', severe: true },
    })
    expect(() => message([], '0.01', { oprn_type: '3' })).toThrow()
  })

  it.each([
    ['52', { purpose: 'delivery', delivery: 'caesarean' }],
    ['24', { purpose: 'emergency' }],
  ])('tells plans what care of the kind %s is for', (med_type, expected) => {
    expect(read(message([fee('A1', 1)], '0.01', { med_type, matn_type: '3' }))).toMatchObject({
      value: expected,
    })
  })

  it('is read alike with its fields in the national group and without', () => {
    expect(ungrouped({ data: { psn_no: 'P1' }, feedetail: [] })).toMatchObject({
      psn_no: 'P1',
      feedetail: [],
    })
    expect(ungrouped({ mdtrtinfo: { psn_no: 'P1' }, diseinfo: [] })).toMatchObject({ psn_no: 'P1' })
    expect(ungrouped({ psn_no: 'P1' })).toEqual({ psn_no: 'P1' })
  })

  it('has an id of its own institution, where the id says of which', () => {
    const msgid = 'H34010000001202503012315000001'
    expect(refuseForeignMessage(msgid, 'H34010000001', 'msgid')).toBeUndefined()
    expect(refuseForeignMessage(msgid, 'H34010000002', 'msgid')?.code).toBe('call.other-institution')
    expect(refuseForeignMessage('M1', 'H34010000002', 'msgid')).toBeUndefined()
  })
})

describe('a settlement in national words', () => {
  it('keeps the identities for whatever is charged, and so does its reversal', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom('A1', 'B1'), fc.integer({ min: 1, max: 30_000_000 })), {
          minLength: 1,
          maxLength: 6,
        }),
        (charges) => {
          const total = sum(charges.map(([, amount]) => amount))
          const said = message(
            charges.map(([code, amount]) => fee(code, amount)),
            formatYuan(total),
          )
          const request = read(said)
          if (request.status === 'refused') throw new Error(request.refusal.code)
          const claim = settledClaim(request.value)
          const info = toSetlinfo({ claim, accountAfter: 0 })
          expect(fen(info.medfee_sumamt)).toBe(total)
          expectIdentities(info)
          expectIdentities(toReversalSetlinfo(reversalOf(claim)))
        },
      ),
    )
  })

  it('names every fund that pays, together the fund’s part', () => {
    const claim = settledClaim()
    const [pool, ...others] = toSetldetail(claim)
    expect(others).toEqual([])
    expect(pool).toMatchObject({
      fund_pay_type: '310100',
      inscp_scp_amt: '8700.00',
      fund_payamt: '7290.00',
    })
    const every = { ...claim.amounts, basic: 100, largeSum: 20, medicalAid: 5, tiltedAid: 1, fund: 126 }
    const paid = toSetldetail({ ...claim, amounts: every }).map(({ fund_payamt }) => fen(fund_payamt))
    expect(sum(paid)).toBe(126)
  })

  it('says where the care was and which city pays: the same at home, two of them elsewhere', () => {
    const claim = settledClaim()
    const home = toSetlinfo({ claim, accountAfter: 0 })
    expect([home.mdtrtarea_admvs, home.insuplc_admdvs, home.clr_optins]).toEqual([
      '340100',
      '340100',
      '340100',
    ])
    const away = toSetlinfo({ claim: { ...claim, at: '340200' }, accountAfter: 0 })
    expect([away.mdtrtarea_admvs, away.insuplc_admdvs, away.clr_optins]).toEqual([
      '340200',
      '340100',
      '340100',
    ])
    const back = toReversalSetlinfo(reversalOf({ ...claim, at: '340200' }))
    expect([back.mdtrtarea_admvs, back.insuplc_admdvs]).toEqual(['340200', '340100'])
  })

  it.each([
    ['inpatient', 'general', '21'],
    ['outpatient', 'chronic', '11'],
    ['outpatient', 'pharmacy', '41'],
  ] as const)('clears %s %s care as %s', (care, purpose, clr_type) => {
    const claim = settledClaim()
    const circumstances = { ...claim.circumstances, purpose }
    const settled = { ...claim, care, circumstances }
    expect(toSetlinfo({ claim: settled, accountAfter: 0 }).clr_type).toBe(clr_type)
    expect(toReversalSetlinfo(reversalOf(settled)).clr_type).toBe(clr_type)
  })
})
