import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { splitSubsidy, statementDues } from '../../../../services/contribution/subsidy/rules/subsidy.ts'

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
