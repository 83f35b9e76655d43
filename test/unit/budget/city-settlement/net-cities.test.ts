import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sum } from '#shared/money/fen.ts'
import type { CitySettlement } from '../../../../services/budget/city-settlement/rules/city-settlement.ts'
import {
  approveSettlement,
  proposeSettlement,
  rejectSettlement,
} from '../../../../services/budget/city-settlement/rules/city-settlement.ts'
import type { Debt } from '../../../../services/budget/city-settlement/rules/net-cities.ts'
import { addDebts, setOff, sharesOf } from '../../../../services/budget/city-settlement/rules/net-cities.ts'

const [hefei, wuhu, bengbu] = ['340100', '340200', '340300'] as const
const january: Debt[] = [
  { from: wuhu, to: hefei, amount: 800 },
  { from: bengbu, to: hefei, amount: 300 },
  { from: hefei, to: wuhu, amount: 500 },
]

describe('what cities owe each other', () => {
  it('is netted: what a city owes is set off against what it is owed, and one payment is left', () => {
    expect(sharesOf(january)).toEqual([
      { city: hefei, owes: 500, isOwed: 1_100, net: 600 },
      { city: wuhu, owes: 800, isOwed: 500, net: -300 },
      { city: bengbu, owes: 300, isOwed: 0, net: -300 },
    ])
  })

  it('is netted to nil over all cities, and every city is left with its net alone, also after reversals', () => {
    const city = fc.constantFrom(hefei, wuhu, bengbu)
    const debt = fc.record({ from: city, to: city, amount: fc.integer({ min: -1e9, max: 1e9 }) })
    fc.assert(
      fc.property(fc.array(debt), (debts) => {
        const shares = sharesOf(debts)
        expect(sum(shares.map(({ net }) => net))).toBe(0)
        for (const share of shares) {
          const moved = setOff(share)
          const payable = share.owes - (moved['cities-payable'] ?? 0)
          const receivable = share.isOwed + (moved['cities-receivable'] ?? 0)
          expect([payable, receivable]).toEqual(share.net >= 0 ? [0, share.net] : [-share.net, 0])
        }
      }),
    )
  })
})

const proposed = { by: 'maker', on: '2025-02-20' }
const propose = (
  month: string,
  owed: readonly Debt[],
  before: readonly CitySettlement[],
  on = '2025-04-20',
) =>
  proposeSettlement({ scheme: 'employee', month, proposed: { ...proposed, on }, owed, through: [] }, before)
const accepted = (decision: ReturnType<typeof propose>): CitySettlement => {
  if (decision.status === 'refused') throw new Error(decision.refusal.code)
  return decision.value
}
const refusalOf = (decision: ReturnType<typeof propose>) =>
  decision.status === 'refused' ? decision.refusal.code : undefined

describe('a settlement between cities', () => {
  const first = accepted(propose('2025-01', january, [], proposed.on))
  const approved = accepted(approveSettlement({ by: 'checker', on: '2025-02-21' }, '2025-03-13', first))

  it('takes what is owed less what was taken, so that what came late or was reversed comes with the next', () => {
    const owed = addDebts(january, [
      { from: wuhu, to: hefei, amount: -100 },
      { from: bengbu, to: wuhu, amount: 40 },
    ])
    const second = accepted(propose('2025-02', owed, [approved]))
    expect(second.debts).toEqual([
      { from: wuhu, to: hefei, amount: -100 },
      { from: bengbu, to: wuhu, amount: 40 },
    ])
    expect(second.taken).toEqual(addDebts(owed))
    expect(sharesOf(second.debts)).toMatchObject([
      { city: hefei, net: -100 },
      { city: wuhu, net: 140 },
      { city: bengbu, net: -40 },
    ])
    expect(refusalOf(propose('2025-02', january, [approved]))).toBe('city-settlement.nothing-owed')
  })

  it('waits until its month is over, the one before is decided, and goes forward only', () => {
    expect(refusalOf(propose('2025-04', january, []))).toBe('city-settlement.month-not-over')
    expect(refusalOf(propose('2025-02', january, [first]))).toBe('city-settlement.earlier-open')
    expect(refusalOf(propose('2025-01', january, [approved]))).toBe('city-settlement.later-settled')
    expect(propose('2025-01', [], [first], proposed.on)).toEqual({ status: 'accepted', value: first })
  })

  it('is approved by another person than proposed it, once, and not before', () => {
    const by = (who: string, on = '2025-02-21') => approveSettlement({ by: who, on }, '2025-03-13', first)
    expect(refusalOf(by(' Maker'))).toBe('city-settlement.same-person')
    expect(refusalOf(by('checker', '2025-02-19'))).toBe('city-settlement.before-proposed')
    expect(approveSettlement({ by: 'third', on: '2025-03-01' }, '2025-03-21', approved)).toEqual({
      status: 'accepted',
      value: approved,
    })
  })

  it('that was rejected took nothing, and its month is proposed anew', () => {
    const rejected = accepted(
      rejectSettlement({ by: 'checker', on: '2025-02-21', reason: 'Wuhu is late' }, first),
    )
    expect(accepted(propose('2025-01', january, [rejected], '2025-02-25'))).toMatchObject({
      number: 2,
      debts: first.debts,
    })
    expect(refusalOf(approveSettlement({ by: 'checker', on: '2025-02-22' }, '2025-03-14', rejected))).toBe(
      'city-settlement.rejected',
    )
    expect(refusalOf(rejectSettlement({ by: 'x', on: '2025-03-01', reason: 'late' }, approved))).toBe(
      'city-settlement.approved',
    )
  })
})
