import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lateFee, lateFees } from '../../../../services/contribution/bill/rules/late-fee.ts'
import { employeeContribution } from '../../../../services/contribution/billing/rules/contribution-base.ts'
import { retirementLumpSum } from '../../../../services/contribution/billing/rules/lump-sum.ts'
import { splitSubsidy, statementDues } from '../../../../services/contribution/subsidy/rules/subsidy.ts'

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

describe('the subsidy of a resident', () => {
  const yiyang = {
    centre: [
      { of: 12_000, share: '0.5' },
      { of: 33_000, share: '0.6' },
    ],
    rest: { province: '0.30', city: '0.34', county: '0.36' },
  }

  it('of 450 yuan in 2017 is 258 from the centre, 57.60, 65.28 and 69.12 from the others (Yiyang)', () => {
    expect(splitSubsidy(45_000, yiyang)).toEqual({
      centre: 25_800,
      province: 5_760,
      city: 6_528,
      county: 6_912,
    })
  })

  it('for 407,477 residents takes 26,600,098.56 yuan from the city', () => {
    const dues = statementDues(407_477, splitSubsidy(45_000, yiyang), 0)
    expect(dues.find(({ payer }) => payer === 'city')?.pooled).toBe(2_660_009_856)
    expect(dues.some(({ payer }) => payer === 'medical-aid')).toBe(false)
  })

  it('takes the rest of the amount where the last slice says none', () => {
    const rule = { ...yiyang, centre: [{ share: '0.6' }] }
    expect(splitSubsidy(70_000, rule)).toEqual({
      centre: 42_000,
      province: 8_400,
      city: 9_520,
      county: 10_080,
    })
  })

  it('refuses slices that are not the whole amount', () => {
    expect(() => splitSubsidy(45_001, yiyang)).toThrowError(
      expect.objectContaining({ code: 'contribution.subsidy-slices' }),
    )
  })

  it('is divided to the fen, whatever the amount and the shares', () => {
    const share = fc.integer({ min: 0, max: 100 })
    return fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1_000_000 }),
        share,
        share,
        share,
        (amount, province, city, county) => {
          fc.pre(province + city + county > 0)
          const split = splitSubsidy(amount, { centre: [{ share: '0.6' }], rest: { province, city, county } })
          expect(split.centre + split.province + split.city + split.county).toBe(amount)
        },
      ),
    )
  })
})

describe('the late fee', () => {
  it('of 1,000 yuan for 30 days at 0.05 % is 15 yuan', () => {
    expect(lateFee(100_000, '0.0005', 30)).toBe(1_500)
  })

  it('counts each overdue month on its own days, and nothing that is not overdue', () => {
    const arrears = [
      { amount: 100_000, dueOn: '2025-01-31' },
      { amount: 100_000, dueOn: '2025-02-28' },
      { amount: 100_000, dueOn: '2025-04-30' },
    ]
    // 59 days and 31 days of 0.50 yuan.
    expect(lateFees(arrears, '0.0005', '2025-03-31')).toBe(2_950 + 1_550)
  })
})

describe('the lump sum for missing years at retirement', () => {
  it('of 36 months on a base of 5,000 yuan at 5.6 % is 10,080 yuan', () => {
    expect(retirementLumpSum({ base: 500_000, rate: '0.056', months: 36 })).toBe(1_008_000)
  })
})
