import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatYuan, parseYuan, sum } from '#shared/money/fen.ts'
import { institutionOf, readClaim } from '../../../services/settlement/national/claim-input.ts'
import { envelope } from '../../../services/settlement/national/envelope.ts'
import { toReversalSetlinfo, toSetlinfo } from '../../../services/settlement/national/setlinfo.ts'
import { reversalOf, settledClaim, stayRequest } from './recorded.ts'

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

const message = (feedetail: readonly object[], medfee: string, more: object = {}) =>
  envelope.parse({
    infno: '2304',
    msgid: 'M1',
    fixmedins_code: 'H1',
    input: {
      psn_no: 'P1',
      med_type: '21',
      begntime: '2025-03-01 08:00:00',
      dscg_time: '2025-03-09 23:30:00',
      medfee_sumamt: medfee,
      acct_used_flag: '1',
      feedetail,
      ...more,
    },
  }) as Extract<ReturnType<typeof envelope.parse>, { infno: '2304' }>

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
    expect(readClaim(said, 'H1')).toEqual({ status: 'accepted', value: expected })
  })

  it('belongs to the day that is written in it: 23:30 on the last of a month is that month', () => {
    const read = readClaim(message([fee('A1', 1)], '0.01', { dscg_time: '2025-03-31 23:30:00' }), 'H1')
    expect(read).toMatchObject({ value: { dischargedOn: '2025-03-31', settledOn: '2025-03-31' } })
  })

  it('is of one institution', () => {
    expect(institutionOf(message([], '0', { fixmedins_code: 'H1' }))).toBe('H1')
    expect(institutionOf(message([], '0', { fixmedins_code: 'H2' }))).toBeUndefined()
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
          const read = readClaim(said, 'H1')
          if (read.status === 'refused') throw new Error(read.refusal.code)
          const claim = settledClaim(read.value)
          const info = toSetlinfo({ claim, accountAfter: 0 })
          expect(fen(info.medfee_sumamt)).toBe(total)
          expectIdentities(info)
          expectIdentities(toReversalSetlinfo(reversalOf(claim)))
        },
      ),
    )
  })
})
