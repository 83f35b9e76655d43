import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { allocate } from '#shared/money/allocate.ts'
import { fen, formatYuan, parseYuan, sum } from '#shared/money/fen.ts'
import { Exact, proportion, quotient, roundToFen, times } from '#shared/money/rate.ts'

const amounts = fc.integer({ min: 0, max: 10_000_000_000_000 })

describe('an amount of money', () => {
  it('is a whole number of fen: a fraction, NaN or an unsafe number is refused', () => {
    for (const value of [0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53]) {
      expect(() => fen(value)).toThrow(expect.objectContaining({ code: 'money.not-fen' }))
    }
    expect(fen(-0)).toBe(0)
  })

  it('is read from yuan with at most two decimals', () => {
    expect(parseYuan('30800')).toBe(3_080_000)
    expect(parseYuan('404.20')).toBe(40_420)
    expect(parseYuan('-0.5')).toBe(-50)
    for (const text of ['1.005', '1,000', '', '１', '1e3', '99999999999999.00']) {
      expect(parseYuan(text)).toBeUndefined()
    }
  })

  it('is written so that reading it gives it back', () => {
    expect(formatYuan(-5)).toBe('-0.05')
    return fc.assert(
      fc.property(
        fc.integer({ min: -1e12, max: 1e12 }),
        (amount) => parseYuan(formatYuan(amount)) === amount,
      ),
    )
  })

  it('cannot be added up beyond what is exact', () => {
    expect(() => sum([Number.MAX_SAFE_INTEGER, 1])).toThrow(
      expect.objectContaining({ code: 'money.not-fen' }),
    )
  })
})

describe('rounding', () => {
  it('T3: never truncates: 3 × 33.335 yuan = 100.005 is 100.01', () => {
    expect(roundToFen(new Exact('33.335').times(3).times(100))).toBe(10_001)
  })

  it('is half up, also for what is taken back', () => {
    expect(times(1, '0.5')).toBe(1)
    expect(times(-1, '0.5')).toBe(-1)
    expect(times(5, '0.1')).toBe(1)
    expect(times(49, '0.01')).toBe(0)
  })

  it('takes a rate for the decimal it is written as: 1.005 × 1000 yuan is 1005.00', () => {
    expect(times(100_000, 1.005)).toBe(100_500)
  })

  it('gives proportions and quotients: W1, 22.48 over a twelfth of 15.67 is 17.2 months', () => {
    expect(proportion(1000, 1, 3)).toBe(333)
    expect(quotient(new Exact('22.48').times(12), '15.67', 1)).toBe(17.2)
  })
})

describe('an amount divided by weights', () => {
  it('R1: 82.20 by 3 and 2 is 49.32 and 32.88', () => {
    expect(allocate(8220, [3, 2])).toEqual([4932, 3288])
  })

  it('gives the fen left over to the largest remainders, the earlier among equals', () => {
    expect(allocate(100, [1, 1, 1])).toEqual([34, 33, 33])
    expect(allocate(101, ['0.2', '0.3', '0.5'])).toEqual([20, 30, 51])
  })

  it('mirrors the division of the positive amount when something is taken back', () => {
    expect(allocate(-100, [1, 1, 1])).toEqual([-34, -33, -33])
  })

  it('needs a positive weight and no negative one', () => {
    expect(() => allocate(1, [0, 0])).toThrow(expect.objectContaining({ code: 'money.no-weights' }))
    expect(() => allocate(1, [])).toThrow(expect.objectContaining({ code: 'money.no-weights' }))
    expect(() => allocate(1, [2, -1])).toThrow(expect.objectContaining({ code: 'money.negative-weight' }))
  })

  it('always adds up to the fen, each share within a fen of its exact part', () => {
    const weights = fc
      .array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 60 })
      .filter((list) => list.some((weight) => weight > 0))
    return fc.assert(
      fc.property(amounts, weights, (amount, list) => {
        const shares = allocate(amount, list)
        const whole = list.reduce((total, weight) => total + weight, 0)
        expect(sum(shares)).toBe(amount)
        shares.forEach((share, index) => {
          const exact = new Exact(amount).times(list[index] ?? 0).div(whole)
          expect(exact.minus(share).abs().lessThan(1)).toBe(true)
        })
      }),
    )
  })
})
