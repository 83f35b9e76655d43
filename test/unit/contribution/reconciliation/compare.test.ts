import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sum } from '#shared/money/fen.ts'
import type { DayLine } from '../../../../services/contribution/reconciliation/rules/compare.ts'
import { compareDay, isTied } from '../../../../services/contribution/reconciliation/rules/compare.ts'

const on = '2025-01-05'
const line = (paymentId: string, amount: number, day = on): DayLine => ({ paymentId, amount, on: day })

describe('the tax authority’s list of a day against ours', () => {
  it('differs in nothing where both have the same lines, in whatever order', () => {
    expect(compareDay([line('a', 1), line('b', -2)], [line('b', -2), line('a', 1)], new Map())).toEqual([])
  })

  it('differs by lines that one side has, by amounts, by days, and by a line said twice', () => {
    const elsewhere = new Map([['d', line('d', 4, '2025-01-04')]])
    const found = compareDay(
      [line('a', 1), line('b', 2), line('c', 3)],
      [line('b', 20), line('c', 3), line('c', 3), line('d', 4), line('e', 5)],
      elsewhere,
    )
    expect(found.map(({ paymentId, kind }) => `${paymentId} ${kind}`)).toEqual([
      'b amount-differs',
      'c theirs-twice',
      'd day-differs',
      'e theirs-only',
      'a ours-only',
    ])
  })

  it('always ties: our sum and the differences are theirs, to the fen', () => {
    const lines = fc.array(
      fc.record({
        paymentId: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
        amount: fc.integer({ min: -9, max: 9 }),
      }),
    )
    fc.assert(
      fc.property(lines, lines, lines, (own, others, more) => {
        const once = new Map(own.map((each) => [each.paymentId, { ...each, on }]))
        const ours = [...once.values()]
        const theirs = others.map((each) => ({ ...each, on }))
        const elsewhere = new Map(
          more
            .filter(({ paymentId }) => !once.has(paymentId))
            .map((each) => [each.paymentId, { ...each, on: '2025-01-04' }]),
        )
        const total = (of: readonly DayLine[]) => sum(of.map(({ amount }) => amount))
        return isTied(total(ours), total(theirs), compareDay(ours, theirs, elsewhere))
      }),
    )
  })
})
