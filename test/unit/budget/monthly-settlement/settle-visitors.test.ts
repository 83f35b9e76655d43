import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { settleInstitution } from '../../../../services/budget/monthly-settlement/rules/settle-institution.ts'
import { settleVisitors } from '../../../../services/budget/monthly-settlement/rules/settle-visitors.ts'
import { newStanding } from '../../../../services/budget/monthly-settlement/rules/standing.ts'

describe('settling a month for persons insured elsewhere', () => {
  it('pays as claimed, beside a quota that is used up, and holds no deposit of it', () => {
    const { statement, standing } = settleInstitution({
      month: '2025-01',
      standing: newStanding('H1', 2025, '2025-01'),
      claimed: {
        ...{ controlled: 1_000_00, inpatient: 0, others: 0, recovered: 0, owedBack: 0 },
        visitors: 300_00,
      },
      differences: { inpatient: 0, outpatient: 0 },
      quotaToDate: 0,
      depositShare: '0.05',
    })
    expect(statement).toMatchObject({ claimed: 1_000_00, suspended: 1_000_00, deposit: 0, ordered: 0 })
    expect(statement.visitors).toEqual({ claimed: 300_00, carriedBefore: 0, carried: 0, ordered: 300_00 })
    expect(standing.visitors).toEqual({ claimed: 300_00, ordered: 300_00, carried: 0, carriedIn: 0 })
  })

  it('carries what is taken back beyond what is due to the next month, and never to the city’s own claims', () => {
    const first = settleVisitors(300_00, undefined)
    const second = settleVisitors(-500_00, first?.standing)
    expect(second?.section).toEqual({ claimed: -500_00, carriedBefore: 0, carried: -500_00, ordered: 0 })
    const third = settleVisitors(600_00, second?.standing)
    expect(third?.section).toEqual({ claimed: 600_00, carriedBefore: -500_00, carried: 0, ordered: 100_00 })
  })

  it('takes over what was owed back at the end of the year before', () => {
    const january = newStanding('H1', 2026, '2026-01', { own: 0, visitors: -50_00 })
    expect(settleVisitors(80_00, january.visitors)?.section.ordered).toBe(30_00)
  })

  it('says nothing of an institution that has none', () => {
    expect(settleVisitors(0, undefined)).toBeUndefined()
  })

  it('pays every fen once, month after month', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1e9, max: 1e9 }), { minLength: 1 }), (months) => {
        let standing: NonNullable<ReturnType<typeof settleVisitors>>['standing'] | undefined
        for (const claimed of months) standing = settleVisitors(claimed, standing)?.standing ?? standing
        const { ordered = 0, carried = 0 } = standing ?? {}
        expect(ordered + carried).toBe(months.reduce((total, month) => total + month, 0))
        expect(ordered).toBeGreaterThanOrEqual(0)
      }),
    )
  })
})
