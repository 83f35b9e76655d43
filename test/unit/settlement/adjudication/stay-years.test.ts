import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stayByYear } from '../../../../services/settlement/adjudication/rules/stay-years.ts'
import { yearsOfStay } from '../../../../services/settlement/plan/rules/stays.ts'

const parts = { total: 1_000_001, fullySelfPaid: 100_000, overLimit: 0, firstSelfPaid: 1, inScope: 900_000 }

describe('a stay from 22 December 2024 to 10 January 2025', () => {
  const years = (rule: (typeof yearsOfStay)[number]) => stayByYear(rule, '2024-12-22', '2025-01-10', parts)

  it('belongs whole to the year of discharge, or to that of admission', () => {
    expect(years('discharge')).toEqual([{ year: 2025, from: '2024-12-22', to: '2025-01-10', parts }])
    expect(years('admission')).toEqual([{ year: 2024, from: '2024-12-22', to: '2025-01-10', parts }])
  })

  it('or to each year by its days, ten and ten, the odd fen to the first', () => {
    expect(years('split')).toEqual([
      {
        ...{ year: 2024, from: '2024-12-22', to: '2024-12-31' },
        parts: { total: 500_001, fullySelfPaid: 50_000, overLimit: 0, firstSelfPaid: 1, inScope: 450_000 },
      },
      {
        ...{ year: 2025, from: '2025-01-01', to: '2025-01-10' },
        parts: { total: 500_000, fullySelfPaid: 50_000, overLimit: 0, firstSelfPaid: 0, inScope: 450_000 },
      },
    ])
  })
})

it('a stay within a year is not split by any rule', () => {
  for (const rule of yearsOfStay) {
    expect(stayByYear(rule, '2025-03-01', '2025-03-01', parts)).toEqual([
      { year: 2025, from: '2025-03-01', to: '2025-03-01', parts },
    ])
  }
})

it('a stay that ends before it begins is an error', () => {
  expect(() => stayByYear('split', '2025-01-02', '2025-01-01', parts)).toThrow(
    expect.objectContaining({ code: 'stay.not-in-order' }),
  )
})

it('however long, its parts add up to the fen', () => {
  const amount = fc.integer({ min: 0, max: 100_000_000 })
  fc.assert(
    fc.property(
      amount,
      amount,
      amount,
      fc.integer({ min: 0, max: 3 }),
      (inScope, fullySelfPaid, overLimit, more) => {
        const cost = {
          total: inScope + fullySelfPaid + overLimit,
          fullySelfPaid,
          overLimit,
          firstSelfPaid: 0,
          inScope,
        }
        const years = stayByYear('split', '2024-11-15', `${2024 + more}-12-20`, cost)
        expect(years).toHaveLength(more + 1)
        for (const name of ['total', 'fullySelfPaid', 'overLimit', 'inScope'] as const) {
          expect(years.reduce((sum, year) => sum + year.parts[name], 0)).toBe(cost[name])
        }
      },
    ),
  )
})
