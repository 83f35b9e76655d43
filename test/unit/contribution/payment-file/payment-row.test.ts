import { describe, expect, it } from 'vitest'
import { readPaymentRow } from '../../../../services/contribution/payment-file/payment-row.ts'

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

describe('the sign of an amount in a file of payments', () => {
  it.each(['收款', '正常', '10', 'Z'])('less than nothing is no payment of kind %s', (kind) => {
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
