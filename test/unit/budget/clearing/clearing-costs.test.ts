import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { costTotals, partsTotal } from '../../../../services/budget/cleared-cost/rules/cost-parts.ts'
import { clearInstitution } from '../../../../services/budget/clearing/rules/clear-institution.ts'
import { clearingCosts } from '../../../../services/budget/clearing/rules/clearing-costs.ts'
import { bandTables, yearOf } from './given.ts'

const costsOf = (basis: ReturnType<typeof yearOf>) =>
  clearingCosts({ basis, cleared: clearInstitution(basis) })

describe('what a clearing adds to the cost of its year', () => {
  it('is the overspend that the institution bears: of 1,080 on 1,000 the fund pays 1,045, which takes 35', () => {
    expect(costsOf(yearOf({ quota: 1_000_00, actual: 1_080_00 }))).toEqual({
      inpatient: { overspend: -35_00 },
    })
  })

  it('is the surplus that it keeps: of 100 below a quota of 1,000, 30 within the cap of 3 %', () => {
    const year = yearOf({ quota: 1_000_00, actual: 900_00, terms: bandTables.half })
    expect(costsOf(year)).toEqual({ inpatient: { surplus: 30_00 } })
  })

  it('is what its method finally makes of the care: 432 booked, 966 paid by points', () => {
    const year = yearOf({ quota: null, actual: 432_00 })
    const inpatient = { accrued: 432_00, final: 966_00, banded: false, quota: null }
    expect(costsOf({ ...year, care: { ...year.care, inpatient } })).toEqual({
      inpatient: { methods: 534_00 },
    })
  })

  it('is what a dispute decided, and the deposit that was forfeited as income', () => {
    const given = { quota: null, actual: 500_00, adjustment: 10_00, deposits: 25_00, score: '85' }
    expect(costsOf(yearOf({ ...given, terms: bandTables.half }))).toEqual({
      inpatient: { decided: 10_00 },
      'other-income': { deposits: 5_00 },
    })
  })

  it('is nothing where what was suspended is released: it was booked as cost with its claims', () => {
    const year = { ...yearOf({ quota: 1_000_00, actual: 1_000_00 }), within: 900_00, suspended: 100_00 }
    expect(costsOf(year)).toEqual({})
  })

  it('comes to what was accepted less what was booked, whatever the year', () => {
    const figure = fc.integer({ min: 0, max: 1_000_000 })
    const given = fc.record({
      quota: fc.option(figure),
      actual: figure,
      outpatient: fc.record({
        accrued: figure,
        final: figure,
        banded: fc.boolean(),
        quota: figure,
      }),
      adjustment: fc.integer({ min: -10_000, max: 10_000 }),
      terms: fc.constantFrom(...Object.values(bandTables)),
      growth: fc.constantFrom('0', '0.2'),
    })
    fc.assert(
      fc.property(given, ({ outpatient, ...more }) => {
        const basis = yearOf({ ...more, outpatient })
        const cleared = clearInstitution(basis)
        const costs = clearingCosts({ basis, cleared })
        const { accrued } = basis.care.outpatient
        expect(costTotals(costs, 'pooled').expenditure).toBe(cleared.accepted - more.actual - accrued)
        expect(partsTotal(costs.inpatient)).toBe(0 - cleared.unpaid.inpatient)
        expect(partsTotal(costs.outpatient)).toBe(0 - cleared.unpaid.outpatient)
      }),
    )
  })
})
