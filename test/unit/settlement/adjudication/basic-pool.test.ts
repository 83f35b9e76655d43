import { describe, expect, it } from 'vitest'
import { adjudicated, inYuan } from '../support/adjudicated.ts'
import { planOf } from '../support/basis.ts'

describe('the deductible', () => {
  it('of a stay is taken once a stay, and a cost below it is not paid', () => {
    const plan = planOf({ inpatient: { deductible: 1000, pays: 0.7 } })
    expect(inYuan(adjudicated({ plan, inScope: 800 }))).toEqual({
      total: 800,
      inScope: 800,
      deductible: 800,
      patient: 800,
      cash: 800,
    })
  })

  it('by level, half from the second stay but never under its floor', () => {
    const plan = planOf({
      inpatient: {
        deductible: [
          { when: { level: 1 }, amount: 300 },
          { when: { level: [2, 3] }, amount: 600 },
        ],
        pays: 1,
        adjust: [{ when: { stay: { from: 2 } }, deductible: { times: 0.5, min: 200 } }],
      },
    })
    const deductible = (level: 1 | 3, stays: number) =>
      adjudicated({ plan, inScope: 5000, facts: { level }, counted: { stays } }).amounts.deductible
    expect([deductible(3, 0), deductible(3, 1), deductible(1, 1)]).toEqual([60_000, 30_000, 20_000])
  })

  it('is a share of the total between two limits', () => {
    const plan = planOf({
      inpatient: { deductible: { share: 0.2, of: 'total', min: 2000, max: 10_000 }, pays: 0.6 },
    })
    const deductible = (inScope: number) => adjudicated({ plan, inScope }).amounts.deductible
    expect([deductible(8_000), deductible(30_000), deductible(80_000)]).toEqual([200_000, 600_000, 1_000_000])
  })

  it('of a year fills up over its claims, at Hefei’s levels 200 and 400 and together no more than 400', () => {
    const plan = planOf(
      {
        outpatient: {
          deductible: [{ when: { level: 1 }, amount: 200 }, { amount: 400 }],
          deductiblePer: 'year',
          deductibleYearCap: 400,
          pays: 0.5,
        },
      },
      'outpatient',
    )
    const taken = (level: 1 | 2, used: number) =>
      adjudicated({ plan, inScope: 1000, facts: { level }, counted: { outpatientDeductible: used * 100 } })
        .amounts.deductible
    expect([taken(1, 0), taken(2, 200), taken(1, 400), taken(2, 400)]).toEqual([20_000, 20_000, 0, 0])
  })

  it('of stays stops at a cap for the year', () => {
    const plan = planOf({ inpatient: { deductible: 800, deductibleYearCap: 2000, pays: 1 } })
    const { amounts } = adjudicated({ plan, inScope: 5000, counted: { inpatientDeductible: 160_000 } })
    expect(amounts.deductible).toBe(40_000)
  })

  it('is waived where the plan says zero', () => {
    const plan = planOf({
      inpatient: {
        deductible: [{ when: { aid: 'special-hardship' }, amount: 0 }, { amount: 500 }],
        pays: 0.8,
      },
    })
    const { amounts } = adjudicated({ plan, inScope: 1000, facts: { aid: 'special-hardship' } })
    expect(amounts).toMatchObject({ deductible: 0, basic: 80_000 })
  })
})

describe('the payment', () => {
  const bands = { bands: [{ upTo: 5000, ratio: 0.8 }, { upTo: 10_000, ratio: 0.85 }, { ratio: 0.9 }] }

  it('by bands with the deductible in the lowest: 4,200 × 80 % + 5,000 × 85 % + 5,000 × 90 %', () => {
    const plan = planOf({ inpatient: { deductible: 800, pays: bands, edges: 'absolute' } })
    expect(adjudicated({ plan, inScope: 15_000 }).amounts.basic).toBe(1_211_000)
  })

  it('by bands above the deductible: 5,000 × 80 % + 5,000 × 85 % + 4,200 × 90 %', () => {
    const plan = planOf({ inpatient: { deductible: 800, pays: bands, edges: 'aboveDeductible' } })
    expect(adjudicated({ plan, inScope: 15_000 }).amounts.basic).toBe(1_203_000)
  })

  it('by bands of the year starts where the claims before ended', () => {
    const plan = planOf({ inpatient: { deductible: 0, pays: bands, edges: 'absolute', bandsPer: 'year' } })
    const { amounts } = adjudicated({ plan, inScope: 4000, counted: { inpatientInScope: 800_000 } })
    expect(amounts.basic).toBe(200_000 * 0.85 + 200_000 * 0.9)
  })

  it('is nothing above a closed last band', () => {
    const closed = { bands: [{ upTo: 5000, ratio: 0.8 }] }
    const plan = planOf({ inpatient: { deductible: 0, pays: closed, edges: 'absolute' } })
    expect(adjudicated({ plan, inScope: 9000 }).amounts.basic).toBe(400_000)
  })

  it('rises with age, never above its most', () => {
    const plan = planOf({
      inpatient: { deductible: 0, pays: { ratio: 0.75, perYearOfAge: 0.002, atMost: 0.9 } },
    })
    const basic = (age: number) => adjudicated({ plan, inScope: 1000, facts: { age } }).amounts.basic
    expect([basic(50), basic(80)]).toEqual([85_000, 90_000])
  })

  it('of retirees at 97 % plus five points is paid in full, not more', () => {
    const plan = planOf({
      inpatient: {
        deductible: 0,
        pays: 0.97,
        adjust: [{ when: { employment: 'retired' }, pays: { points: 5 } }],
      },
    })
    expect(adjudicated({ plan, inScope: 1000, facts: { employment: 'retired' } }).amounts.basic).toBe(100_000)
  })

  it('without referral is a share of the usual one: 85 % × 0.9', () => {
    const plan = planOf({
      inpatient: { deductible: 0, pays: 0.85, adjust: [{ when: { referred: false }, pays: { times: 0.9 } }] },
    })
    expect(adjudicated({ plan, inScope: 1000, facts: { referred: false } }).amounts.basic).toBe(76_500)
    expect(adjudicated({ plan, inScope: 1000, facts: { referred: true } }).amounts.basic).toBe(85_000)
  })
})

describe('entry, floor, fixed sum and ceiling', () => {
  it('away from home a share is first self-paid before the deductible', () => {
    const plan = planOf({
      inpatient: {
        deductible: 1000,
        pays: 0.8,
        entry: { selfPaid: [{ when: { place: 'outOfProvince' }, share: 0.1 }] },
      },
    })
    const away = adjudicated({ plan, inScope: 10_000, facts: { place: 'outOfProvince' } })
    expect(inYuan(away)).toMatchObject({
      entrySelfPaid: 1000,
      deductible: 1000,
      basic: 6400,
      coinsurance: 1600,
    })
  })

  it('an entry cap keeps what exceeds it out', () => {
    const plan = planOf({ inpatient: { deductible: 0, pays: 0.8, entry: { cap: 6000 } } })
    expect(inYuan(adjudicated({ plan, inScope: 10_000 }))).toMatchObject({ aboveEntryCap: 4000, basic: 4800 })
  })

  it('a floor lifts the payment: (60,000 − 1,000) × 45 % instead of 9,000 × 70 %', () => {
    const plan = planOf({
      inpatient: { deductible: 1000, pays: 0.7, floor: { ratio: 0.45, of: 'totalAboveDeductible' } },
    })
    const lifted = adjudicated({ plan, inScope: 40_000, fullySelfPaid: 20_000 })
    expect(inYuan(lifted)).toMatchObject({ basic: 27_300, deductible: 1000, coinsurance: 11_700 })
    const higher = adjudicated({ plan, inScope: 30_000, fullySelfPaid: 30_000 })
    expect(inYuan(higher)).toMatchObject({ basic: 26_550, coinsurance: 2450 })
  })

  it('a floor never pays more than what is in scope', () => {
    const plan = planOf({ inpatient: { deductible: 1000, pays: 0.7, floor: { ratio: 0.45, of: 'total' } } })
    const lifted = adjudicated({ plan, inScope: 3000, fullySelfPaid: 60_000 })
    expect(inYuan(lifted)).toEqual({
      total: 63_000,
      fullySelfPaid: 60_000,
      inScope: 3000,
      basic: 3000,
      fund: 3000,
      patient: 60_000,
      cash: 60_000,
    })
  })

  it('a delivery is paid a fixed sum instead of a share', () => {
    const plan = planOf({
      inpatient: { deductible: 500, pays: 0.7, fixed: [{ when: { purpose: 'delivery' }, amount: 2000 }] },
    })
    const facts = { purpose: 'delivery' as const }
    expect(inYuan(adjudicated({ plan, inScope: 5000, facts }))).toMatchObject({
      basic: 2000,
      coinsurance: 3000,
    })
    expect(adjudicated({ plan, inScope: 1500, facts }).amounts.basic).toBe(150_000)
  })

  it('a ceiling of the year counts what the layers it names have paid', () => {
    const plan = planOf({
      inpatient: {
        deductible: 0,
        pays: 0.8,
        ceiling: { amount: 10_000, counts: ['inpatient', 'outpatient'] },
      },
    })
    const counted = { inpatientPaid: 400_000, outpatientPaid: 100_000 }
    expect(inYuan(adjudicated({ plan, inScope: 10_000, counted }))).toMatchObject({
      basic: 5000,
      coinsurance: 2000,
      aboveCeiling: 3000,
    })
  })

  it('a ceiling of a claim does not look at the year', () => {
    const plan = planOf({ inpatient: { deductible: 0, pays: 0.8, ceiling: { amount: 50, per: 'claim' } } })
    expect(adjudicated({ plan, inScope: 100, counted: { inpatientPaid: 999_999 } }).amounts.basic).toBe(5_000)
  })
})

describe('what the plan does not say', () => {
  const plan = planOf({ inpatient: { deductible: [{ when: { level: 1 }, amount: 100 }], pays: 0.5 } })

  it('a level without a deductible is an error, not zero', () => {
    expect(() => adjudicated({ plan, inScope: 1000, facts: { level: 3 } })).toThrow(
      expect.objectContaining({ code: 'plan.no-row' }),
    )
  })

  it('a fact the plan asks for and nobody knows is an error', () => {
    expect(() => adjudicated({ plan, inScope: 1000 })).toThrow(
      expect.objectContaining({ code: 'plan.fact-missing', details: { fact: 'level' } }),
    )
  })
})
