import { describe, expect, it } from 'vitest'
import { charge, isQuantity, isUnitPrice } from '#shared/money/charge.ts'
import { factorOf, paidOf, shareOf } from '#shared/money/millionths.ts'
import { splitCharges, splitLine } from '../../../../services/settlement/adjudication/rules/split.ts'
import { catalogueEntry } from '../../../../services/settlement/catalogue/rules/catalogue.ts'

describe('a share of an amount that no double can multiply exactly', () => {
  // 9,007,500,001 × 0.999999 = 9,007,500,001 − 9,007.500001 = 9,007,490,993.499999 fen: less than half a fen is cut off.
  // The product with millionths is odd and above 2⁵³, where doubles hold even numbers only.
  it('is still exact: 99.9999 % of 90,075,000.01 yuan are 90,074,909.93', () => {
    expect(shareOf(9_007_500_001, 999_999)).toBe(9_007_490_993)
  })

  it('and so are several together', () => {
    const segments = [
      { amount: 9_007_500_000, rate: 999_999 },
      { amount: 1, rate: 999_999 },
    ]
    expect(paidOf(segments)).toBe(9_007_490_993)
  })

  it('a product of two shares finer than a millionth is an error with both', () => {
    expect(() => factorOf(333_333, 500_000)).toThrow(
      expect.objectContaining({
        code: 'plan.rate-too-fine',
        message: 'a share has at most six decimals',
        details: { rate: 333_333, factor: 500_000 },
      }),
    )
  })
})

describe('quantity times unit price', () => {
  it.each([
    ['2', '0.01', 2],
    ['0.5', '0.5', 25],
    ['1.5', '0.01', 2],
    ['1.4', '0.01', 1],
    ['0.0001', '1', 0],
    ['0.0001', '50', 1],
    ['999999999999.9999', '0.01', 1_000_000_000_000],
    ['100000.5', '33333.335', 333_335_016_667],
  ])('%s × %s yuan are %i fen', (quantity, price, fen) => {
    expect(charge(quantity, price)).toBe(fen)
  })
})

describe('a quantity', () => {
  it.each(['1', '0.5', '12.3456', '999999999999'])('may be %s', (text) => {
    expect(isQuantity(text)).toBe(true)
  })

  it.each(['0', '0.0000', '-1', '1.23456', '1e3', '', 'two', '1234567890123'])(
    'is never nothing, negative or finer than four decimals: %s',
    (text) => {
      expect(isQuantity(text)).toBe(false)
    },
  )

  it('has a unit price of at most six decimals, which may be nothing', () => {
    expect(['0', '33.335', '0.000001'].every(isUnitPrice)).toBe(true)
    expect(['-1', '0.0000001', '1.', ''].some(isUnitPrice)).toBe(false)
  })
})

describe('a line that is charged', () => {
  it('at its price limit exceeds nothing, a fen above it by a fen', () => {
    const bed = catalogueEntry.parse({ code: 'bed', class: 'A', priceLimit: 40 })
    const split = (amount: number) => splitLine({ code: 'bed', quantity: '10', amount }, bed, 2)
    expect(split(40_000)).toMatchObject({ overLimit: 0, inScope: 40_000 })
    expect(split(40_001)).toMatchObject({ overLimit: 1, inScope: 40_000 })
  })

  it('keeps its place among the lines of the claim, split', () => {
    const drug = catalogueEntry.parse({ code: 'drug', class: 'B', firstSelfPaid: 0.1 })
    const charges = [
      { code: 'drug', quantity: '1', amount: 100 },
      { code: 'drug', quantity: '1', amount: 25 },
    ]
    const asked: number[] = []
    const entryOf = (_: string, index: number) => {
      asked.push(index)
      return drug
    }
    // 10 % of 0.25 is 2.5 fen, rounded up to 3.
    expect(splitCharges(charges, entryOf, 3).lines).toEqual([
      { code: 'drug', amount: 100, fullySelfPaid: 0, overLimit: 0, firstSelfPaid: 10, inScope: 90 },
      { code: 'drug', amount: 25, fullySelfPaid: 0, overLimit: 0, firstSelfPaid: 3, inScope: 22 },
    ])
    expect(asked).toEqual([0, 1])
  })

  it('by a code that was not checked before is an error, not a guess', () => {
    const charges = [{ code: 'unknown', quantity: '1', amount: 100 }]
    expect(() => splitCharges(charges, () => undefined, 3)).toThrow(
      expect.objectContaining({
        code: 'claim.unchecked',
        message: 'a code has no catalogue entry',
        details: { code: 'unknown' },
      }),
    )
  })
})
