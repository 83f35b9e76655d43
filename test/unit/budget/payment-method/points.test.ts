import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Case } from '../../../../services/budget/payment-method/rules/case.ts'
import { grouperOf, groupTable } from '../../../../services/budget/payment-method/rules/group-table.ts'
import {
  coefficientOf,
  countedWith,
  deductionOf,
  pointsOfCase,
  worthOf,
} from '../../../../services/budget/payment-method/rules/points.ts'

const limits = { low: '0.5', high: '2', review: '5' }
const groups = [
  { group: 'OTHER', points: '100', mean: 500_000 },
  { group: 'J18', diagnosis: 'J18', points: '80', mean: 400_000 },
  { group: 'J18.0', diagnosis: 'J18.0', points: '95.5', mean: 450_000 },
  { group: 'K35-OP', diagnosis: 'K35', procedure: '47.0', points: '150', mean: 1_000_000 },
  { group: 'K35', diagnosis: 'K35', points: '60', mean: 300_000 },
]
const grouper = grouperOf({ tableId: 'T1', groups })
const rule = { grouper, outliers: limits, decided: new Map<string, string>() }
const stay = (cost: number, diagnosis: string, more: Partial<Case> = {}) => ({
  claimId: 'C1',
  sign: 1 as const,
  cost,
  medical: { personId: 'P1', diagnosis },
  ...more,
})

describe('a table of case groups', () => {
  it.each([
    [{ diagnosis: 'J18.9' }, 'J18'],
    [{ diagnosis: 'J18.0' }, 'J18.0'],
    [{ diagnosis: 'J18.001' }, 'J18.0'],
    [{ diagnosis: 'K35.8', procedure: '47.01' }, 'K35-OP'],
    [{ diagnosis: 'K35.8', procedure: '54.1' }, 'K35'],
    [{ diagnosis: 'Z99' }, 'OTHER'],
    [{}, 'OTHER'],
  ])('groups %o as %s: the longest diagnosis, then the longest operation', (grouped, group) => {
    expect(grouper(grouped).group).toBe(group)
  })

  const table = { tableId: 'T1', method: 'dip', title: 'T', prepaidPerPoint: '50' }
  it('needs a group for what no other takes, and takes each diagnosis and operation once', () => {
    expect(groupTable.safeParse({ ...table, groups }).success).toBe(true)
    expect(groupTable.safeParse({ ...table, groups: groups.slice(1) }).success).toBe(false)
    expect(
      groupTable.safeParse({ ...table, groups: [...groups, { ...groups[1], group: 'X' }] }).success,
    ).toBe(false)
  })
})

describe('the coefficient of a case by its cost', () => {
  // The mean is 4,000 yuan.
  it.each([
    [400_000, '1', false],
    [200_000, '1', false],
    [199_999, '0.4999975', false],
    [100_000, '0.25', false],
    [800_000, '1', false],
    [1_000_000, '1.5', false],
    [2_000_000, '4', false],
    [2_000_001, '1', true],
  ])('of %i fen against a mean of 400,000 is %s', (cost, coefficient, review) => {
    const found = coefficientOf(cost, 400_000, limits)
    expect([found.coefficient.toFixed(), found.review]).toEqual([coefficient, review])
  })

  it('never falls when a case costs more, as far as experts need not decide', () => {
    const costs = fc.tuple(fc.integer({ min: 0, max: 2_000_000 }), fc.integer({ min: 0, max: 2_000_000 }))
    fc.assert(
      fc.property(costs, ([one, other]) => {
        const [less, more] = [Math.min(one, other), Math.max(one, other)]
        const [low, high] = [coefficientOf(less, 400_000, limits), coefficientOf(more, 400_000, limits)]
        expect(high.coefficient.greaterThanOrEqualTo(low.coefficient)).toBe(true)
      }),
    )
  })
})

describe('the points of a case', () => {
  it('are those of its group times the coefficient, in ten-thousandths', () => {
    expect(pointsOfCase(stay(400_000, 'J18.9'), rule)).toEqual({
      group: 'J18',
      points: 800_000,
      review: false,
    })
    // 10,000 yuan are 2.5 times the mean: 80 × 1.5 = 120.
    expect(pointsOfCase(stay(1_000_000, 'J18.9'), rule).points).toBe(1_200_000)
    // 95.5 × 100,000 ÷ 450,000 = 21.2222…
    expect(pointsOfCase(stay(100_000, 'J18.0'), rule).points).toBe(212_222)
  })

  it('are taken back whole by a reversal', () => {
    expect(pointsOfCase(stay(1_000_000, 'J18.9', { sign: -1 }), rule).points).toBe(-1_200_000)
  })

  it('wait for the experts above five times the mean, and are what they decide', () => {
    expect(pointsOfCase(stay(3_000_000, 'J18.9'), rule)).toEqual({
      group: 'J18',
      points: 800_000,
      review: true,
    })
    const decided = { ...rule, decided: new Map([['C1', '6.2']]) }
    expect(pointsOfCase(stay(3_000_000, 'J18.9'), decided)).toEqual({
      group: 'J18',
      points: 4_960_000,
      review: false,
    })
  })

  it('know no outliers for diseases of Chinese medicine', () => {
    expect(pointsOfCase(stay(3_000_000, 'J18.9'), { ...rule, outliers: undefined }).points).toBe(800_000)
  })

  it('are worth their number times the value of a point', () => {
    expect(worthOf(1_200_000, '50')).toBe(600_000)
    expect(worthOf(212_222, '49.37')).toBe(104_774) // 21.2222 × 49.37 = 1,047.740014 yuan
    expect(worthOf(-1_200_000, '50')).toBe(-600_000)
  })

  it('count with the coefficient of the institution, rounded once', () => {
    expect(countedWith(800_001, '1.05')).toBe(840_001)
    expect(countedWith(800_001)).toBe(800_001)
  })

  it('leave the pool less than nothing where others paid more than the standard: the published case', () => {
    // Standard 24,227.05; the patient paid 26,006.32, other funds 12,751.96: the pool pays −14,531.23.
    const deducted = deductionOf({ sign: 1, patientPaid: 2_600_632, otherFunds: 1_275_196 })
    expect(2_422_705 - deducted).toBe(-1_453_123)
    expect(deductionOf({ sign: -1, patientPaid: 2_600_632, otherFunds: 1_275_196 })).toBe(-3_875_828)
  })
})
