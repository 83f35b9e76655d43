import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { employeeContribution } from '../../../../services/contribution/billing/rules/contribution-base.ts'
import { retirementLumpSum } from '../../../../services/contribution/lump-sum/rules/lump-sum.ts'

const rates = {
  referenceWage: 700_000,
  lowest: '0.6',
  highest: '3',
  employerRate: '0.07',
  individualRate: '0.02',
}

describe("an employee's monthly contribution", () => {
  it('is 7 % and 2 % of the wage', () => {
    expect(employeeContribution(800_000, rates)).toEqual({
      base: 800_000,
      employer: 56_000,
      individual: 16_000,
    })
  })

  it('is on at least 60 % and at most 300 % of the reference wage', () => {
    expect(employeeContribution(0, rates)).toEqual({ base: 420_000, employer: 29_400, individual: 8_400 })
    expect(employeeContribution(419_999, rates).base).toBe(420_000)
    expect(employeeContribution(2_100_001, rates).base).toBe(2_100_000)
  })

  it('rounds each part half up, once: 7 % of 4,200.50 yuan is 294.035, so 294.04', () => {
    expect(employeeContribution(420_050, rates)).toEqual({
      base: 420_050,
      employer: 29_404,
      individual: 8_401,
    })
  })

  it('rounds each part to the yuan, half up or always up, where a city does so: 294.035 and 84.01 yuan', () => {
    const inYuan = { step: 100, of: 'parts' as const }
    const of = (rounding: typeof inYuan & { up?: boolean }) =>
      employeeContribution(420_050, { ...rates, rounding })
    expect(of(inYuan)).toEqual({ base: 420_050, employer: 29_400, individual: 8_400 })
    expect(of({ ...inYuan, up: true })).toEqual({ base: 420_050, employer: 29_500, individual: 8_500 })
  })

  it('rounds the total of a month, where a city does so: of 378.045 the account keeps its 84.01', () => {
    const ofTotal = { step: 100, of: 'total' as const }
    const of = (rounding: typeof ofTotal & { up?: boolean }) =>
      employeeContribution(420_050, { ...rates, rounding })
    expect(of(ofTotal)).toEqual({ base: 420_050, employer: 37_800 - 8_401, individual: 8_401 })
    expect(of({ ...ofTotal, up: true })).toEqual({
      base: 420_050,
      employer: 37_900 - 8_401,
      individual: 8_401,
    })
  })

  it('never falls when the wage rises', () => {
    const wage = fc.integer({ min: 0, max: 10_000_000 })
    return fc.assert(
      fc.property(wage, wage, (a, b) => {
        const [less, more] = [Math.min(a, b), Math.max(a, b)].map((each) => employeeContribution(each, rates))
        expect(less?.employer ?? 0).toBeLessThanOrEqual(more?.employer ?? 0)
      }),
    )
  })
})

describe('the lump sum for missing years at retirement', () => {
  it('of 36 months on a base of 5,000 yuan at 5.6 % is 10,080 yuan', () => {
    expect(retirementLumpSum({ base: 500_000, rate: '0.056', months: 36 })).toBe(1_008_000)
  })

  it('of one month on 4,227.15 yuan is 236.72, or 237 yuan where a city rounds to the yuan', () => {
    const month = { base: 422_715, rate: '0.056', months: 1 }
    expect(retirementLumpSum(month)).toBe(23_672)
    expect(retirementLumpSum({ ...month, rounding: { step: 100 } })).toBe(23_700)
    expect(retirementLumpSum({ ...month, base: 420_000, rounding: { step: 100, up: true } })).toBe(23_600)
    expect(retirementLumpSum({ ...month, rounding: { step: 100, up: true } })).toBe(23_700)
  })
})
