import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { monthsPayable } from '../../../../services/budget/execution/rules/months-payable.ts'
import { clearingRate } from '../../../../services/budget/total-control/rules/clearing-rate.ts'
import { overspendShare } from '../../../../services/budget/total-control/rules/overspend.ts'
import { pointValue } from '../../../../services/budget/total-control/rules/point-value.ts'

const shenzhen = [{ upTo: 0.05, fund: 0.6 }, { upTo: 0.1, fund: 0.5 }, { fund: 0 }]

describe('the value of a point', () => {
  it('is fund by points: 5 million yuan by 100,000 points is 50 yuan', () => {
    expect(pointValue({ fund: 5_000_000_00, points: 100_000 })).toEqual({ yuanPerPoint: 50 })
  })

  it('does not exist without points', () => {
    expect(() => pointValue({ fund: 1, points: 0 })).toThrow(expect.objectContaining({ code: 'points.none' }))
  })
})

describe('the clearing rate', () => {
  it('is that of case C04: 20,029.66 of 21,465.05 is 0.9331', () => {
    expect(clearingRate({ advanced: 2_146_505, cleared: 2_002_966 })).toEqual({ rate: 0.9331 })
  })

  it('does not exist when nothing was advanced', () => {
    expect(() => clearingRate({ advanced: 0, cleared: 1 })).toThrow(
      expect.objectContaining({ code: 'clearing.nothing-advanced' }),
    )
  })
})

describe('overspending', () => {
  it('is shared by bands: 1,080 on a quota of 1,000 is 1,000 + 50 × 60 % + 30 × 50 % = 1,045 (case S1)', () => {
    expect(overspendShare({ quota: 1_000_00, actual: 1_080_00, overspend: shenzhen })).toEqual({
      fundPays: 1_045_00,
    })
  })

  it('is the institution’s own above the last band, and surplus is not paid', () => {
    expect(overspendShare({ quota: 1_000_00, actual: 2_000_00, overspend: shenzhen }).fundPays).toBe(1_055_00)
    expect(overspendShare({ quota: 1_000_00, actual: 700_00, overspend: shenzhen }).fundPays).toBe(700_00)
  })

  it('never pays more than was spent, nor less for spending more', () => {
    const amount = fc.integer({ min: 0, max: 1e12 })
    fc.assert(
      fc.property(amount, amount, fc.integer({ min: 0, max: 1e6 }), (quota, actual, more) => {
        const pays = (spent: number) => overspendShare({ quota, actual: spent, overspend: shenzhen }).fundPays
        expect(pays(actual)).toBeLessThanOrEqual(actual)
        expect(pays(actual + more)).toBeGreaterThanOrEqual(pays(actual))
      }),
    )
  })
})

describe('months payable', () => {
  it('are those of case W1: 22.48 at 15.67 a year last 17.2 months', () => {
    expect(monthsPayable({ balance: 2248, expenditure: 1567, months: 12 })).toBe(17.2)
  })

  it('are unknown while nothing was spent, and negative when the balance is', () => {
    expect(monthsPayable({ balance: 100, expenditure: 0, months: 3 })).toBeNull()
    expect(monthsPayable({ balance: -100, expenditure: 300, months: 3 })).toBe(-1)
  })
})
