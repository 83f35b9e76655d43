import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { emptyAccount, enter } from '../../../../services/adjustment-fund/account/rules/account.ts'
import { allocateShares } from '../../../../services/adjustment-fund/allocation/rules/allocation.ts'

const share = (city: string, amount: number) => ({ applicationId: `G-resident-2025-${city}`, city, amount })
const none = new Set<string>()

describe('allocating the fund to approved shares', () => {
  it('pays in full when the account suffices', () => {
    const paid = allocateShares(100, [share('341200', 60), share('341300', 40)], none)
    expect(paid.map(({ city, paid }) => [city, paid])).toEqual([
      ['341200', 60],
      ['341300', 40],
    ])
  })

  it('scales down pro rata to the fen when it does not: 82.20 over 3 : 2 is 49.32 and 32.88', () => {
    const paid = allocateShares(8220, [share('341200', 30_000), share('341300', 20_000)], none)
    expect(paid.map(({ paid }) => paid)).toEqual([4932, 3288])
  })

  it('gives a late remitter nothing and does not hold its share back', () => {
    const paid = allocateShares(100, [share('341200', 100), share('341300', 90)], new Set(['341200']))
    expect(paid).toEqual([{ ...share('341300', 90), paid: 90 }])
  })

  it('pays nobody out of an empty account', () => {
    expect(allocateShares(0, [share('341200', 100)], none)).toEqual([])
  })

  it('never pays more than is there, nor any city above its approved share', () => {
    fc.assert(
      fc.property(fc.nat(10 ** 10), fc.array(fc.nat(10 ** 9), { maxLength: 16 }), (available, amounts) => {
        const paid = allocateShares(
          available,
          amounts.map((amount, index) => share(String(341000 + index), amount)),
          none,
        )
        expect(paid.reduce((total, each) => total + each.paid, 0)).toBeLessThanOrEqual(available)
        for (const each of paid) expect(each.paid).toBeLessThanOrEqual(each.amount)
      }),
    )
  })
})

describe('a provincial account', () => {
  const levy = { source: 'levy' as const, sourceId: 'L-1', city: '340100', amount: 300, on: '2026-01-20' }
  const allocation = {
    source: 'allocation' as const,
    sourceId: 'A-1',
    city: '341200',
    amount: -200,
    on: '2026-02-20',
  }

  it('numbers its entries and keeps the balance after each', () => {
    expect(enter(emptyAccount('resident'), [levy, allocation])).toEqual({
      status: 'accepted',
      value: {
        account: { scheme: 'resident', balance: 100, received: 300, paid: 200, entries: 2 },
        entries: [
          { ...levy, scheme: 'resident', number: 1, balance: 300 },
          { ...allocation, scheme: 'resident', number: 2, balance: 100 },
        ],
      },
    })
  })

  it('refuses to fall below zero, and then enters nothing', () => {
    const entered = enter(emptyAccount('resident'), [levy, { ...allocation, amount: -301 }])
    expect(entered).toMatchObject({ status: 'refused', refusal: { code: 'account.overdrawn' } })
  })
})
