import { describe, expect, it } from 'vitest'
import type { Bill } from '../../../../services/contribution/bill/rules/bill.ts'
import { nothingWaitsThatFits } from '../../../../services/contribution/night/invariants/going-on.ts'
import { residentYear } from '../given.ts'

/** The year of a resident: a mother's account paid 400 yuan, and a correction gives 360 of it back. */
const year: Bill = {
  ...residentYear,
  ...{ status: 'paid', paid: { individual: 40_000 }, paymentIds: ['FP-1'], completedOn: '2024-12-20' },
  ...{ fromAccounts: 40_000, corrected: { count: 1, own: 4_000 } },
}
const difference: Bill = {
  ...residentYear,
  ...{ billId: 'D-P1-2025-1', kind: 'resident-difference', charge: 'refund', correctionId: 'C1' },
  ...{ dues: [{ payer: 'individual', pooled: -36_000, account: 0 }], waiting: ['back'] },
}
const receipt = {
  ...{ paymentId: 'FP-1', billId: 'R-P1-2025', scheme: 'resident', city: '340100', fundYear: 2025 },
  ...{ payer: 'individual', pooled: 40_000, account: 0, paidOn: '2024-12-20' },
  fromAccount: { premiumId: 'FP-1', owner: 'MOTHER', city: '340200' },
}
const suspense = {
  ...{ paymentId: 'back', billId: 'D-P1-2025-1', payer: 'individual', amount: -36_000, parts: [] },
  ...{ city: '340100', scheme: 'resident', fundYear: 2025, paidOn: '2025-07-10' },
  ...{ receivedOn: '2025-07-10', reason: 'contribution.reverses-unknown', reverses: 'FP-1' },
}

const waits = (more: { suspense?: object; year?: Partial<Bill>; difference?: Partial<Bill> } = {}) => {
  const { see, finish } = nothingWaitsThatFits.start()
  see({ kind: 'bill', bill: { ...year, ...more.year } } as never)
  see({ kind: 'bill', bill: { ...difference, ...more.difference } } as never)
  see({ kind: 'payment', receipt } as never)
  see({ kind: 'suspense', suspense: { ...suspense, ...more.suspense } } as never)
  return finish().violations.map(({ where }) => where)
}

describe('money in suspense', () => {
  it('is found to wait for nothing where the bill beside its own says whose it is', () => {
    expect(waits()).toEqual(['back'])
    expect(waits({ suspense: { reverses: undefined } })).toEqual(['back'])
  })

  it('waits rightly for the bill that it gives back of, for an officer, or for more than came', () => {
    expect(waits({ year: { status: 'issued', paid: {}, fromAccounts: 0 } })).toEqual([])
    const proposed = { by: 'wang', on: '2025-07-11' }
    const proposal = { proposalId: 'p', amount: -36_000, why: '退回', to: { kind: 'payer' }, proposed }
    expect(waits({ suspense: { proposal } })).toEqual([])
    expect(waits({ suspense: { amount: -36_001 } })).toEqual([])
    expect(waits({ suspense: { reason: 'contribution.paid-in-future' } })).toEqual([])
    expect(waits({ suspense: { reverses: 'FP-9' } })).toEqual([])
  })

  it('of another fund is for officers to move', () => {
    expect(waits({ suspense: { scheme: 'employee' } })).toEqual([])
  })
})
