import { describe, expect, it } from 'vitest'
import { allocate } from '#shared/money/allocate.ts'
import { fen, formatYuan, parseYuan } from '#shared/money/fen.ts'
import { proportion } from '#shared/money/rate.ts'

describe('an amount in yuan', () => {
  it('of nothing has no sign, and one below ten fen all its digits', () => {
    expect([0, -0, 1, 10, 100, -100].map(formatYuan)).toEqual([
      ...['0.00', '0.00', '0.01', '0.10', '1.00', '-1.00'],
    ])
  })

  it('may have blanks around it, as cells of a table have', () => {
    expect(parseYuan(' 12.3\t')).toBe(1230)
    expect(parseYuan('12 .3')).toBeUndefined()
  })
})

describe('a proportion', () => {
  // (10¹² + 1) × (10¹² − 1) = 10²⁴ − 1, and 10²⁴ over 2,621,440,000,000 is 381,469,726,562.5 to the last digit.
  it('of ten billion yuan is exact: a hair below half a fen is cut off', () => {
    expect(proportion(1_000_000_000_001, 999_999_999_999, 2_621_440_000_000)).toBe(381_469_726_562)
    expect(proportion(1_000_000_000_000, 1_000_000_000_000, 2_621_440_000_000)).toBe(381_469_726_563)
  })
})

describe('an amount that cannot be is refused in words', () => {
  it.each([
    ['half a fen', () => fen(0.5), 'not a whole amount in fen: 0.5'],
    ['a negative weight', () => allocate(1, [2, -1]), 'a weight is negative'],
    ['no weight at all', () => allocate(1, []), 'an amount cannot be divided without a positive weight'],
  ])('%s', (_, given, words) => {
    expect(given).toThrow(words)
  })
})
