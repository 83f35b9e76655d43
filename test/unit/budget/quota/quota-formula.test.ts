import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sum } from '#shared/money/fen.ts'
import { boundedSplit } from '../../../../services/budget/quota/rules/bounded-split.ts'
import { proposeQuotas } from '../../../../services/budget/quota/rules/propose-quotas.ts'
import type { SplitRules } from '../../../../services/budget/quota/rules/split-rules.ts'
import type { QuotaCandidate } from '../../../../services/budget/quota/rules/weigh-institution.ts'

const rules: SplitRules = {
  history: ['0.2', '0.3', '0.5'],
  volume: { elasticity: '0.5', least: '0.90', most: '1.10' },
  levels: { '1': '1.03', '2': '1.00', '3': '0.99' },
  categories: { 'tcm-hospital': '1.01' },
  firstReferral: '1.02',
  primary: { categories: ['community-centre'], factor: '1.02' },
  growth: { least: '-0.10', most: '0.15' },
}

const none = { paid: 0, volume: 0 }
const year = (paid: number, volume: number) => ({ inpatient: { paid, volume }, outpatient: none })
const city: QuotaCandidate = {
  institution: 'H1',
  level: 3,
  category: 'general-hospital',
  firstReferral: false,
  years: [year(100_000, 100), year(110_000, 100), year(120_000, 120)],
}
const community: QuotaCandidate = {
  institution: 'H2',
  level: 1,
  category: 'community-centre',
  firstReferral: true,
  years: [year(50_000, 100), year(50_000, 100), year(50_000, 100)],
}
const split = (target: number, candidates = [community, city], growth?: SplitRules['growth']) =>
  proposeQuotas({ target: { inpatient: target, outpatient: 0 }, candidates, rules, growth })
const inpatientOf = (decision: ReturnType<typeof proposeQuotas>) =>
  decision.status === 'accepted' ? decision.value.map(({ amounts }) => amounts.inpatient) : decision.refusal

describe('a target divided by what the opinion names', () => {
  it('weighs history, volume, level, first referral and primary care as worked by hand', () => {
    // H1: 113,000 × 1.1 × 0.99 = 123,057. H2: 50,000 × 1.03 × 1.02 × 1.02 = 53,580.6. Together 176,637.6.
    // 180,000 × 123,057 / 176,637.6 = 125,399.46; the fen left over goes to the larger remainder.
    const decision = split(180_000)
    expect(inpatientOf(decision)).toEqual([125_399, 54_601])
    const steps = decision.status === 'accepted' ? (decision.value[1]?.steps ?? []) : []
    expect(steps.filter(({ part }) => part === 'inpatient').map(({ rule, gives }) => [rule, gives])).toEqual([
      ['history', '50000'],
      ['volume', '1'],
      ['level', '1.03'],
      ['first-referral', '1.02'],
      ['primary-tilt', '1.02'],
      ['weight', '53580.6'],
      ['share', 54_601],
    ])
  })

  it('holds who would grow beyond the bound, and the others share the rest', () => {
    // By weight H2 would have 53,084 of 175,000: more than 5 % above 50,000, so 52,500; H1 has the other 122,500.
    const decision = split(175_000, [city, community], { least: '-0.10', most: '0.05' })
    expect(inpatientOf(decision)).toEqual([122_500, 52_500])
    const share =
      decision.status === 'accepted' && decision.value[1]?.steps.find(({ rule }) => rule === 'share')
    expect(share).toMatchObject({ given: { held: 'most', least: 45_000, most: 52_500 } })
  })

  it('is refused when the bounds leave no way, with the figures', () => {
    expect(inpatientOf(split(180_000, [city, community], { least: '0', most: '0.05' }))).toMatchObject({
      code: 'quota.bounds-too-narrow',
      figures: { target: 180_000, least: 170_000, most: '178500' },
    })
  })

  it('gives a new institution by what it is expected to do, without bounds', () => {
    const expected = { inpatient: 20_000, outpatient: 0, reason: 'opened in July' }
    const opened: QuotaCandidate = { ...city, institution: 'H3', level: 2, years: [], expected }
    const shares = inpatientOf(split(200_000, [city, community, opened])) as number[]
    expect(sum(shares)).toBe(200_000)
    // 123,057 + 53,580.6 + 20,000 = 196,637.6; 200,000 × 20,000 / 196,637.6 = 20,341.99.
    expect(shares[2]).toBe(20_342)
    const unknown = { ...city, institution: 'H4', years: [] }
    expect(inpatientOf(split(200_000, [city, unknown]))).toMatchObject({ code: 'quota.no-history' })
  })

  it('names each institution once', () => {
    expect(inpatientOf(split(1, [city, city]))).toMatchObject({ code: 'quota.institution-twice' })
  })
})

describe('a division within bounds', () => {
  const share = fc
    .record({
      weight: fc.integer({ min: 0, max: 1_000_000 }),
      least: fc.integer({ min: 0, max: 1_000_000 }),
      room: fc.option(fc.integer({ min: 0, max: 1_000_000 }), { nil: undefined }),
    })
    .map(({ weight, least, room }) => ({
      weight: String(weight / 1000),
      least,
      most: room === undefined ? undefined : least + room,
    }))
  const shares = fc.array(share, { minLength: 1, maxLength: 40 })
  const amount = fc.integer({ min: 0, max: 30_000_000 })

  it('sums to the fen and leaves no institution outside its bounds, or is refused because it cannot be', () => {
    fc.assert(
      fc.property(amount, shares, (whole, some) => {
        const topOf = (each: (typeof some)[number]) =>
          Number(each.weight) === 0 ? each.least : Math.min(each.most ?? whole, whole)
        const decision = boundedSplit(whole, some)
        const possible = sum(some.map(({ least }) => least)) <= whole && sum(some.map(topOf)) >= whole
        expect(decision.status).toBe(possible ? 'accepted' : 'refused')
        if (decision.status === 'refused') return
        expect(sum(decision.value.map((found) => found.share))).toBe(whole)
        for (const [index, found] of decision.value.entries()) {
          const each = some[index]
          expect(found.share).toBeGreaterThanOrEqual(each?.least ?? 0)
          expect(found.share).toBeLessThanOrEqual(each ? topOf(each) : 0)
        }
      }),
      { numRuns: 400 },
    )
  })

  it('keeps all free shares in the proportion of their weights, to a fen', () => {
    fc.assert(
      fc.property(amount, shares, (whole, some) => {
        const decision = boundedSplit(whole, some)
        if (decision.status === 'refused') return
        const free = decision.value.flatMap((found, index) =>
          found.held === 'free' ? [{ share: found.share, weight: Number(some[index]?.weight) }] : [],
        )
        const together = sum(free.map((each) => each.share))
        const weights = free.reduce((total, { weight }) => total + weight, 0)
        for (const each of free)
          expect(Math.abs(each.share - (together * each.weight) / weights)).toBeLessThan(1.001)
      }),
    )
  })

  it('without bounds is the plain division: 82.20 by 3 and 2 is 49.32 and 32.88 (case R1)', () => {
    const free = (weight: string) => ({ weight, least: 0 })
    const decision = boundedSplit(8220, [free('3'), free('2')])
    expect(decision).toEqual({
      status: 'accepted',
      value: [
        { share: 4932, held: 'free' },
        { share: 3288, held: 'free' },
      ],
    })
  })
})
