import { describe, expect, it } from 'vitest'
import { adjudicated } from '../support/adjudicated.ts'
import { planOf } from '../support/basis.ts'

describe('the steps of a claim', () => {
  it('name the rows and adjustments that were applied, their figures, and what each ceiling leaves', () => {
    const plan = planOf({
      inpatient: {
        deductible: [{ when: { level: 2 }, amount: 500 }, { amount: 1000 }],
        pays: { bands: [{ upTo: 20_000, ratio: 0.6 }, { ratio: 0.7 }] },
        edges: 'absolute',
        adjust: [
          { when: { place: 'outOfProvince' }, deductible: { times: 2 }, pays: { points: -10 } },
          { when: { employment: 'retired' }, pays: { points: 5 } },
        ],
        entry: { selfPaid: { share: 0.1 }, cap: 40_000 },
        ceiling: [{ amount: 20_000, per: 'claim' }, { amount: 100_000 }],
        personalAccount: 'patient',
        followedBy: ['serious_illness'],
      },
      serious_illness: { base: ['coinsurance'], per: 'year', deductible: 5000, pays: 0.5, ceiling: 3000 },
    })
    const { steps } = adjudicated({
      ...{ plan, inScope: 50_000, fullySelfPaid: 2000, account: 1000 },
      facts: { level: 3, place: 'outOfProvince', employment: 'retired' },
      counted: { seriousIllnessBase: 100_000, seriousIllnessPaid: 50_000 },
    })
    expect(steps).toEqual([
      { step: 'split', in: [5_200_000, 200_000, 0, 0], out: 5_000_000 },
      { step: 'entry', in: [5_000_000, 100_000], out: 500_000 },
      { step: 'entryCap', in: [4_500_000, 4_000_000], out: 500_000 },
      { step: 'deductible', rule: '2+1+2', in: [4_000_000, 200_000], out: 200_000 },
      { step: 'share', rule: '1', in: [1_800_000, 550_000, 2_000_000, 650_000], out: 2_290_000 },
      { step: 'ceiling', in: [2_290_000, 2_000_000], out: 2_000_000, room: 0, rooms: [0, 8_000_000] },
      {
        ...{ step: 'seriousIllness', rule: '1/1', in: [100_000, 1_510_000, 400_000, 1_110_000, 500_000] },
        ...{ out: 250_000, room: 0 },
      },
      { step: 'account', in: [2_950_000, 100_000], out: 100_000 },
      { step: 'cash', in: [5_200_000, 2_250_000, 100_000], out: 2_850_000 },
    ])
  })

  it('name the row of a floor, and leave a floor out that lifts nothing', () => {
    const floor = [
      { when: { level: 1 }, ratio: 0.18, of: 'total' },
      { ratio: 0.5, of: 'inScope' },
    ]
    const plan = planOf({ inpatient: { deductible: 100, pays: 0.2, floor } })
    const stepsAt = (level: 1 | 2) => adjudicated({ plan, inScope: 1000, facts: { level } }).steps
    expect(stepsAt(2)).toContainEqual({
      ...{ step: 'floor', rule: '2', in: [100_000, 500_000, 100_000], out: 50_000 },
    })
    expect(stepsAt(1).map(({ step }) => step)).toEqual(['split', 'deductible', 'share', 'cash'])
  })

  it('name the row of a fixed sum', () => {
    const fixed = [
      { when: { purpose: 'emergency' }, amount: 50 },
      { when: { purpose: 'delivery' }, amount: 2000 },
    ]
    const plan = planOf({ inpatient: { deductible: 100, pays: 0.2, fixed } })
    const { steps } = adjudicated({ plan, inScope: 3000, facts: { purpose: 'delivery' } })
    expect(steps[1]).toEqual({ step: 'fixed', rule: '2', in: [200_000, 300_000], out: 200_000 })
  })

  it('name the row of each item class, once, and none where nothing is in scope', () => {
    const pays = [{ when: { itemClass: 'B' }, ratio: 0.5 }, { ratio: 0.8 }]
    const plan = planOf({ inpatient: { deductible: 0, deductibleFrom: 'proRata', pays } })
    const shareOf = (classes: Record<string, number>, inScope: number) =>
      adjudicated({ plan, inScope, classes }).steps.find(({ step }) => step === 'share')
    expect(shareOf({ A: 100, B: 200, D: 300 }, 600)).toEqual({
      ...{ step: 'share', rule: '2,1', in: [10_000, 800_000, 20_000, 500_000, 30_000, 800_000], out: 42_000 },
    })
    expect(shareOf({}, 0)).toBeUndefined()
  })

  it('give no band in which nothing lies, and no band above a closed last one', () => {
    const bands = [
      { upTo: 1000, ratio: 0.6 },
      { upTo: 5000, ratio: 0.7 },
    ]
    const plan = planOf({ inpatient: { deductible: 1000, edges: 'absolute', pays: { bands } } })
    const figures = (inScope: number) =>
      adjudicated({ plan, inScope }).steps.find(({ step }) => step === 'share')?.in
    expect(figures(5000)).toEqual([400_000, 700_000])
    expect(figures(5001)).toEqual([400_000, 700_000, 100, 0])
    expect(figures(1000)).toEqual([])
  })

  it('say that nothing is payable below the deductible', () => {
    const plan = planOf({ inpatient: { deductible: 1000, pays: 0.7 } })
    const { steps } = adjudicated({ plan, inScope: 800 })
    expect(steps).toContainEqual({ step: 'share', rule: '1', in: [], out: 0 })
  })

  it('leave a layer out to which nothing is left, and judge a layer by the claim without the year before', () => {
    const plan = planOf({
      inpatient: {
        deductible: 0,
        pays: [{ when: { level: 1 }, ratio: 1 }, { ratio: 0.5 }],
        followedBy: ['medical_aid'],
      },
      medical_aid: { base: ['coinsurance'], per: 'claim', deductible: 300, pays: 0.5 },
    })
    const stepsAt = (level: 1 | 2) =>
      adjudicated({ plan, inScope: 1000, facts: { level }, counted: { medicalAidBase: 900_000 } }).steps
    expect(stepsAt(1).map(({ step }) => step)).toEqual(['split', 'deductible', 'share', 'cash'])
    expect(stepsAt(2)).toContainEqual({
      ...{ step: 'medicalAid', rule: '1/1', in: [0, 50_000, 30_000, 20_000, 500_000], out: 10_000 },
    })
  })

  it('name every adjustment that holds; one of them may add to the deductible, one lift the ceiling', () => {
    const adjust = [
      { when: { referred: false }, deductible: { plus: 200 } },
      { when: { employment: 'retired' }, ceiling: 'none' },
    ]
    const plan = planOf({ inpatient: { deductible: 1000, pays: 1, ceiling: 5000, adjust } })
    const { steps, amounts } = adjudicated({
      ...{ plan, inScope: 9200, facts: { referred: false, employment: 'retired' } },
    })
    expect(steps[1]).toEqual({ step: 'deductible', rule: '1+1+2', in: [920_000, 120_000], out: 120_000 })
    expect(amounts.basic).toBe(800_000)
  })
})
