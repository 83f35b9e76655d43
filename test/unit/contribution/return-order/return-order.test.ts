import { describe, expect, it } from 'vitest'
import type { ReturnOrder } from '../../../../services/contribution/return-order/rules/return-order.ts'
import {
  attemptOf,
  confirmReturn,
  failReturn,
  giveReturnAgain,
} from '../../../../services/contribution/return-order/rules/return-order.ts'

/** An order of 400 yuan back to an employer, given to the treasury on 3 February. */
const open: ReturnOrder = {
  ...{ orderId: 'RO-1', city: '340100', scheme: 'employee', fundYear: 2025, paymentId: 's' },
  ...{ payee: { kind: 'employer', id: 'E1' }, purpose: 'return', amount: 40_000 },
  ...{ since: '2025-02-03', orderedOn: '2025-02-03', failures: [], state: 'open' },
}
const closed = { failedOn: '2025-02-05', reason: 'the account is closed' }
const failed: ReturnOrder = { ...open, state: 'failed', failures: [closed] }
const second: ReturnOrder = { ...failed, state: 'open', orderedOn: '2025-02-10' }
const paid: ReturnOrder = { ...open, state: 'paid', paidOn: '2025-02-06', treasuryRef: 'T' }
const accepted = (value: ReturnOrder) => ({ status: 'accepted', value })
const refused = (code: string) => ({ status: 'refused', refusal: { code } })

describe('an order out of an income account', () => {
  it('fails with day and reason, and is then given again as the second attempt with the age of the first', () => {
    expect(failReturn({ attempt: 1, ...closed }, open)).toEqual(accepted(failed))
    expect(giveReturnAgain({ attempt: 1, on: '2025-02-10' }, failed)).toEqual(accepted(second))
    expect([open, failed, second].map(attemptOf)).toEqual([1, 1, 2])
  })

  it('takes late or repeated word of an attempt as said, and other word of it not at all', () => {
    for (const order of [failed, second])
      expect(failReturn({ attempt: 1, ...closed }, order)).toEqual(accepted(order))
    expect(failReturn({ attempt: 1, ...closed, reason: 'no such name' }, second)).toMatchObject(
      refused('return-order.failed-otherwise'),
    )
    expect(failReturn({ attempt: 2, ...closed }, failed)).toMatchObject(
      refused('return-order.attempt-unknown'),
    )
    const paidSince = { ...second, state: 'paid', paidOn: '2025-02-12', treasuryRef: 'T-9' } as const
    expect(giveReturnAgain({ attempt: 1, on: '2025-02-10' }, paidSince)).toEqual(accepted(paidSince))
    expect(giveReturnAgain({ attempt: 1, on: '2025-02-11' }, second)).toEqual(accepted(second))
  })

  it('is paid once: by the first word of the treasury, also after it said that it failed', () => {
    const word = { paidOn: '2025-02-06', treasuryRef: 'T' }
    expect(confirmReturn(word, open)).toEqual(accepted(paid))
    expect(confirmReturn(word, failed)).toEqual(accepted({ ...paid, failures: [closed] }))
    expect(confirmReturn(word, paid)).toEqual(accepted(paid))
    expect(confirmReturn({ ...word, treasuryRef: 'T2' }, paid)).toMatchObject(
      refused('return-order.confirmed-otherwise'),
    )
    expect(failReturn({ attempt: 1, ...closed }, paid)).toMatchObject(refused('return-order.already-paid'))
    expect(giveReturnAgain({ attempt: 1, on: '2025-02-10' }, { ...paid, failures: [closed] })).toMatchObject(
      refused('return-order.already-paid'),
    )
  })

  it('is not paid or failed before it was given, nor given again before it failed, or where it did not fail', () => {
    expect(confirmReturn({ paidOn: '2025-02-02', treasuryRef: 'T' }, open)).toMatchObject(
      refused('return-order.paid-before-ordered'),
    )
    expect(failReturn({ attempt: 1, ...closed, failedOn: '2025-02-02' }, open)).toMatchObject(
      refused('return-order.failed-before-ordered'),
    )
    expect(giveReturnAgain({ attempt: 1, on: '2025-02-04' }, failed)).toMatchObject(
      refused('return-order.again-before-failed'),
    )
    expect(giveReturnAgain({ attempt: 1, on: '2025-02-10' }, open)).toMatchObject(
      refused('return-order.not-failed'),
    )
  })
})
