import { describe, expect, it } from 'vitest'
import { adjudicated, inYuan } from '../support/adjudicated.ts'
import { planOf } from '../support/basis.ts'

const anhuiSeriousIllness = {
  base: ['deductible', 'coinsurance', 'aboveCeiling'],
  per: 'year',
  deductible: 15_000,
  edges: 'aboveDeductible',
  pays: {
    bands: [
      { upTo: 50_000, ratio: 0.6 },
      { upTo: 100_000, ratio: 0.65 },
      { upTo: 200_000, ratio: 0.75 },
      { ratio: 0.8 },
    ],
  },
  adjust: [
    {
      when: { aid: ['special-hardship', 'minimum-living', 'returned-to-poverty'] },
      deductible: { times: 0.5 },
      pays: { points: 5 },
      ceiling: 'none',
    },
  ],
  ceiling: 300_000,
}
/** A basic pool that pays nothing, so that all in scope is compliant self-pay. */
const nothing = { deductible: 0, pays: 0, followedBy: ['serious_illness'] }
const plan = planOf({ inpatient: nothing, serious_illness: anhuiSeriousIllness })

describe('serious-illness insurance on the year’s cumulative self-pay', () => {
  it('pays 88,750 on 150,000 at once', () => {
    expect(adjudicated({ plan, inScope: 150_000, facts: { aid: 'none' } }).amounts.seriousIllness).toBe(
      8_875_000,
    )
  })

  it('pays f(before + now) − f(before): 27,000 of the first 60,000, then 61,750 of the next 90,000', () => {
    const first = adjudicated({ plan, inScope: 60_000, facts: { aid: 'none' } })
    expect(first.amounts.seriousIllness).toBe(2_700_000)
    const second = adjudicated({ plan, inScope: 90_000, facts: { aid: 'none' }, counted: first.change })
    expect(second.amounts.seriousIllness).toBe(6_175_000)
  })

  it('nothing while the year’s self-pay is under the deductible, though it counts', () => {
    const first = adjudicated({ plan, inScope: 10_000, facts: { aid: 'none' } })
    expect(first.change).toMatchObject({ seriousIllnessBase: 1_000_000 })
    expect(first.amounts.seriousIllness).toBe(0)
    const second = adjudicated({ plan, inScope: 10_000, facts: { aid: 'none' }, counted: first.change })
    expect(second.amounts.seriousIllness).toBe(300_000)
  })

  it('for the minimum-living begins at half the deductible, pays five points more and has no ceiling', () => {
    const facts = { aid: 'minimum-living' as const }
    expect(adjudicated({ plan, inScope: 27_500, facts }).amounts.seriousIllness).toBe(1_300_000)
    const poor = adjudicated({ plan, inScope: 600_000, facts }).amounts.seriousIllness
    expect(poor).toBe(3_250_000 + 3_500_000 + 8_000_000 + 39_250_000 * 0.85)
    const other = adjudicated({ plan, inScope: 600_000, facts: { aid: 'none' } }).amounts.seriousIllness
    expect(other).toBe(30_000_000)
  })
})

describe('medical aid and tilted aid', () => {
  const layers = {
    inpatient: { deductible: 300, pays: 0.7, followedBy: ['medical_aid', 'tilted_aid'] },
    medical_aid: {
      when: { aid: 'minimum-living-margin', filing: ['none', 'filed'] },
      base: 'inScopeUnpaid',
      per: 'claim',
      deductible: 0,
      pays: 0.7,
      ceiling: 10_000,
    },
    tilted_aid: {
      when: { aid: 'minimum-living-margin' },
      base: 'inScopeUnpaid',
      per: 'claim',
      deductible: 3000,
      pays: 0.6,
    },
  }
  const margin = { aid: 'minimum-living-margin' as const, filing: 'none' as const }

  it('each looks at what the one before left, and a ceiling of the year cuts', () => {
    const aided = adjudicated({ plan: planOf(layers), inScope: 50_000, facts: margin })
    expect(inYuan(aided)).toMatchObject({ basic: 34_790, medicalAid: 10_000, tiltedAid: 1326, cash: 3884 })
  })

  it('do nothing for others, nor medical aid for unfiled treatment elsewhere', () => {
    const other = adjudicated({ plan: planOf(layers), inScope: 50_000, facts: { ...margin, aid: 'none' } })
    expect(other.amounts).toMatchObject({ medicalAid: 0, tiltedAid: 0 })
    const unfiled = adjudicated({
      plan: planOf(layers),
      inScope: 50_000,
      facts: { ...margin, filing: 'unfiled' },
    })
    expect(unfiled.amounts).toMatchObject({ medicalAid: 0, tiltedAid: 732_600 })
  })
})

describe('supplements', () => {
  it('of the large sum above the basic ceiling only', () => {
    const employee = planOf({
      inpatient: { deductible: 0, pays: 0.9, ceiling: 50_000, followedBy: ['large_sum'] },
      large_sum: { base: ['aboveCeiling'], per: 'year', deductible: 0, pays: 0.85 },
    })
    expect(inYuan(adjudicated({ plan: employee, inScope: 100_000 }))).toMatchObject({
      basic: 50_000,
      aboveCeiling: 40_000,
      largeSum: 34_000,
      cash: 16_000,
    })
  })

  it('of civil servants on everything unpaid, self-paid items too', () => {
    const servant = planOf({
      inpatient: { deductible: 1000, pays: 0.9, followedBy: ['civil_servant'] },
      civil_servant: { base: 'everythingUnpaid', per: 'claim', deductible: 500, pays: 0.5 },
    })
    const outcome = adjudicated({ plan: servant, inScope: 11_000, fullySelfPaid: 3000 })
    expect(inYuan(outcome)).toMatchObject({ basic: 9000, civilServant: 2250, cash: 2750 })
  })

  it('a layer of other parts does not look at what an earlier one paid', () => {
    const both = planOf({
      inpatient: { deductible: 1000, pays: 0.8, followedBy: ['large_sum', 'civil_servant'] },
      large_sum: { base: ['coinsurance'], per: 'claim', deductible: 0, pays: 0.5 },
      civil_servant: { base: ['deductible'], per: 'claim', deductible: 0, pays: 1 },
    })
    expect(inYuan(adjudicated({ plan: both, inScope: 11_000 }))).toMatchObject({
      largeSum: 1000,
      civilServant: 1000,
      cash: 1000,
    })
  })

  it('ceilings may be joint: basic and serious illness together 20,000', () => {
    const joint = planOf({
      inpatient: { deductible: 0, pays: 0.5, followedBy: ['serious_illness'] },
      serious_illness: {
        base: 'inScopeUnpaid',
        per: 'year',
        deductible: 0,
        pays: 0.8,
        ceiling: { amount: 20_000, counts: ['inpatient', 'serious_illness'] },
      },
    })
    const outcome = adjudicated({ plan: joint, inScope: 30_000, counted: { seriousIllnessPaid: 100_000 } })
    expect(inYuan(outcome)).toMatchObject({ basic: 15_000, seriousIllness: 4000 })
  })
})

describe('the personal account', () => {
  const withAccount = (personalAccount: string) =>
    planOf({ inpatient: { deductible: 1000, pays: 0.8, personalAccount } })

  it('pays what is left in scope, or everything, or nothing, as the plan says', () => {
    const account = (rule: string) =>
      adjudicated({ plan: withAccount(rule), inScope: 2000, fullySelfPaid: 500, account: 5000 }).amounts
        .account
    expect([account('inScope'), account('patient'), account('none')]).toEqual([120_000, 170_000, 0])
  })
})
