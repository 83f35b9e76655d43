import { describe, expect, it } from 'vitest'
import type { RecordedItem } from '#shared/kernel/invariant.ts'
import { paidOutByOrders } from '../../../../services/contribution/night/invariants/return-orders.ts'
import { payerOf, returnTo } from '../../../../services/contribution/payment/rules/payer.ts'

const li = { kind: 'person', id: 'P1' } as const
const zhao = { kind: 'person', id: 'P2' } as const
const mill = { kind: 'employer', id: 'E1' } as const
const line = (personId: string) => ({ personId, account: 0 })
const ofLi = { city: '340100', persons: [line('P1')] } as const
const ofMill = { city: '340100', employerId: 'E1', persons: [line('P1'), line('P2')] } as const
const codeOf = (decision: ReturnType<typeof returnTo>) =>
  decision.status === 'refused' ? decision.refusal.code : decision.value

describe('whoever paid', () => {
  it('is the bill’s one person, its employer, or the finance office of its city or the province', () => {
    expect(payerOf(ofLi, 'individual')).toEqual(li)
    expect(payerOf(ofMill, 'employer')).toEqual(mill)
    expect(payerOf(ofMill, 'individual')).toEqual(mill)
    expect(payerOf(ofLi, 'city')).toEqual({ kind: 'office', id: '340100' })
    expect(payerOf(ofLi, 'province')).toEqual({ kind: 'office', id: '340000' })
  })

  it('is nobody where the bill is not there, or does not tell', () => {
    expect(payerOf(undefined, 'individual')).toBeUndefined()
    expect(payerOf({ ...ofLi, persons: [] }, 'individual')).toBeUndefined()
    expect(payerOf(ofLi, 'medical-aid')).toBeUndefined()
  })
})

describe('money in suspense', () => {
  it('goes back to whoever paid it, named or not', () => {
    expect(codeOf(returnTo({}, li, false))).toEqual({ kind: 'payer', payee: li })
    expect(codeOf(returnTo({ payee: li }, li, false))).toEqual({ kind: 'payer', payee: li })
  })

  it('goes to another by a document alone, and to nobody whom nobody has', () => {
    expect(codeOf(returnTo({ payee: zhao }, li, true))).toBe('suspense.other-payee')
    const proved = { payee: zhao, document: 'SQ-1' }
    expect(codeOf(returnTo(proved, li, false))).toBe('suspense.payee-unknown')
    expect(codeOf(returnTo(proved, li, true))).toEqual({ kind: 'payer', ...proved })
  })

  it('of a bill that is not there is given to nobody by default', () => {
    expect(codeOf(returnTo({}, undefined, false))).toBe('suspense.payer-unknown')
    expect(codeOf(returnTo({ payee: zhao }, undefined, true))).toBe('suspense.other-payee')
  })
})

describe('the night', () => {
  const hands = { proposed: { by: 'a', on: '2025-02-01' }, approved: { by: 'b', on: '2025-02-02' } }
  const place = { city: '340100', scheme: 'resident', fundYear: 2025 }
  const found = (part: object, payee: object = li) => {
    const order = {
      ...{ orderId: 'O1', ...place, payee, purpose: 'return', paymentId: 'T1', amount: 40_000 },
      ...{ since: '2025-02-02', orderedOn: '2025-02-02', state: 'open', failures: [] },
    }
    const suspense = {
      ...{ paymentId: 'T1', billId: 'R-P1', payer: 'individual', amount: 40_000, ...place },
      parts: [{ kind: 'returned', amount: 40_000, on: '2025-02-02', orderId: 'O1', ...hands, ...part }],
    }
    const { see, finish } = paidOutByOrders.start()
    const items = [
      { kind: 'bill', bill: { billId: 'R-P1', kind: 'resident-year', ...ofLi } },
      { kind: 'suspense', suspense },
      { kind: 'return-order', order },
    ]
    for (const item of items) see({ pk: 'x', sk: 'x', ...item } as unknown as RecordedItem)
    return finish().violations.map(({ what }) => what)
  }

  it('finds nothing where money went to whoever paid, or by a document; earlier releases kept neither', () => {
    expect(found({ payee: li })).toEqual([])
    expect(found({ payee: zhao, document: 'SQ-1' }, zhao)).toEqual([])
    expect(found({}, zhao)).toEqual([])
  })

  it('finds money that went to another: by no document, or ordered otherwise than decided', () => {
    expect(found({ payee: zhao }, zhao)).toEqual(['it went back to another than paid it, by no document'])
    expect(found({ payee: li }, zhao)).toEqual(['it went back to another than two officers decided'])
  })
})
