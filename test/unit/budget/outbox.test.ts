import { describe, expect, it } from 'vitest'
import type { Change } from '#shared/edge/events/publish.ts'
import { toEvents } from '../../../services/budget/outbox.ts'

const order = (state: string, more: object = {}) =>
  ({
    pk: 'ORDER#PO-1',
    sk: 'ORDER',
    kind: 'payment-order',
    version: 1,
    orderId: 'PO-1',
    fund: { city: '340100', scheme: 'resident' },
    year: 2026,
    payee: '340000',
    cause: { purpose: 'adjustment-fund-levy', levyId: 'L1' },
    amount: 250_000,
    orderedOn: '2026-02-01',
    state,
    ...more,
  }) as Change['item']
const waiting = order('awaiting-funds', { reason: 'short' })
const open = order('open')
const paid = order('paid', { paidOn: '2026-02-05', treasuryRef: 'T1' })
const publish = (item: Change['item'], before?: Change['item']) =>
  toEvents([before ? { sequence: '7', item, before } : { sequence: '7', item }]).map(
    ({ contract, event, sequences }) => ({ ...(contract.schema.parse(event) as object), sequences }),
  )

const ordered = {
  id: 'payment-ordered:PO-1',
  occurredOn: '2026-02-01',
  data: {
    orderId: 'PO-1',
    city: '340100',
    scheme: 'resident',
    payee: '340000',
    payeeKind: 'office',
    purpose: 'adjustment-fund-levy',
    amount: 250_000,
    orderedOn: '2026-02-01',
  },
  sequences: ['7'],
}

describe('the outbox of payment orders', () => {
  it('asks the treasury to pay once there is money, and not while the order waits', () => {
    expect(publish(waiting)).toEqual([])
    expect(publish(open, waiting)).toEqual([ordered])
    expect(publish(open)).toEqual([ordered])
  })

  it('tells the adjustment fund of a levy when it is paid, once', () => {
    expect(publish(paid, open)).toEqual([
      {
        id: 'levy-remitted:L1',
        occurredOn: '2026-02-05',
        data: {
          levyId: 'L1',
          city: '340100',
          scheme: 'resident',
          year: 2026,
          amount: 250_000,
          remittedOn: '2026-02-05',
        },
        sequences: ['7'],
      },
    ])
    expect(publish(paid, paid)).toEqual([])
  })

  it('says nothing of an institution paid: that is between treasury and institution', () => {
    const cause = { purpose: 'monthly-settlement', month: '2025-12' }
    expect(publish({ ...paid, cause }, { ...open, cause })).toEqual([])
  })
})
