import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { charge } from '#shared/money/charge.ts'
import { factorOf, paidOf, shareOf } from '#shared/money/millionths.ts'
import { Exact, roundToFen, times } from '#shared/money/rate.ts'

const rate = fc.integer({ min: 0, max: 1_000_000 })

describe('shares in millionths round as all money does', () => {
  it('gives what the shared rounding gives, for amounts of every size', () => {
    const amount = fc.oneof(
      fc.integer({ min: 0, max: 1_000_000 }),
      fc.integer({ min: 0, max: 90_000_000_000 }),
    )
    fc.assert(
      fc.property(amount, rate, (fen, millionths) => {
        expect(shareOf(fen, millionths)).toBe(times(fen, new Exact(millionths).div(1_000_000)))
      }),
    )
  })

  it('rounds half a fen up: 50 % of 0.01 yuan is 0.01, 49.9999 % is nothing', () => {
    expect(shareOf(1, 500_000)).toBe(1)
    expect(shareOf(1, 499_999)).toBe(0)
  })

  it('rounds several segments once, together', () => {
    expect(
      paidOf([
        { amount: 1, rate: 300_000 },
        { amount: 1, rate: 200_000 },
      ]),
    ).toBe(1)
  })

  it('multiplies a share by a factor only where the result is exact', () => {
    expect(factorOf(850_000, 900_000)).toBe(765_000)
    expect(() => factorOf(333_333, 500_000)).toThrow(expect.objectContaining({ code: 'plan.rate-too-fine' }))
  })
})

describe('quantity times unit price', () => {
  it('is never truncated: 3 × 33.335 = 100.005 is 100.01', () => {
    expect(charge('3', '33.335')).toBe(10_001)
  })

  it('equals the exact product rounded half up, with four and six decimals', () => {
    const quantity = fc.tuple(fc.integer({ min: 0, max: 99_999 }), fc.integer({ min: 0, max: 9_999 }))
    const price = fc.tuple(fc.integer({ min: 0, max: 9_999_999 }), fc.integer({ min: 0, max: 999_999 }))
    fc.assert(
      fc.property(quantity, price, ([q, qDecimals], [p, pDecimals]) => {
        const quantityText = `${q}.${String(qDecimals).padStart(4, '0')}`
        const priceText = `${p}.${String(pDecimals).padStart(6, '0')}`
        const exact = roundToFen(new Exact(quantityText).times(priceText).times(100))
        expect(charge(quantityText, priceText)).toBe(exact)
      }),
    )
  })
})
