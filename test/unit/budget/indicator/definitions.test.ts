import { describe, expect, it } from 'vitest'
import type { SettledClaim } from '#shared/contracts/settlement.ts'
import { countVolumes } from '../../../../services/budget/claims/rules/volumes.ts'
import type { Frame } from '../../../../services/budget/indicator/rules/definitions.ts'
import {
  definitionOf,
  indicators,
  valuesOf,
} from '../../../../services/budget/indicator/rules/definitions.ts'
import type { Figures } from '../../../../services/budget/indicator/rules/figures.ts'
import {
  addFigures,
  collectionFigures,
  headFigures,
} from '../../../../services/budget/indicator/rules/figures.ts'

const frame = (over: Partial<Frame> = {}): Frame => ({
  ...{ scheme: 'employee', months: 12, seasonal: 1 },
  aims: { policyScope: '0.80', levelDifference: { least: '0.05', most: '0.15' } },
  ...over,
})
const valueIn = (figures: Figures, indicator: string, of?: string, over: Partial<Frame> = {}) =>
  valuesOf(figures, frame(over)).find((each) => each.indicator === indicator && each.of === of)?.value

describe('an indicator comes to what was published', () => {
  it('months payable: 17.2 of Urumqi in 2013, 22.48 of 15.67 (case W1)', () => {
    expect(valueIn({ balance: 2248, cost: 1567 }, 'months-payable')).toBe(17.2)
  })

  it.each([
    ['employees', '3', 835],
    ['employees', '2', 874],
    ['employees', '1', 894],
    ['residents', '3', 632],
    ['residents', '2', 724],
    ['residents', '1', 808],
  ])('policy-scope ratio of %s at level %s: %d of 1,000 (2023)', (_, level, perMille) => {
    const figures = {
      [`inpatient-basic-${level}`]: perMille * 1_000,
      [`inpatient-inScope-${level}`]: 1_000_000,
    }
    expect(valueIn(figures, 'scope-ratio-by-level', level)).toBe(perMille / 1_000)
  })

  it('difference between levels: 3.9 and 2.0 points of employees, 9.2 and 8.4 of residents; 5 to 15 is the aim', () => {
    const at = (...shares: readonly number[]) =>
      Object.fromEntries(
        shares.flatMap((share, index) => [
          [`inpatient-basic-${index + 1}`, share * 10],
          [`inpatient-inScope-${index + 1}`, 1_000],
        ]),
      )
    expect(valueIn(at(89.4, 87.4, 83.5), 'level-difference', '1-2')).toBe(0.02)
    expect(valueIn(at(89.4, 87.4, 83.5), 'level-difference', '2-3')).toBe(0.039)
    expect(valueIn(at(80.8, 72.4, 63.2), 'level-difference', '1-2')).toBe(0.084)
    expect(valueIn(at(80.8, 72.4, 63.2), 'level-difference', '2-3')).toBe(0.092)
  })

  it('average cost of a stay: 11,153 yuan of employees, 7,338 of residents (2025)', () => {
    expect(valueIn({ 'inpatient-total': 11_153_00 * 7, 'inpatient-claims': 7 }, 'average-stay-cost')).toBe(
      11_153_00,
    )
    expect(valueIn({ 'inpatient-total': 7_338_00 * 3, 'inpatient-claims': 3 }, 'average-stay-cost')).toBe(
      7_338_00,
    )
  })

  it('current balance: 35,873 of income less 30,009 of expenditure, in 100 million yuan (2025)', () => {
    expect(valueIn({ current: 35_873 - 30_009 }, 'current-balance')).toBe(5_864)
  })

  it('admission rate: 21 of 100 insured', () => {
    expect(valueIn({ 'inpatient-claims': 21, insured: 100 }, 'admission-rate')).toBe(0.21)
  })

  it('current balance and closing of a county’s residents, 2024 budget in 10,000 yuan: 627 and 37,472', () => {
    const figures = { income: 78_499, expenditure: 77_872, current: 627, balance: 36_845 + 627 }
    expect(valueIn(figures, 'current-balance')).toBe(627)
    expect(valueIn(figures, 'accumulated-balance')).toBe(37_472)
  })
})

describe('an indicator', () => {
  it('of actual reimbursement lies below that of the policy’s scope by what is out of scope', () => {
    const figures = {
      'inpatient-basic': 700,
      'inpatient-inScope': 1_000,
      'inpatient-fund': 720,
      'inpatient-total': 1_200,
    }
    expect(valueIn(figures, 'policy-scope-ratio')).toBe(0.7)
    expect(valueIn(figures, 'actual-ratio')).toBe(0.6)
    expect(valueIn(figures, 'ratio-gap')).toBe(0.1)
  })

  it('is without a value, and not nothing, where there is nothing to divide by', () => {
    for (const each of ['months-payable', 'admission-rate', 'collection-rate', 'income-growth'])
      expect([each, valueIn({}, each)]).toEqual([each, null])
  })

  it('of collection is never above all: what one payer paid too much pays no bill of another', () => {
    const paid = [{ line: 'paid', of: 'premium', pooled: 900, account: 0 }]
    const balances = [{ closing: 100 }, { closing: -500 }]
    expect(valueIn(collectionFigures([{ lines: paid, balances }]), 'collection-rate')).toBe(0.9)
    const refunded = [...paid, { line: 'refunded', of: 'premium', pooled: -200, account: 0 }]
    expect(valueIn(collectionFigures([{ lines: refunded, balances: [] }]), 'collection-rate')).toBe(1)
  })

  it('of working to retired is one of employees alone', () => {
    const heads = headFigures([
      { scheme: 'employee', employment: 'employed', persons: 240 },
      { scheme: 'employee', employment: 'flexible', persons: 30 },
      { scheme: 'employee', employment: 'retired', persons: 100 },
    ])
    expect(valueIn(heads, 'dependency-ratio')).toBe(2.7)
    expect(valueIn(heads, 'dependency-ratio', undefined, { scheme: 'resident' })).toBeUndefined()
  })

  it('of the province is that of the sums of its cities, whatever their order', () => {
    const cities = [
      { balance: 300, cost: 1200 },
      { balance: 900, cost: 1200 },
    ]
    expect(valueIn(addFigures(cities), 'months-payable')).toBe(6)
    expect(addFigures([...cities].reverse())).toEqual(addFigures(cities))
  })

  it('says in both languages what it is, how it is worked out, and what of', () => {
    for (const indicator of indicators) {
      const { name, formula, source } = definitionOf(indicator)
      for (const { zh, en } of [name, formula, source]) {
        expect(zh).toMatch(/\p{Script=Han}/u)
        expect(en).not.toMatch(/\p{Script=Han}/u)
        expect(en.length).toBeGreaterThan(3)
      }
    }
  })
})

describe('care is counted as claims come', () => {
  const stay = (over: Partial<SettledClaim> = {}): SettledClaim => ({
    ...{ claimId: 'C1', institution: 'H1', care: 'inpatient', settledOn: '2025-03-10', level: 3 },
    ...{ total: 1_000, inScope: 800, basic: 600, seriousIllness: 50, medicalAid: 0, supplement: 0 },
    ...{ account: 100, cash: 250 },
    medical: { personId: 'P1', admittedOn: '2025-03-01', dischargedOn: '2025-03-09', sinceStay: 12 },
    ...over,
  })

  it('by kind and level, with days, and readmissions within the days of the policy', () => {
    expect(countVolumes([stay()], 15)).toEqual({
      'v-i3-claims': 1,
      'v-i3-days': 8,
      'v-i3-total': 1_000,
      'v-i3-inScope': 800,
      'v-i3-basic': 600,
      'v-i3-fund': 650,
      'v-i3-readmissions': 1,
    })
    expect(countVolumes([stay()], 10)).not.toHaveProperty('v-i3-readmissions')
  })

  it('and a reversal takes exactly that back', () => {
    const negative = {
      ...{ total: -1_000, inScope: -800, basic: -600, seriousIllness: -50, account: -100, cash: -250 },
    }
    expect(countVolumes([stay(), stay({ claimId: 'R1', reverses: 'C1', ...negative })], 15)).toEqual({})
  })

  it('a correction changes cost and counts no stay', () => {
    const corrected = stay({
      claimId: 'K1',
      corrects: 'C1',
      total: 0,
      inScope: 0,
      basic: 40,
      seriousIllness: 0,
    })
    expect(countVolumes([corrected], 15)).toEqual({ 'v-i3-basic': 40, 'v-i3-fund': 40 })
  })

  it('elsewhere beside its level: in another city, or in another province', () => {
    expect(countVolumes([stay({ settledAt: '340200' })], 15)).toMatchObject({ 'v-in-province-total': 1_000 })
    expect(countVolumes([stay({ settledAt: '310000' })], 15)).toMatchObject({ 'v-out-of-province-claims': 1 })
  })
})
