import { describe, expect, it } from 'vitest'
import type { PolicyChangePriced } from '#shared/contracts/settlement.ts'
import {
  effectOnOtherFunds,
  effectsOfPricing,
  pricedLines,
} from '../../../../services/budget/drafting/rules/policy-pricing.ts'

const nothing = { basic: 0, seriousIllness: 0, medicalAid: 0, supplement: 0, account: 0, cash: 0 }
const untouched = { recorded: nothing, inForce: nothing, proposed: nothing }
const stays = { ...nothing, basic: 1_000_000, seriousIllness: 300_000, account: 40_000, cash: 160_000 }
const fewer = { ...nothing, basic: 1_593_673, account: 30_000 }

const pricing: PolicyChangePriced = {
  ...{ pricingId: 'P1', title: 'Level 2: 85 instead of 80 %', policyVersion: 'v1' },
  ...{ city: '340100', scheme: 'employee', year: 2025, holdsFrom: '2026-01-01' },
  ...{ persons: 3, claims: 5, changed: 4 },
  care: {
    // A correction is due of what is recorded, which is no part of the effect.
    inpatient: { recorded: { ...stays, basic: 900_000 }, inForce: stays, proposed: fewer },
    outpatient: untouched,
    chronic: {
      ...untouched,
      inForce: { ...nothing, basic: 500, account: 100 },
      proposed: { ...nothing, basic: 400, account: 200 },
    },
  },
}
const effectsIn = (holdsFrom: string, planned = 2026) => effectsOfPricing({ ...pricing, holdsFrom }, planned)

describe('a pricing on the lines of a budget', () => {
  it('is the basic pool’s by care, chronic care apart, and the accounts’ together', () => {
    expect(pricedLines(pricing)).toEqual([
      { line: 'inpatient', old: 1_000_000, new: 1_593_673 },
      { line: 'chronic-special', old: 500, new: 400 },
      { line: 'account-benefit', old: 40_100, new: 30_200 },
    ])
    expect(effectOnOtherFunds(pricing)).toEqual({ seriousIllness: -300_000, medicalAid: 0, supplement: 0 })
  })

  it('counts whole where the change holds all year, or held before', () => {
    for (const holdsFrom of ['2026-01-01', '2025-07-01'])
      expect(effectsIn(holdsFrom)).toMatchObject({
        value: [{ amount: 593_673 }, { amount: -100 }, { amount: -9_900 }],
      })
  })

  it('counts by its days where the change holds from a day of the year', () => {
    // From 1 July: 184 of 365 days. 593,673 × 184 ÷ 365 = 299,276.25; −100: −50.41; −9,900: −4,990.68.
    expect(effectsIn('2026-07-01')).toMatchObject({
      value: [
        { amount: 299_276, priced: { days: 184, ofDays: 365, old: 1_000_000, new: 1_593_673 } },
        { amount: -50 },
        { amount: -4_991 },
      ],
    })
    expect(effectsIn('2028-12-31', 2028)).toMatchObject({
      value: [{ priced: { days: 1, ofDays: 366 } }, {}, {}],
    })
  })

  it('counts not at all, and is refused, where the change holds only later', () => {
    expect(effectsIn('2027-01-01')).toMatchObject({ refusal: { code: 'draft.pricing-later' } })
  })
})
