import { describe, expect, it } from 'vitest'
import { refusalText } from '#shared/kernel/refusals.ts'
import { readPaymentRow } from '../../../../services/contribution/payment-file/payment-row.ts'
import { table } from '../../../../services/contribution/refusals.ts'

const row = (more: Readonly<Record<string, string>> = {}) =>
  readPaymentRow({
    ...{ paymentId: 'f-1', billId: 'R-P1-2025', payer: '个人', kind: '收款' },
    ...{ amountYuan: '400.00', paidOn: '2024-11-05', ...more },
  })
const read = (more: Readonly<Record<string, string>>) => {
  const one = row(more)
  return 'payment' in one ? one.payment : undefined
}
const faultOf = (more: Readonly<Record<string, string>>) => {
  const one = row(more)
  return 'fault' in one ? { column: one.column, code: one.fault.code } : undefined
}

const wordsOf = (more: Readonly<Record<string, string>>) => {
  const one = row(more)
  return 'fault' in one
    ? [refusalText(table, one.fault, 'zh').reason, refusalText(table, one.fault, 'en').reason]
    : []
}

describe('the words of a file of payments', () => {
  it.each([
    ...(['单位 employer', '个人 individual', '医疗救助 medical-aid', '中央财政 centre'] as const),
    ...(['省级财政 province', '市级财政 city', '县级财政 county'] as const),
    ...(['集体 collective', '集体扶持 collective', '失业保险基金 unemployment-fund'] as const),
  ])('name who paid: %s', (word) => {
    const [payer = '', name] = word.split(' ')
    expect(read({ payer })?.payer).toBe(name)
  })

  it.each([
    '10',
    '30',
    '32',
    '33',
    '34',
    '35',
    '补收',
    '一次性补收',
    '退休补收',
    '基数补差',
    '比例补差',
    'Z',
    '+',
  ])('tell that money came: %s', (kind) => {
    expect(read({ kind })?.kind).toBe('payment')
  })

  it.each(['20', '退收', '退费', '冲正', '-'])('tell that money went back: %s', (kind) => {
    expect(read({ kind })?.kind).toBe('refund')
  })

  it('that are none are told with those that are, of every column', () => {
    expect(wordsOf({ payer: '街道' })).toEqual([
      'payer栏内容有误（可填：单位、个人、医疗救助、中央财政、省级财政、市级财政、县级财政、失业保险基金、集体扶持）',
      'The column payer does not hold what it should (may be: employer, individual, medical-aid, centre, province, city, county, unemployment-fund, collective).',
    ])
    expect(wordsOf({ kind: '欠费' })[0]).toBe(
      'kind栏内容有误（可填：收款、补收、退费、冲正，或10、30、32至35、20，或Z、+、-）',
    )
    expect(wordsOf({ amountYuan: '4oo' })[0]).toBe(
      'amountYuan栏内容有误（可填：大于零的金额（元），最多两位小数）',
    )
    expect(wordsOf({ paidOn: '昨天' })[0]).toBe('paidOn栏内容有误（可填：日期，如2025-01-05）')
    expect(wordsOf({ scheme: '三险' })[0]).toBe('scheme栏内容有误（可填：310（职工）、390（居民））')
    expect(wordsOf({ intoTreasuryOn: '昨天' })[0]).toBe(
      'intoTreasuryOn栏内容有误（可填：日期，如2025-01-05）',
    )
  })
})

describe('the sign of an amount in a file of payments', () => {
  it.each(['收款', '正常', '10', 'Z', '补收'])('less than nothing is no payment of kind %s', (kind) => {
    expect(faultOf({ kind, amountYuan: '-400.00' })).toEqual({
      ...{ column: 'amountYuan', code: 'payment-file.negative' },
    })
    expect(faultOf({ kind, amountYuan: '-400' })).toEqual({
      ...{ column: 'amountYuan', code: 'payment-file.negative' },
    })
  })

  it('is the reversal’s own in a refund, which comes to as much with it and without', () => {
    const refund = { kind: 'refund', amountYuan: '400.00' }
    expect(read({ kind: '退费', amountYuan: '-400.00' })).toMatchObject(refund)
    expect(read({ kind: '-', amountYuan: '-400' })).toMatchObject(refund)
    expect(read({ kind: '退收', amountYuan: '400.0' })).toMatchObject(refund)
  })

  it('does not make nothing into something', () => {
    expect(faultOf({ kind: '退费', amountYuan: '-0.00' })?.code).toBe('payment-file.bad-cell')
    expect(faultOf({ amountYuan: '-' })?.code).toBe('payment-file.bad-cell')
  })
})
