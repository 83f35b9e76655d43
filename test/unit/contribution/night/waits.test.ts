import { describe, expect, it } from 'vitest'
import type { RecordedItem } from '#shared/kernel/invariant.ts'
import { overdueOf } from '#shared/kernel/wait.ts'
import { provincePolicy } from '../../../../cli/province-policy.ts'
import { proposalsAreDecided, suspenseIsPlaced } from '../../../../services/contribution/payment/waits.ts'
import { failedReturnsAreGivenAgain } from '../../../../services/contribution/return-order/waits.ts'

const policy = provincePolicy()
const waits = [suspenseIsPlaced(policy), proposalsAreDecided(policy), failedReturnsAreGivenAgain(policy)]

const record = (kind: string, of: object) => ({ pk: 'P', sk: 'S', kind, ...of }) as unknown as RecordedItem
const suspense = (more: object = {}) =>
  record('suspense', { suspense: { amount: 40_000, parts: [], receivedOn: '2026-10-01', ...more } })
const overdue = (item: RecordedItem, on: string) => overdueOf(item, waits, on).map(({ wait }) => wait)

describe('what waits in contribution is told of when it waits too long', () => {
  it('money in suspense, after thirty days', () => {
    expect(overdue(suspense(), '2026-10-31')).toEqual([])
    expect(overdue(suspense(), '2026-11-01')).toEqual(['contribution.suspense-is-placed'])
  })

  it('not money that was assigned or returned to the last fen', () => {
    expect(overdue(suspense({ parts: [{ amount: 40_000 }] }), '2027-10-01')).toEqual([])
  })

  it('a proposal, ten days after it was made and not by the age of its money', () => {
    const proposed = suspense({ proposal: { proposed: { on: '2026-11-20' } } })
    expect(overdue(proposed, '2026-11-30')).toEqual([])
    expect(overdue(proposed, '2026-12-01')).toEqual(['contribution.proposals-are-decided'])
  })

  it('a return that failed, after five days; one that is on its way is the treasury’s', () => {
    const order = (state: string) => record('return-order', { order: { state, since: '2026-11-01' } })
    expect(overdue(order('failed'), '2026-11-06')).toEqual([])
    expect(overdue(order('failed'), '2026-11-07')).toEqual(['contribution.failed-returns-are-given-again'])
    expect(overdue(order('open'), '2026-12-07')).toEqual([])
  })
})
